import Escaping
import Journal

/// What can go wrong with the store of sessions, and what to do.
public enum StoreProblem: Error, Hashable, Sendable, CustomStringConvertible {
    case cannotOpen(path: String, detail: String)
    case newerStore(path: String)
    /// Folder or file isn't as its owner must leave it, or is where several programs can't share it.
    case unfit(String)
    /// It may be read here, and not written.
    case readOnly(path: String)
    /// Another session has the name.
    case nameTaken(String, session: String)
    case busy
    case failed(String)
    case noSession(String, suggestion: String?)
    /// No session that can be read goes by it; those that can't may.
    case noneReadable(String, damaged: [String])
    case ambiguous(String, candidates: [String])
    case noSessions
    case allPutAway
    /// Somebody else is writing.
    case penHeld(session: String, by: Holder)
    /// Another process took the pen in the meantime.
    case penLost(session: String)
    /// - Parameter name: that the session goes by, as far as its rows can still be read.
    case journal(session: String, name: String?, JournalProblem)
    /// What was sent to a domain, and is in a session's journal, is missing beside it.
    case ledgerLost(domain: String, session: String)
    /// Whose keys count can't be found out.
    case keysUnread(String)
    /// It goes on elsewhere.
    case sealed(session: String, to: String, at: String)
    /// A file that isn't taken in, and why.
    case notTakenIn(String)
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
        case .unfit(let sentence): "The store isn't used: \(sentence)."
        case .readOnly(let path):
            "The store \(path) can only be read here, so nothing can be written in it: \"lockstep sessions\", report, "
                + "export, verify and resume --read-only work. To go on with a session, export it, and import it into a "
                + "folder of yours with --store."
        case .nameTaken(let name, let session):
            "session \(session) is called \"\(name)\" already, or almost so; choose another name"
        case .busy:
            "Another Lockstep is writing to the store and doesn't finish. Try again in a moment."
        case .failed(let detail):
            "The store can't be used: \(detail). What was confirmed before is safe; look at free disk space."
        case .noSession(let name, let suggestion):
            "There is no session \"\(name)\"\(suggestion.map { "; did you mean \"\($0)\"?" } ?? ".") "
                + "\"lockstep sessions\" lists them."
        case .noneReadable(let name, let damaged):
            "No session that can be read is \"\(name)\", and \(damaged.count == 1 ? "one is" : "some are") damaged, so that "
                + "what it was called can't be trusted: \(damaged.joined(separator: ", ")). \"lockstep sessions\" says what is "
                + "wrong. Keep the store as it is, and go on from an export in another store (--store)."
        case .ambiguous(let name, let candidates):
            "\"\(name)\" fits several sessions: \(candidates.joined(separator: ", ")). Type more of it."
        case .noSessions:
            "There are no sessions yet. Start one with: lockstep rehearse peig-microsoft-365"
        case .allPutAway:
            "Every session is put away. \"lockstep sessions --all\" lists them: name one."
        case .penHeld(let session, let holder):
            "\(holder) is working on session \(session) right now (last sign of life \(holder.age)). "
                + "\"\(ProgramCommand.text("resume", session, "--ask"))\" asks them for the pen, --read-only looks on, and --take-over takes it from them."
        case .penLost(let session):
            "Session \(session) was taken over by another process. Nothing more was written here; "
                + "\"\(ProgramCommand.text("resume", session))\" shows where it stands."
        case .diverged(let session, let sequence):
            "Session \(session) is here with another past: entry \(sequence) differs. Nothing was taken in."
        case .objected: "What this store knows of the domain speaks against it. Nothing was written."
        case .ledgerLost(let domain, let session):
            "What was sent to \(domain) is in the journal of session \(session), and was taken out of the store beside it: "
                + "somebody has changed the store. Nothing is switched from it. Keep a copy of the store's folder, and go on "
                + "from an export that you trust."
        case .keysUnread(let why): "Whose keys are known can't be read: \(why). Until it can, nobody's word counts."
        case .sealed(let session, let to, let at):
            "Session \(session) was sealed at \(at): it goes on with \(to), and nothing more is written here until what was "
                + "written there comes back (\"lockstep import-session FILE\"). resume --read-only, report and export work. If nobody goes on there, "
                + "resume --take-over writes here again."
        case .notTakenIn(let why):
            "Nothing was taken in: \(why). Ask whoever sent the file for one that \"lockstep export\" wrote."
        case .journal(let session, let name, .unreadableHead(let path, let detail)):
            "Session \(name.map { "\"\($0)\" (\(session))" } ?? session) can't be compared with what this account has seen of it: "
                + "\(path): \(detail). Nothing is read from it or written to it, for nobody knows whether its end was cut off. Put "
                + "that back as it was; if you move it away, what is there is taken as it is."
        case .journal(let session, let name, let problem) where problem.isBehind:
            "Session \(name.map { "\"\($0)\" (\(session))" } ?? session) isn't as it was seen here. \(problem) Nothing is "
                + "written to it. \(StoreProblem.remedy(problem, session)) If you put a backup back yourself, or took it away: "
                + "\(ProgramCommand.text("verify", session, "--as-it-is")), with --store where you name one."
        case .journal(let session, let name, .contradicted(let words)):
            "Session \(name.map { "\"\($0)\" (\(session))" } ?? session) isn't what was signed: \(words). Nothing is read "
                + "from it or written to it. Ask whoever signed it for an export, and go on from that in another store "
                + "(--store)."
        case .journal(let session, let name, .newer(let sequence, let kind)):
            "Session \(name.map { "\"\($0)\" (\(session))" } ?? session) can't be read by this Lockstep: entry \(sequence) is of "
                + "a kind that it doesn't know (\(kind)). A newer one wrote it, and reads it; or somebody who can write the store put "
                + "it there. Nothing was changed."
        case .journal(let session, let name, let problem):
            "The journal of session \(name.map { "\"\($0)\" (\(session))" } ?? session) is damaged. \(problem) "
                + "Keep a copy of the store's folder, and go on from an export in another store (--store); "
                + "\"\(ProgramCommand.text("delete", session))\" takes it away."
        }
    }

    private static func remedy(_ problem: JournalProblem, _ session: String) -> String {
        // An export has the signatures that were made until then.
        if case .unsigned = problem {
            return "Taking in an export from before brings them back (lockstep import-session FILE)."
        }
        return "Ask whoever else has seen it for their head (\(ProgramCommand.text("verify", session)))."
    }
}
