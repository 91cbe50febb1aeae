import Foundation
import Runbook
import TestSupport
import Testing

@testable import Verification

/// The judgement said a second time, slowly: a truth is 0 (no), 1 (nobody can say) or 2 (yes); `not` is what is left of
/// 2, `all` the least, `any` the greatest, `none` what the greatest leaves. It runs beside the real one on random
/// conditions and values, well typed and not.
@Suite(.computing) struct JudgementModelTests {
    private static let now = Date(timeIntervalSince1970: 1_800_000_000)
    private static let answers = ["name": "b", "blank": " ", "list": "a"]

    private static func truth(_ value: Value, _ condition: Condition, _ choices: [String] = []) -> Int {
        switch condition {
        case .not(let inner): return 2 - truth(value, inner, choices)
        case .entries(let quantifier, let inner):
            guard case .list(let entries) = value else { return 1 }
            let each = entries.map { truth(.text($0), inner) }
            switch quantifier {
            case .all: return each.min() ?? 0
            case .any: return each.max() ?? 0
            case .none: return 2 - (each.max() ?? 0)
            }
        case .matcher(let name, let argument):
            guard let wanted = argument.resolved(answers) else { return 1 }
            if !choices.isEmpty, name != "matches" {
                if case .text(let text) = wanted, !choices.contains(text) { return 1 }
                if case .list(let texts) = wanted, !Set(texts).isSubset(of: choices) { return 1 }
            }
            return holds(name, value, wanted).map { $0 ? 2 : 0 } ?? 1
        }
    }

    /// nil where it can't be said.
    private static func holds(_ name: String, _ seen: Value, _ wanted: Value) -> Bool? {
        func isBlank(_ text: String) -> Bool { text.trimmingCharacters(in: .whitespaces).isEmpty }
        switch (name, seen, wanted) {
        case ("equals", .boolean(let one), .boolean(let other)): return one == other
        case ("equals", .number(let one), .number(let other)): return one == other
        case ("equals", .text(let one), .text(let other)): return isBlank(other) ? nil : one == other
        case ("one-of", .text(let text), .list(let list)):
            return list.isEmpty || list.contains(where: isBlank) ? nil : list.filter { $0 == text }.count > 0
        case ("include", .list(let there), .list(let list)):
            return list.isEmpty || list.contains(where: isBlank) ? nil : Set(list).isSubset(of: there)
        case ("exclude", .list(let there), .list(let list)):
            return list.isEmpty || list.contains(where: isBlank) ? nil : Set(list).isDisjoint(with: there)
        case ("exactly", .list(let there), .list(let list)):
            if list.isEmpty || list.contains(where: isBlank) { return nil }
            func counts(_ texts: [String]) -> [String: Int] { texts.reduce(into: [:]) { $0[$1, default: 0] += 1 } }
            return counts(there) == counts(list)
        case ("at-least", .number(let one), .number(let other)), ("at-least", .duration(let one), .duration(let other)):
            return max(one, other) == one
        case ("at-most", .number(let one), .number(let other)), ("at-most", .duration(let one), .duration(let other)):
            return min(one, other) == one
        case ("later-than", .time(let time), .duration(let seconds)):
            return time > now.addingTimeInterval(Double(seconds))
        case ("later-than", .time(let time), .time(let other)): return time > other
        case ("earlier-than", .time(let time), .duration(let seconds)):
            return time < now.addingTimeInterval(Double(seconds))
        case ("earlier-than", .time(let time), .time(let other)): return time < other
        case ("empty", .list(let list), .boolean(let wanted)): return (list.count == 0) == wanted
        case ("empty", .text(let text), .boolean(let wanted)): return (text.count == 0) == wanted
        case ("exists", .time, .boolean(let wanted)): return wanted
        case ("exists", .text(let text), .boolean(let wanted)): return (text.count > 0) == wanted
        case ("below", .text(let text), .text(let top)):
            // Label by label, from the end.
            if isBlank(top) { return nil }
            let (labels, wanted) = (text.components(separatedBy: "."), top.components(separatedBy: "."))
            return labels.count >= wanted.count && Array(labels.suffix(wanted.count)) == wanted
        case ("matches", .text(let text), .text(let shape)):
            if isBlank(shape) { return nil }
            let expression = try? Regex(shape.replacing("?", with: ".").replacing("*", with: ".*"))
            return expression.map { text.wholeMatch(of: $0) != nil }
        default: return nil
        }
    }

    // MARK: - Chance

    private struct Chance {
        var random: SeededGenerator

        mutating func of<T>(_ choices: [T]) -> T { choices[Int.random(in: 0..<choices.count, using: &random)] }

        mutating func number(_ range: Range<Int>) -> Int { Int.random(in: range, using: &random) }

        mutating func value() -> Value { value(of(ValueType.allCases)) }

        mutating func value(_ type: ValueType) -> Value {
            switch type {
            case .boolean: return .boolean(of([true, false]))
            case .number: return .number(of([-1, 0, 1, 2, Int.max]))
            case .text: return .text(text())
            case .list:
                var entries: [String] = []
                for _ in 0..<number(0..<4) { entries.append(text()) }
                return .list(entries)
            case .time:
                return .time(JudgementModelTests.now.addingTimeInterval(of([-86_400, -60, 0, 60, 61, 86_400])))
            case .duration: return .duration(of([-60, 0, 59, 60, 61, 86_400]))
            }
        }

        mutating func text() -> String { of(["", " ", "a", "b", "c", "ab", "ba", "b.a", "c.b.a"]) }

        mutating func argument() -> MatcherArgument {
            switch number(0..<8) {
            case 0: return .template(Template(of(["{{name}}", "{{blank}}", "a{{name}}", "{{gone}}"])))
            case 1: return .templates([Template("a"), Template(of(["{{name}}", "{{blank}}", "{{gone}}"]))])
            case 2: return .value(.text(of(["*", "a*", "?", "*b"])))
            default: return .value(value())
            }
        }

        /// - Parameter type: of what it is asked about; one in four conditions doesn't care.
        mutating func condition(_ depth: Int, on type: ValueType) -> Condition {
            switch depth > 0 ? number(0..<6) : 5 {
            case 0:
                let inner = condition(depth - 1, on: type)
                return .not(inner)
            case 1,
                2 where type == .list || number(0..<8) == 0:
                let (quantifier, inner) = (of(Condition.Quantifier.allCases), condition(depth - 1, on: .text))
                return .entries(quantifier, inner)
            default:
                let fitting = Registry.matchers.filter { $0.arguments[type] != nil }
                guard number(0..<4) > 0, !fitting.isEmpty else {
                    let (name, argument) = (of(Registry.matchers.map { $0.name } + ["newer"]), argument())
                    return .matcher(name, argument)
                }
                let matcher = fitting[number(0..<fitting.count)]
                let wanted = of(matcher.arguments[type] ?? [type])
                return .matcher(matcher.name, number(0..<8) == 0 ? argument() : .value(value(wanted)))
            }
        }
    }

    private static func number(_ match: Match) -> Int {
        switch match {
        case .mismatch: 0
        case .incomparable: 1
        case .matched: 2
        }
    }

    @Test func theJudgementIsTheModels() {
        var chance = Chance(random: SeededGenerator(15))
        let judgement = Judgement(answers: Self.answers, now: Self.now)
        var seen = [0, 0, 0]
        for _ in 0..<60_000 {
            let value = chance.value()
            let condition = chance.condition(3, on: value.type)
            let choices = chance.of([[], [], ["a", "b", "c"]])
            let found = judgement.match(value, condition, choices: choices)
            let truth = Self.truth(value, condition, choices)
            seen[truth] += 1
            if Self.number(found) != truth { Issue.record("\(value) \(condition) \(choices): \(found)") }
            // What nobody can say is said with a reason and with what to do.
            if case .incomparable(let reason) = found, reason.isEmpty || judgement.remedy(condition).isEmpty {
                Issue.record("\(condition): no word")
            }
            // A condition and its opposite never both hold.
            let opposite = judgement.match(value, .not(condition), choices: choices)
            if Self.number(opposite) != 2 - truth { Issue.record("not: \(value) \(condition): \(opposite)") }
        }
        #expect(seen.allSatisfy { $0 > 2_000 }, "\(seen)")
    }

    /// What can't be compared may only turn a decided answer into an undecided one, never into the opposite.
    @Test func notKnowingNeverDecides() {
        var chance = Chance(random: SeededGenerator(16))
        let judgement = Judgement(answers: Self.answers, now: Self.now)
        let stranger = Condition.matcher("newer", .value(.boolean(true)))
        func blinded(_ condition: Condition, _ random: inout SeededGenerator) -> Condition {
            switch condition {
            case .matcher: Bool.random(using: &random) ? stranger : condition
            case .not(let inner): .not(blinded(inner, &random))
            case .entries(let quantifier, let inner): .entries(quantifier, blinded(inner, &random))
            }
        }
        for _ in 0..<20_000 {
            let value = chance.value()
            let condition = chance.condition(3, on: value.type)
            let whole = Self.number(judgement.match(value, condition))
            let less = Self.number(judgement.match(value, blinded(condition, &chance.random)))
            if less != 1, less != whole { Issue.record("\(value) \(condition): \(whole), \(less)") }
        }
    }
}
