import Foundation
import Glibc
import Journal
import PrivateFiles
import SessionStore

/// The head of every journal that this account has seen, outside of every store: what has gone behind it, or beside it,
/// isn't what was there. A file each: the checkpoint, the folder of the store that it was seen in last, and how many
/// signatures its writers had made.
struct SeenHeads: HeadKeeper {
    private static var folder: URL { ConfigurationFolder.url.appending(path: "heads") }
    private static let largest = 8_192
    private static let (storeLine, signaturesLine) = ("store ", "signatures ")

    private struct Seen {
        let head: Checkpoint
        let store: String?
        let signatures: Int
    }

    /// - Returns: nil for an id that Lockstep never makes: it would be a path.
    private static func file(_ session: String) -> URL? {
        SessionStore.isID(session) ? folder.appending(path: session) : nil
    }

    private static func read(_ session: String) throws(JournalProblem) -> Seen? {
        guard let file = file(session) else { return nil }
        var status = stat()
        guard lstat(file.path, &status) == 0 else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw .unreadableHead(path: file.path, detail: String(cString: strerror(errno)))
        }
        let text: String
        do {
            text = try BoundedFile.text(file.path, limit: largest, isOrdinary: true)
        } catch {
            throw .unreadableHead(path: file.path, detail: error.description)
        }
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        func take(_ line: String) -> String? {
            guard lines.count > 5, lines[4].hasPrefix(line) else { return nil }
            return String(lines.remove(at: 4).dropFirst(line.count))
        }
        let (store, counted) = (take(storeLine), take(signaturesLine))
        let signatures = counted.map { Int($0) } ?? 0
        guard let head = Checkpoint(text: lines.joined(separator: "\n")), head.session == session, let signatures,
            signatures >= 0
        else { throw .unreadableHead(path: file.path, detail: "it isn't a head of that session") }
        return Seen(head: head, store: store, signatures: signatures)
    }

    func last(of session: String) throws(JournalProblem) -> Checkpoint? { try SeenHeads.read(session)?.head }

    func signatures(of session: String) throws(JournalProblem) -> Int {
        try SeenHeads.read(session)?.signatures ?? 0
    }

    func seen(in store: String) -> [Checkpoint] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: SeenHeads.folder.path)) ?? []
        let place = SeenHeads.place(store)
        return names.sorted().compactMap { name in
            ((try? SeenHeads.read(name)) ?? nil).flatMap { $0.store == place ? $0.head : nil }
        }
    }

    func keep(_ head: Checkpoint, signatures: Int?, of store: String) {
        // What can't be read isn't replaced: it was refused already, and only a person takes it away.
        guard let seen = Result(catching: { () throws(JournalProblem) in try SeenHeads.read(head.session) }).value
        else {
            return
        }
        let (before, counted) = (seen?.signatures ?? 0, signatures ?? 0)
        if let seen, seen.head.size > head.size || (seen.head.size == head.size && seen.store == SeenHeads.place(store))
        {
            guard counted > before else { return }
            try? SeenHeads.write(seen.head, signatures: counted, place: seen.store)
        } else {
            try? SeenHeads.replace(with: head, signatures: max(before, counted), in: store)
        }
    }

    /// What is kept is forgotten: what is there now is what there is.
    static func replace(with head: Checkpoint, signatures: Int, in store: String) throws {
        try write(head, signatures: signatures, place: place(store))
    }

    private static func write(_ head: Checkpoint, signatures: Int, place: String?) throws {
        guard let file = file(head.session) else { return }
        try MadeFolder.makeFolder(of: file)
        let store = place.map { "\(storeLine)\($0)\n" } ?? ""
        try MadeFile.replace(Data("\(head.text)\(store)\(signaturesLine)\(signatures)\n".utf8), at: file.path)
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
