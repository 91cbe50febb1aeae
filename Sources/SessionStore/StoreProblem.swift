import Escaping
import Journal

/// What can go wrong with the store of sessions, and what to do.
public enum StoreProblem: Error, Hashable, Sendable, CustomStringConvertible {
    case cannotOpen(path: String, detail: String)
    case newerStore(path: String)
    case busy
    case failed(String)
    case noSession(String, suggestion: String?)
    case ambiguous(String, candidates: [String])
    case noSessions
    /// Somebody else is writing.
    case leaseHeld(session: String, by: Holder)
    /// Another process took the pen in the meantime.
    case leaseLost(session: String)
    case journal(session: String, JournalProblem)
    /// Two journals of one session tell different stories from an entry on.
    case diverged(session: String, sequence: Int)
    /// What was done to a domain speaks against what was to be written.
    case objected

    public var description: String {
        switch self {
        case .cannotOpen(let path, let detail):
            "The store \(path) can't be opened: \(detail). Look at the folder's permissions and free space, "
                + "or name another folder with --store."
        case .newerStore(let path):
            "The store \(path) was written by a newer Lockstep. Update this one; nothing was changed."
        case .busy:
            "Another Lockstep is writing to the store and doesn't finish. Try again in a moment."
        case .failed(let detail):
            "The store can't be used: \(detail). What was confirmed before is safe; look at free disk space."
        case .noSession(let name, let suggestion):
            "There is no session \"\(name)\"\(suggestion.map { "; did you mean \"\($0)\"?" } ?? ".") "
                + "\"lockstep sessions\" lists them."
        case .ambiguous(let name, let candidates):
            "\"\(name)\" fits several sessions: \(candidates.joined(separator: ", ")). Type more of it."
        case .noSessions:
            "There are no sessions yet. Start one with: lockstep rehearse peig-microsoft-365"
        case .leaseHeld(let session, let holder):
            "\(holder) is working on session \(session) right now (last sign of life \(holder.age)). "
                + "\"\(ShellText.command("lockstep", "resume", session, "--ask"))\" asks them for the pen, --read-only looks on, and --take-over takes it from them."
        case .leaseLost(let session):
            "Session \(session) was taken over by another process. Nothing more was written here; "
                + "\"\(ShellText.command("lockstep", "resume", session))\" shows where it stands."
        case .diverged(let session, let sequence):
            "Session \(session) is here with another past: entry \(sequence) differs. Nothing was taken in."
        case .objected: "What this store knows of the domain speaks against it. Nothing was written."
        case .journal(let session, let problem):
            "The journal of session \(session) is damaged. \(problem)"
        }
    }
}
