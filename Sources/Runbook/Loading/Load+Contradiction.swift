import YAMLDocument

extension Load {
    /// A condition, and where its matcher is written.
    typealias Placed = (condition: Condition, place: SourceLocation)

    /// Reports what is wanted of one property and can't be so together. Only what is certain: what two texts have in common
    /// each property says for itself.
    func reportContradictions(_ placed: [Placed], of property: String) {
        guard !isKept else { return }
        for (index, later) in placed.enumerated() {
            guard let earlier = placed[..<index].first(where: { Load.exclude($0.condition, later.condition) }) else {
                continue
            }
            problems.report(
                "\(Load.words(earlier.condition)) and \(Load.words(later.condition)) can't both be so of \(property)",
                at: later.place)
        }
    }

    private static func exclude(_ one: Condition, _ other: Condition) -> Bool {
        isImpossible(one, other) || isImpossible(other, one)
    }

    private static func isImpossible(_ one: Condition, _ other: Condition) -> Bool {
        if case .not(let inner) = other, inner == one { return true }
        guard case .matcher(let name, .value(let value)) = one, case .matcher(let second, .value(let wanted)) = other
        else { return false }
        switch (name, second) {
        case ("at-least", "at-most"), ("at-least", "equals"), ("equals", "at-most"):
            guard let least = number(value), let most = number(wanted) else { return false }
            return least > most
        case ("later-than", "earlier-than"): return isNotBefore(value, wanted)
        case ("exclude", "include"), ("exclude", "exactly"):
            guard case .list(let out) = value, case .list(let needed) = wanted else { return false }
            return !Set(out).isDisjoint(with: needed)
        case ("empty", "include"), ("empty", "exactly"), ("empty", "equals"), ("empty", "one-of"):
            return value == .boolean(true)
        case ("exists", _): return value == .boolean(false) && second != "exists"
        default: return false
        }
    }

    private static func number(_ value: Value) -> Int? {
        switch value {
        case .number(let number): number
        case .duration(let seconds): seconds
        case .boolean, .text, .list, .time: nil
        }
    }

    /// Whether nothing is later than `after` and earlier than `before`, both from now or both on the calendar.
    private static func isNotBefore(_ after: Value, _ before: Value) -> Bool {
        switch (after, before) {
        case (.duration(let after), .duration(let before)): after >= before
        case (.time(let after), .time(let before)): after >= before
        default: false
        }
    }

    private static func words(_ condition: Condition) -> String {
        switch condition {
        case .matcher(let name, .value(.number(let number))): "\"\(name)\" \(number)"
        case .matcher(let name, _): "\"\(name)\""
        case .not: "\"not\""
        case .entries(let quantifier, _): "\"\(quantifier.rawValue)\""
        }
    }
}
