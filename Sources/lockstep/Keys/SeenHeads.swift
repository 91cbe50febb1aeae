import Escaping
import Foundation
import Journal
import PrivateFiles
import SessionStore

/// The head of every journal that this account has seen, outside of every store: what has gone behind it, or beside it,
/// isn't what was there.
enum SeenHeads {
    private static var folder: URL { ProfileFile.usual.url.deletingLastPathComponent().appending(path: "heads") }
    private static let largest = 4_096

    /// - Returns: nil for an id that Lockstep never makes: it would be a path.
    private static func file(_ session: String) -> URL? {
        SessionStore.isID(session) ? folder.appending(path: session) : nil
    }

    /// What was seen of a session last; nil where nothing was, or what is kept of it can't be read.
    static func last(of session: String) -> Checkpoint? {
        guard let file = file(session), let text = try? BoundedFile.text(file.path, limit: largest) else { return nil }
        return Checkpoint(text: text).flatMap { $0.session == session ? $0 : nil }
    }

    /// Keeps a head, unless a later one is kept already. Where it can't be kept, nothing is hindered.
    static func keep(_ head: Event) {
        if let seen = last(of: head.session), seen.size >= head.sequence { return }
        try? replace(with: head)
    }

    /// What is kept is forgotten: what is there now is what there is.
    static func replace(with head: Event) throws {
        guard let file = file(head.session) else { return }
        try MadeFolder.makeFolder(of: file)
        try MadeFile.replace(Data(Checkpoint(head).text.utf8), at: file.path)
    }

    /// - Returns: how a journal has gone behind what was seen of it, as a sentence; nil where it goes on from there.
    static func objection(to events: [Event]) -> String? {
        guard let last = events.last, let seen = self.last(of: last.session) else { return nil }
        let before = "\(seen.size) entries on \(seen.time) (head \(seen.hash.prefix(16))…)"
        guard seen.size <= events.count else {
            return
                "this account has seen \(before), and there are \(events.count) now, the last of \(last.timeText) (head "
                + "\(last.hash.prefix(16))…): its end was cut off, or an older copy of the store was put in its place"
        }
        let there = events[seen.size - 1]
        guard there.hash != seen.hash else { return nil }
        return
            "this account has seen \(before), and entry \(there.sequence) is another one now, of \(there.timeText) (head "
            + "\(there.hash.prefix(16))…): the journal was written anew"
    }

    /// Refuses a journal that has gone behind what was seen of it.
    static func check(_ events: [Event]) throws {
        guard let objection = objection(to: events), let session = events.last?.session else { return }
        throw SessionFileProblem(
            description:
                "session \(session): \(objection). Nothing is written to it. Ask whoever else has seen it for their "
                + "head (\(ShellText.command("lockstep", "verify", session))). If you put a backup back yourself: "
                + ShellText.command("lockstep", "verify", session, "--as-it-is"))
    }
}
