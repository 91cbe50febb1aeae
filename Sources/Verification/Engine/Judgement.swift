import Foundation
import Runbook
import Sameness

/// Whether a value is as a condition wants it, in three values (Kleene's strong logic): what can't be compared stays so
/// under `not`, `any`, `all` and `none`, unless the rest decides without it.
struct Judgement: Sendable {
    let answers: [String: String]
    let now: Date
    private let same: Sameness
    /// Other names of the one text that is judged, folded, and the text itself.
    private let names: Set<String>
    private let own: String?

    /// - Parameters:
    ///   - same: how texts are compared.
    ///   - names: other names of the value, where it is a text.
    init(
        answers: [String: String], now: Date, same: Sameness = .text, names: [String] = [], of value: Value? = nil
    ) {
        self.answers = answers
        self.now = now
        self.same = same
        self.names = Set(names.map(same.folded))
        if case .text(let text) = value { own = same.folded(text) } else { own = nil }
    }

    /// - Parameter choices: the only texts that there are, where they are few: a condition on another is a typing error.
    func match(_ seen: Value, _ condition: Condition, choices: [String] = []) -> Match {
        switch condition {
        case .matcher(let name, let argument):
            guard let (matcher, wanted) = resolved(name, argument) else { return Judgement.beyond }
            // A shape is none of the words itself.
            if name != MatchesMatcher.name, let stranger = stranger(wanted, choices) {
                return .incomparable("is never \"\(stranger)\", so it can't be compared with it")
            }
            if wanted.isVacuous { return .nothingWanted }
            return match(matcher, seen, wanted)
        case .not(let inner):
            switch match(seen, inner, choices: choices) {
            case .matched: return .mismatch("is \(seen.words); not wanted: \(words(inner))")
            case .mismatch: return .matched
            case .incomparable(let reason): return .incomparable(reason)
            }
        case .entries(let quantifier, let inner):
            guard case .list(let entries) = seen else {
                return .incomparable("a \(seen.type.rawValue) has no entries")
            }
            return match(entries, quantifier, inner)
        }
    }

    /// Compares in one form what may be written in several; the words show what was written. A shape's letters are its
    /// own, so it isn't folded.
    private func match(_ matcher: any Matcher.Type, _ seen: Value, _ wanted: Value) -> Match {
        guard same != .text, matcher.name != MatchesMatcher.name else { return matcher.match(seen, wanted, now: now) }
        let found = matcher.match(map(seen, folded), map(wanted, folded), now: now)
        guard case .mismatch = found else { return found }
        let shown = matcher.match(map(seen, same.readable), map(wanted, same.readable), now: now)
        if case .mismatch = shown { return shown }
        return found
    }

    private func folded(_ text: String) -> String {
        let folded = same.folded(text)
        return names.contains(folded) ? own ?? folded : folded
    }

    private func map(_ value: Value, _ change: (String) -> String) -> Value {
        switch value {
        case .text(let text): .text(change(text))
        case .list(let texts): .list(texts.map(change))
        case .boolean, .number, .time, .duration: value
        }
    }

    /// Whether the condition holds just because the thing isn't there.
    func isMetByAbsence(_ condition: Condition) -> Bool {
        guard case .matcher(let name, let argument) = condition, let (matcher, wanted) = resolved(name, argument)
        else { return false }
        return matcher.isMetByAbsence(wanted)
    }

    private func match(_ entries: [String], _ quantifier: Condition.Quantifier, _ inner: Condition) -> Match {
        var right: [String] = []
        var wrong: [String] = []
        var unknown: [String] = []
        for entry in entries {
            switch match(.text(entry), inner) {
            case .matched: right.append(entry)
            case .mismatch(let words): wrong.append(words)
            case .incomparable(let reason): unknown.append(reason)
            }
        }
        let wanted = words(inner)
        switch quantifier {
        case .all:
            if entries.isEmpty { return .mismatch("there is none; wanted of each: \(wanted)") }
            if let first = wrong.first {
                return .mismatch(
                    "one \(first)" + (wrong.count > 1 ? "; \(wrong.count - 1) more aren't right either" : ""))
            }
        case .any:
            if !right.isEmpty { return .matched }
            if unknown.isEmpty {
                return .mismatch("none is right; there: \(Value.list(entries).words); wanted: \(wanted)")
            }
        case .none:
            if !right.isEmpty { return .mismatch("there: \(Value.list(right).words); not wanted: \(wanted)") }
        }
        return unknown.first.map { .incomparable("one of \(entries.count): \($0)") } ?? .matched
    }

    private func stranger(_ wanted: Value, _ choices: [String]) -> String? {
        guard !choices.isEmpty else { return nil }
        return switch wanted {
        case .text(let text): choices.contains(text) ? nil : text
        case .list(let texts): texts.first { !choices.contains($0) }
        case .boolean, .number, .time, .duration: nil
        }
    }

    /// "one of a, b", "later than 30 days"; an equal value is just said.
    private func words(_ condition: Condition) -> String {
        switch condition {
        case .matcher(let name, let argument):
            let wanted = argument.resolved(answers)?.words ?? "?"
            return name == EqualsMatcher.name ? wanted : "\(name.replacing("-", with: " ")) \(wanted)"
        case .not(let inner): return "not \(words(inner))"
        case .entries(let quantifier, let inner): return "\(quantifier.rawValue) \(words(inner))"
        }
    }

    private func resolved(_ name: String, _ argument: MatcherArgument) -> (matcher: any Matcher.Type, wanted: Value)? {
        guard let matcher = Registry.matchers.first(where: { $0.name == name }),
            let wanted = argument.resolved(answers)
        else { return nil }
        return (matcher, wanted)
    }

    /// A condition of a Lockstep that knew more.
    private static let beyond = Match.incomparable("this Lockstep doesn't know how to compare it")

    /// What makes a condition comparable.
    func remedy(_ condition: Condition) -> String {
        let names = condition.inputs
        guard names.isEmpty else { return "Look at what it is compared with: set \(names.joined(separator: ", set "))" }
        return "Mend the condition in the runbook (lockstep lint names what is wrong), or update Lockstep."
    }
}
