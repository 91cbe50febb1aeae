/// Whether an account lets its person sign in, as the system that it is of says it.
public enum AccountState: Hashable, Sendable {
    case active
    /// With the word that says so.
    case inactive(String)
    /// A word that isn't in the tables, or none where one belongs: it isn't known which of the two it is.
    case unknown(String)

    /// What several fields of one account say together: one that keeps the person out is enough, and what nobody knows
    /// is never taken for a yes.
    public static func joined(_ states: [AccountState]) -> AccountState {
        states.first { if case .inactive = $0 { true } else { false } }
            ?? states.first { if case .unknown = $0 { true } else { false } } ?? .active
    }

    /// The word that was seen; empty for an active account.
    public var word: String {
        switch self {
        case .active: ""
        case .inactive(let word), .unknown(let word): word
        }
    }

    /// The words for what a field says: its name, and what stands in it.
    static func told(_ name: String, _ word: String) -> String { "\"\(name)\" is \"\(word)\"" }

    /// Whether the word comes with the name of its field, and is a clause by itself.
    public var namesItsField: Bool { word.hasPrefix("\"") }
}
