/// What a command came to; the worst one of a piped conversation says how the program ends.
public enum Outcome: Sendable, Comparable {
    case done
    /// Something isn't as it must be, or was refused.
    case failed
    /// The command could not be understood.
    case usage
    /// Something could not be found out.
    case unknown

    /// A failure is certain, so it comes before what is merely unknown; a command not understood before both.
    private var weight: Int {
        switch self {
        case .done: 0
        case .unknown: 1
        case .failed: 2
        case .usage: 3
        }
    }

    public static func < (left: Outcome, right: Outcome) -> Bool { left.weight < right.weight }
}
