/// What can be wrong with a journal. It names the first event concerned.
public enum JournalProblem: Error, Hashable, Sendable, CustomStringConvertible {
    /// The event is not there although later ones are, or stands out of order.
    case missing(sequence: Int)
    /// The event's hash doesn't match what it says.
    case altered(sequence: Int)
    case unreadable(sequence: Int, detail: String)
    /// Written by a later Lockstep.
    case newer(sequence: Int, kind: String)
    /// There is no event, or the first one isn't the session's start.
    case noBeginning

    public var description: String {
        switch self {
        case .missing(let sequence):
            "Event \(sequence) of the journal is lost or out of order: what follows it can't be trusted."
        case .altered(let sequence):
            "Event \(sequence) of the journal was altered after it was written: its hash doesn't match."
        case .unreadable(let sequence, let detail):
            "Event \(sequence) of the journal can't be read: \(detail)."
        case .newer(let sequence, let kind):
            "Event \(sequence) (\(kind)) was written by a newer Lockstep. Update this one to open the session."
        case .noBeginning:
            "The journal doesn't begin with the session's start."
        }
    }
}
