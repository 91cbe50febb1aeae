import Escaping
import Foundation
import Journal
import PrivateFiles
import SessionStore

/// The head of every journal that this account has seen, outside of every store: what has gone behind it, or beside it,
/// isn't what was there.
enum SeenHeads {
    private static var folder: URL { ConfigurationFolder.url.appending(path: "heads") }
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

    /// - Returns: how a session's journal has gone behind what was seen of it, as a sentence; nil where it goes on from there.
    static func objection(to session: String, in store: SessionStore) throws -> String? {
        guard let seen = self.last(of: session), let last = try store.checkpoint(of: session) else { return nil }
        let before = "this account has seen \(seen.size) entries on \(seen.time) (head \(short(seen)))"
        guard let there = try store.checkpoint(of: session, at: seen.size) else {
            return
                "\(before), and there are \(last.size) now, the last of \(last.time) (head \(short(last))): its end was cut "
                + "off, or an older copy of the store was put in its place"
        }
        guard there.hash != seen.hash else { return nil }
        return
            "\(before), and entry \(there.size) is another one now, of \(there.time) (head \(short(there))): the journal was "
            + "written anew"
    }

    private static func short(_ head: Checkpoint) -> String { "\(head.hash.prefix(16))…" }

    /// Refuses a journal that has gone behind what was seen of it.
    static func check(_ session: String, in store: SessionStore) throws {
        guard let objection = try objection(to: session, in: store) else { return }
        throw SessionFileProblem(
            description:
                "session \(session): \(objection). Nothing is written to it. Ask whoever else has seen it for their "
                + "head (\(ShellText.command("lockstep", "verify", session))). If you put a backup back yourself: "
                + ShellText.command("lockstep", "verify", session, "--as-it-is"))
    }
}
