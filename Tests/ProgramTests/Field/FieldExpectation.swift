import TestSupport
import Testing

/// What is right, judged by effect: how items are marked, whether the switch would be refused, who and what is named, and
/// the exit code.
struct FieldExpectation: Sendable {
    /// The marks that are right for an item: any of these letters.
    var marks: [String: String] = [:]
    /// Whether `cutover --dry-run` refuses; nil where it isn't asked.
    var locked: Bool?
    var codes: Set<Int32> = [0, 1, 2, 3]
    var says: [String] = []
    var never: [String] = []

    static func passes(_ items: String..., locked: Bool? = nil, says: [String] = [], never: [String] = []) -> Self {
        Self(
            marks: Dictionary(uniqueKeysWithValues: items.map { ($0, "✓") }), locked: locked, codes: [0], says: says,
            never: never)
    }

    /// Red or unknown: either is right, green isn't.
    static func fails(
        _ items: String..., as mark: String = "✗?", locked: Bool? = nil, says: [String] = [], never: [String] = []
    ) -> Self {
        Self(
            marks: Dictionary(uniqueKeysWithValues: items.map { ($0, mark) }), locked: locked,
            codes: mark == "✗" ? [1] : mark == "?" && locked == nil ? [3] : [1, 3], says: says, never: never)
    }

    func judge(_ result: Program.Result, _ what: String, _ location: SourceLocation) {
        let lines = (result.output + "\n" + result.errors).split(separator: "\n")
        let flat = lines.joined(separator: " ").split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let said = Comment(rawValue: "\(what): \(result.code)\n\(lines.joined(separator: "\n").suffix(6_000))")
        for (item, right) in marks.sorted(by: { $0.key < $1.key }) {
            let seen = lines.compactMap { line -> Character? in
                let words = line.split(separator: " ", maxSplits: 2)
                return line.first != " " && words.count > 1 && words[0].count == 1 && words[1] == item
                    ? words[0].first : nil
            }
            #expect(!seen.isEmpty, "\(item) isn't judged. \(said)", sourceLocation: location)
            #expect(seen.allSatisfy(right.contains), "\(item) is \(seen). \(said)", sourceLocation: location)
        }
        // Told as yes or no: what was said stands below, once.
        func holds(_ isSo: Bool, _ comment: Comment) { #expect(isSo, comment, sourceLocation: location) }
        if let locked {
            holds(flat.contains("LOCKED:") == locked, "It is \(locked ? "not locked" : "locked"). \(said)")
            holds(flat.contains("Everything passes.") == !locked, "It isn't told whether everything passes. \(said)")
        }
        holds(codes.contains(result.code), said)
        for words in says { holds(flat.contains(words), "“\(words)” isn't in \(said)") }
        for words in never { holds(!flat.contains(words), "“\(words)” is in \(said)") }
    }
}
