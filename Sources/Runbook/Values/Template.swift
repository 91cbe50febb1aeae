/// Text with `{{input}}` places, filled from the session's answers.
public struct Template: Hashable, Sendable {
    enum Piece: Hashable, Sendable {
        case literal(String)
        case input(String)
    }

    public let source: String
    let pieces: [Piece]

    /// Names of the inputs that the text needs.
    public var inputs: [String] {
        pieces.compactMap { if case .input(let name) = $0 { name } else { nil } }
    }

    /// Never fails: an opening `{{` without its end is literal text, and an unknown name is the loader's to report.
    public init(_ source: String) {
        self.source = source
        var pieces: [Piece] = []
        var rest = source[...]
        while let open = rest.range(of: "{{"), let close = rest[open.upperBound...].range(of: "}}") {
            if open.lowerBound > rest.startIndex { pieces.append(.literal(String(rest[..<open.lowerBound]))) }
            pieces.append(.input(rest[open.upperBound..<close.lowerBound].trimmingSpaces))
            rest = rest[close.upperBound...]
        }
        if !rest.isEmpty { pieces.append(.literal(String(rest))) }
        self.pieces = pieces
    }

    /// The text with every place filled.
    /// - Returns: nil if an answer is still missing; `missing(in:)` names it.
    public func filled(_ answers: [String: String]) -> String? {
        var text = ""
        for piece in pieces {
            switch piece {
            case .literal(let literal): text += literal
            case .input(let name):
                guard let answer = answers[name] else { return nil }
                text += answer
            }
        }
        return text
    }

    /// Questions that it needs an answer to and has none.
    public func missing(in answers: [String: String]) -> [String] { inputs.filter { answers[$0] == nil } }

    /// How what these are filled with is given again, to be typed: `set domain, set server`.
    public static func wayToAnswer(_ templates: [Template]) -> String {
        var seen: Set<String> = []
        let names = templates.flatMap(\.inputs).filter { seen.insert($0).inserted }
        return names.isEmpty ? "correct it in the runbook" : "set " + names.joined(separator: ", set ")
    }

    /// For reading: unanswered places show their name in angle brackets.
    public func shown(_ answers: [String: String]) -> String {
        pieces.map {
            switch $0 {
            case .literal(let literal): literal
            case .input(let name): answers[name] ?? "<\(name)>"
            }
        }.joined()
    }
}

extension Substring {
    fileprivate var trimmingSpaces: String {
        var text = self
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text)
    }

    fileprivate func range(of needle: String) -> Range<Substring.Index>? { self.firstRange(of: needle) }
}
