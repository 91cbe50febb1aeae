import Foundation
import TestSupport

/// A store's database in the hands of somebody who edits it with SQLite's own tool, as python brings it along.
struct StoreFile {
    private let path: String

    struct Refused: Error, CustomStringConvertible {
        let description: String
    }

    init(_ folder: TemporaryFolder) { path = folder.url.appending(path: "lockstep/sessions.sqlite").path }

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
}
