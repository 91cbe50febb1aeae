/// What must be so of a property's value: a matcher, or others put together.
public indirect enum Condition: Hashable, Sendable {
    /// How many entries of a list a condition must hold for.
    public enum Quantifier: String, Hashable, Sendable, CaseIterable {
        /// Every one, and there is one.
        case all
        /// One at least.
        case any
        case none
    }

    /// A matcher of the vocabulary, and what it is given.
    case matcher(String, MatcherArgument)
    case not(Condition)
    /// Of a list's entries, each a text.
    case entries(Quantifier, Condition)

    /// What makes conditions of conditions, as a runbook writes it.
    static let words = ["not"] + Quantifier.allCases.map(\.rawValue)

    /// Names of the inputs that it asks about.
    public var inputs: [String] {
        switch self {
        case .matcher(_, let argument): argument.inputs
        case .not(let condition), .entries(_, let condition): condition.inputs
        }
    }
}
