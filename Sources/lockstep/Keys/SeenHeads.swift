import Foundation
import Glibc
import Journal
import PrivateFiles
import SessionStore

/// The head of every journal that this account has seen, outside of every store: what has gone behind it, or beside it,
/// isn't what was there. A file each: the checkpoint, the folder of the store that it was seen in last, and what was signed of it.
struct SeenHeads: HeadKeeper {
    private static var folder: URL { ConfigurationFolder.url.appending(path: "heads") }
    private static let largest = 1_048_576
    private static let storeLine = "store "

    private struct Seen {
        let head: Checkpoint
        let store: String?
        let signed: SignedParts
    }

    /// - Returns: nil for an id that Lockstep never makes: it would be a path.
    private static func file(_ session: String) -> URL? {
        SessionStore.isID(session) ? folder.appending(path: session) : nil
    }

    private static func read(_ session: String) throws(JournalProblem) -> Seen? {
        guard let file = file(session) else { return nil }
        var status = stat()
        guard lstat(file.path, &status) == 0 else {
            if errno == ENOENT {
                // What isn't a folder is no empty one: a link that leads nowhere, too.
                guard lstat(folder.path, &status) == 0, stat(folder.path, &status) != 0 else { return nil }
                throw .unreadableHead(path: folder.path, detail: "it leads nowhere")
            }
            if errno == ENOTDIR { throw .unreadableHead(path: folder.path, detail: "it is no folder") }
            throw .unreadableHead(path: file.path, detail: String(cString: strerror(errno)))
        }
        let text: String
        do {
            text = try BoundedFile.text(file.path, limit: largest, isOrdinary: true)
        } catch {
            throw .unreadableHead(path: file.path, detail: error.description)
        }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        var rest = lines.dropFirst(4).dropLast()
        var store: String?
        if let first = rest.first, first.hasPrefix(storeLine) {
            store = String(first.dropFirst(storeLine.count))
            rest = rest.dropFirst()
        }
        guard lines.last == "", let head = Checkpoint(text: lines.prefix(4).map { $0 + "\n" }.joined()),
            head.session == session, let signed = SignedParts(lines: rest)
        else { throw .unreadableHead(path: file.path, detail: "it isn't a head of that session") }
        return Seen(head: head, store: store, signed: signed)
    }

    func last(of session: String) throws(JournalProblem) -> Checkpoint? { try SeenHeads.read(session)?.head }

    func signed(of session: String, in store: String) throws(JournalProblem) -> SignedParts {
        guard let seen = try SeenHeads.read(session) else { return SignedParts() }
        return seen.store == SeenHeads.place(store) ? seen.signed : seen.signed.ofWriters
    }

    func seen(in store: String) -> [Checkpoint] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: SeenHeads.folder.path)) ?? []
        let place = SeenHeads.place(store)
        return names.sorted().compactMap { name in
            ((try? SeenHeads.read(name)) ?? nil).flatMap { $0.store == place ? $0.head : nil }
        }
    }

    func keep(_ head: Checkpoint, signed: SignedParts, of store: String) {
        // What can't be read isn't replaced: it was refused already, and only a person takes it away.
        guard let seen = Result(catching: { () throws(JournalProblem) in try SeenHeads.read(head.session) }).value
        else {
            return
        }
        let place = SeenHeads.place(store)
        var all = (seen?.store == place ? seen?.signed : seen?.signed.ofWriters) ?? SignedParts()
        all.formUnion(signed)
        if let seen, seen.head.size > head.size || (seen.head.size == head.size && seen.store == place) {
            guard all != seen.signed else { return }
            try? SeenHeads.write(seen.head, signed: all, place: seen.store)
        } else {
            try? SeenHeads.write(head, signed: all, place: place)
        }
    }

    /// What is kept is forgotten: what is there now is what there is.
    static func replace(with head: Checkpoint, signed: SignedParts, in store: String) throws {
        try write(head, signed: signed, place: place(store))
    }

    private static func write(_ head: Checkpoint, signed: SignedParts, place: String?) throws {
        guard let file = file(head.session) else { return }
        try MadeFolder.makeFolder(of: file)
        let lines = [place.map { storeLine + $0 }].compactMap(\.self) + signed.lines
        try MadeFile.replace(Data((head.text + lines.map { $0 + "\n" }.joined()).utf8), at: file.path)
    }

    /// Of a session that isn't there any more.
    /// - Returns: whether anything was known.
    static func forget(_ session: String) throws -> Bool {
        guard let file = file(session), FileManager.default.fileExists(atPath: file.path) else { return false }
        try PrivateFolder(folder).removeFile(session)
        return true
    }

    /// One folder by whatever way it is named; a line end would be a line of its own.
    private static func place(_ store: String) -> String {
        let real = realpath(store, nil)
        defer { free(real) }
        return (real.map { String(cString: $0) } ?? store).replacing("\n", with: " ")
    }
}

extension Result {
    fileprivate var value: Success? { if case .success(let value) = self { value } else { nil } }
}
