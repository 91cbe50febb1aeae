import Foundation
import Runbook

/// Whether a value is as a condition wants it.
struct Judgement: Sendable {
    let answers: [String: String]
    let now: Date

    /// A condition that this program can't evaluate, or that lacks an answer: nothing follows from it.
    struct Unanswerable: Error {}

    /// - Returns: nil if all is well; otherwise what to say after the property's label and a colon.
    func mismatch(_ seen: Value, _ condition: Condition) throws(Unanswerable) -> String? {
        switch condition {
        case .matcher(let name, let argument):
            let (matcher, wanted) = try resolved(name, argument)
            return matcher.mismatch(seen, wanted, now: now)
        case .not(let inner):
            guard try mismatch(seen, inner) == nil else { return nil }
            return "is \(seen.words); not wanted: \(try words(inner))"
        case .entries(let quantifier, let inner):
            guard case .list(let entries) = seen else { throw Unanswerable() }
            return try mismatch(entries, quantifier, inner)
        }
    }

    /// Whether it is well that the thing isn't there.
    func isMetByAbsence(_ condition: Condition) -> Bool {
        guard case .matcher(let name, let argument) = condition,
            let (matcher, wanted) = try? resolved(name, argument)
        else { return false }
        return matcher.isMetByAbsence(wanted)
    }

    private func mismatch(
        _ entries: [String], _ quantifier: Condition.Quantifier, _ inner: Condition
    ) throws(Unanswerable) -> String? {
        var wrong: [(entry: String, words: String)] = []
        for entry in entries {
            if let words = try mismatch(.text(entry), inner) { wrong.append((entry, words)) }
        }
        let wanted = try words(inner)
        switch quantifier {
        case .all:
            if entries.isEmpty { return "there is none; wanted of each: \(wanted)" }
            guard let first = wrong.first else { return nil }
            return "one \(first.words)" + (wrong.count > 1 ? "; \(wrong.count - 1) more aren't right either" : "")
        case .any:
            return wrong.count < entries.count
                ? nil : "none is right; there: \(Value.list(entries).words); wanted: \(wanted)"
        case .none:
            let present = entries.filter { entry in !wrong.contains { $0.entry == entry } }
            return present.isEmpty ? nil : "there: \(Value.list(present).words); not wanted: \(wanted)"
        }
    }

    /// "one of a, b", "later than 30 days"; an equal value is just said.
    private func words(_ condition: Condition) throws(Unanswerable) -> String {
        switch condition {
        case .matcher(let name, let argument):
            let wanted = try resolved(name, argument).wanted.words
            return name == EqualsMatcher.name ? wanted : "\(name.replacing("-", with: " ")) \(wanted)"
        case .not(let inner): return "not \(try words(inner))"
        case .entries(let quantifier, let inner): return "\(quantifier.rawValue) \(try words(inner))"
        }
    }

    private func resolved(
        _ name: String, _ argument: MatcherArgument
    ) throws(Unanswerable) -> (matcher: any Matcher.Type, wanted: Value) {
        guard let matcher = Registry.matchers.first(where: { $0.name == name }),
            let wanted = argument.resolved(answers)
        else { throw Unanswerable() }
        return (matcher, wanted)
    }
}
