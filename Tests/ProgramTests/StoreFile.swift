import Foundation
import TestSupport

/// A store's database in the hands of somebody who edits it with SQLite's own tool, as python brings it along.
struct StoreFile: Sendable {
    private let path: String

    struct Refused: Error, CustomStringConvertible {
        let description: String
    }

    init(_ folder: TemporaryFolder) { self.init(folder.url) }

    /// - Parameter folder: which the store's own folder is in.
    init(_ folder: URL) { path = folder.appending(path: "lockstep/sessions.sqlite").path }

    /// Takes away what keeps a program from altering entries and signatures.
    static let unguarded = ["events", "signatures"].flatMap { table in
        ["changed", "deleted"].map { "DROP TRIGGER IF EXISTS \(table)_are_never_\($0); " }
    }.joined()

    func execute(_ sql: String) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "python3", "-c",
            "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.executescript(sys.argv[2]); c.commit()", path,
            sql,
        ]
        let errors = Pipe()
        process.standardError = errors
        try process.run()
        let said = errors.fileHandleForReading.everything()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Refused(description: String(decoding: said, as: UTF8.self)) }
    }

    /// Keeps everything that it holds under another name.
    func copy(to kept: String) throws {
        try execute("PRAGMA wal_checkpoint(TRUNCATE)")
        try FileManager.default.copyItem(atPath: path, toPath: kept)
    }

    /// Puts a copy in its place.
    func putBack(_ kept: String) throws {
        for path in [path, path + "-wal", path + "-shm"] { unlink(path) }
        try FileManager.default.copyItem(atPath: kept, toPath: path)
    }
}
