import Foundation
import GRDB
import PrivateFiles

/// The database of a store, opened.
enum StoreFile {
    static let name = "sessions.sqlite"
    /// SQLite's own, beside it.
    private static let companions = ["-wal", "-shm", "-journal"]
    static var names: [String] { [name] + companions.map { name + $0 } }

    /// Whether this account may write in the store; a file that isn't there can be made where its folder can be written.
    static func isWritable(in folder: PrivateFolder) throws(FileProblem) -> Bool {
        guard folder.isWritable else { return false }
        guard try FileFacts.of(folder.url.appending(path: name).path) != nil else { return true }
        try folder.check(name)
        return faccessat(AT_FDCWD, folder.url.appending(path: name).path, R_OK | W_OK, AT_EACCESS) == 0
    }

    /// Opens it for reading and writing, making it if it isn't there, and brings it up to date.
    static func open(in folder: PrivateFolder) throws -> DatabasePool {
        let path = folder.url.appending(path: name).path
        // Made here with the right mode: SQLite gives its companion files the same one.
        try folder.makeFile(name)
        try check(folder)
        var configuration = Configuration()
        configuration.busyMode = .timeout(10)
        // A sign-in that was made for an approval is gone with its row, not only out of sight.
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA secure_delete = ON") }
        let database = try DatabasePool(path: path, configuration: configuration)
        try database.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
        let migrator = Schema.migrator
        guard try !database.read(migrator.hasBeenSuperseded) else { throw StoreProblem.newerStore(path: path) }
        try backUp(database, folder, before: migrator)
        try migrator.migrate(database)
        return database
    }

    /// Opens it for reading alone.
    static func openToRead(in folder: PrivateFolder) throws -> ReadOnlyDatabase {
        try check(folder)
        let database = ReadOnlyDatabase(path: folder.url.appending(path: name).path)
        let migrator = Schema.migrator
        guard try !database.read(migrator.hasBeenSuperseded) else {
            throw StoreProblem.newerStore(path: database.path)
        }
        guard try database.read(migrator.hasCompletedMigrations) else {
            throw StoreProblem.unfit(
                "\(database.path) is an older Lockstep's, and can't be brought up to date where it can't be written; copy "
                    + "its folder to a place of yours, and name that with --store")
        }
        return database
    }

    /// Refuses files that others put there or may write. The folder was found to be ours, so nobody else can put another
    /// one in a file's place after this.
    private static func check(_ folder: PrivateFolder) throws(FileProblem) {
        try folder.check(name)
        for end in companions { try folder.check(name + end) }
    }

    /// A copy of a store that is about to become a newer one, beside it: `sessions.sqlite.before-2`. Whole and on the disk
    /// under its name, or not there.
    private static func backUp(
        _ database: DatabasePool, _ folder: PrivateFolder, before migrator: DatabaseMigrator
    ) throws {
        let applied = try database.read(migrator.appliedIdentifiers)
        guard !applied.isEmpty, let next = migrator.migrations.first(where: { !applied.contains($0) }) else { return }
        let copy = "\(name).before-\(next)"
        guard try !folder.check(copy) else { return }
        let draft = copy + ".new"
        folder.removeFile(draft)
        try folder.makeFile(draft)
        let target = try DatabaseQueue(path: folder.url.appending(path: draft).path)
        try database.backup(to: target)
        try target.close()
        try folder.rename(draft, to: copy)
    }
}
