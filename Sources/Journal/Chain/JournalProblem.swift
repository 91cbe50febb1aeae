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
    /// What is there ends before what this account has seen of it.
    case cutOff(seen: Checkpoint, last: Checkpoint)
    /// Another entry stands where this account has seen one.
    case writtenAnew(seen: Checkpoint, there: Checkpoint)
    /// Nothing is there any more, and nobody says that it was deleted.
    case vanished(seen: Checkpoint)
    /// Signatures that this account has seen are gone: a phrase each.
    case unsigned([String])
    /// What was seen of it can't be read any more.
    case unreadableHead(path: String, detail: String)
    /// A signature says something else than the entries.
    case contradicted(String)

    /// Whether it is whole in itself, and only not what this account has seen of it: a backup that somebody put back on
    /// purpose is that.
    public var isBehind: Bool {
        switch self {
        case .cutOff, .writtenAnew, .vanished, .unsigned, .unreadableHead: true
        default: false
        }
    }

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
        case .cutOff(let seen, let last):
            "\(JournalProblem.before(seen)), and there are \(last.size) now, the last of \(last.time) (head "
                + "\(last.hash)): its end was cut off, or an older copy of the store was put in its place."
        case .writtenAnew(let seen, let there):
            "\(JournalProblem.before(seen)), and entry \(there.size) is another one now, of \(there.time) (head "
                + "\(there.hash)): the journal was written anew."
        case .vanished(let seen):
            "\(JournalProblem.before(seen)), and it isn't there any more, nor a stone of somebody who deleted it: it was taken "
                + "out, or an older copy of the store was put in its place."
        case .unsigned(let gone):
            "This account has seen signed what isn't signed any more: \(gone.joined(separator: "; ")). Somebody took the "
                + "signatures out, or this is an older copy."
        case .unreadableHead(let path, let detail):
            "What this account has seen of it can't be read (\(path): \(detail)), so that nobody knows whether its end "
                + "was cut off."
        case .contradicted(let words):
            "\(words.capitalizedFirst)."
        }
    }

    private static func before(_ seen: Checkpoint) -> String {
        "This account has seen \(seen.size) entries on \(seen.time) (head \(seen.hash))"
    }
}
