import Escaping
import Foundation
import GRDB

/// A database where nothing may be written, not even SQLite's own files beside it. Each reading opens it anew, because what
/// has to be done depends on whether somebody who may write is at it: while there is a write-ahead log, it is read with it;
/// where there is none, the file is all there is, and is read without any lock (which would need a file).
struct ReadOnlyDatabase: Sendable {
    /// How often a reading is tried when somebody writes during it.
    private static let patience = 5

    let path: String

    func read<T>(_ work: (Database) throws -> T) throws -> T {
        for _ in 0..<ReadOnlyDatabase.patience {
            if hasLog { return try readWithLog(work) }
            // Without a lock nothing keeps a writer away: what it may have spoiled is read again.
            let before = stamp
            let result = Result { try queue(address).read(work) }
            if !hasLog, stamp == before { return try result.get() }
        }
        throw StoreProblem.busy
    }

    private func readWithLog<T>(_ work: (Database) throws -> T) throws -> T {
        let queue: DatabaseQueue
        do {
            queue = try self.queue(path)
        } catch let error as DatabaseError where [.SQLITE_CANTOPEN, .SQLITE_READONLY].contains(error.resultCode) {
            throw StoreProblem.unfit(
                "its last entries stand in \(path)-wal, whose index can't be made where nothing can be written; copy the "
                    + "folder to a place of yours, and name that with --store")
        }
        return try queue.read(work)
    }

    private func queue(_ path: String) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(10)
        return try DatabaseQueue(path: path, configuration: configuration)
    }

    /// Whether entries stand beside the file.
    private var hasLog: Bool {
        var status = stat()
        return stat(path + "-wal", &status) == 0 && status.st_size > 0
    }

    /// Changes with the file.
    private var stamp: [Int] {
        var status = stat()
        guard stat(path, &status) == 0 else { return [] }
        return [Int(status.st_ino), Int(status.st_size), Int(status.st_mtim.tv_sec), Int(status.st_mtim.tv_nsec)]
    }

    /// The file as SQLite takes it to be one that nobody changes.
    private var address: String { "file:\(PercentText.encoded(path, keeping: "-._~/"))?immutable=1" }
}
