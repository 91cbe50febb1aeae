import Foundation
import GRDB
import Journal
import TestSupport
import Testing

@testable import SessionStore

/// Stores of earlier and of later versions.
@Suite(.computing) struct MigrationTests {
    /// A store as version `version` made it, with one session.
    static func store(_ version: String, in folder: URL) throws -> [Event] {
        let database = try DatabasePool(path: folder.appending(path: "sessions.sqlite").path)
        try Schema.migrator.migrate(database, upTo: version)
        var events = [
            try Event(
                session: "abcd2345", after: nil, time: Date(), who: SessionStoreTests.ida,
                payload: SessionStoreTests.start)
        ]
        events.append(
            try Event(
                session: "abcd2345", after: events.last, time: Date(), who: SessionStoreTests.ida,
                payload: NoteAdded(text: "from \(version)")))
        try database.write { database in
            for event in events { try SessionStore.insert(event, in: database) }
        }
        try database.close()
        chmod(folder.appending(path: "sessions.sqlite").path, 0o600)
        return events
    }

    @Test(arguments: Schema.migrator.migrations.dropLast())
    func anOlderStoreBecomesTodaysAndIsKeptBeside(version: String) throws {
        let folder = try TemporaryFolder()
        let events = try Self.store(version, in: folder.url)
        let store = try SessionStore(folder: folder.url)
        #expect(try store.events(of: "abcd2345") == events)
        let writer = try store.open("abcd2345", who: SessionStoreTests.ida)
        try writer.append(NoteAdded(text: "today"))
        #expect(try writer.penRequests().isEmpty)
        // The copy is the store as it was.
        let next = try #require(Schema.migrator.migrations.drop { $0 != version }.dropFirst().first)
        let copy = folder.url.appending(path: "sessions.sqlite.before-\(next)")
        #expect(
            try FileManager.default.attributesOfItem(atPath: copy.path)[.posixPermissions] as? Int == 0o600)
        let before = try DatabaseQueue(path: copy.path)
        #expect(try before.read(Schema.migrator.appliedIdentifiers).contains(next) == false)
        #expect(try before.read { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM events") } == events.count)
    }

    @Test func aNewerStoreIsLeftAlone() throws {
        let folder = try TemporaryFolder()
        _ = try Self.store(Schema.migrator.migrations.last ?? "", in: folder.url)
        let path = folder.url.appending(path: "sessions.sqlite").path
        var later = Schema.migrator
        later.registerMigration("later") { try $0.execute(sql: "CREATE TABLE later (x)") }
        let database = try DatabasePool(path: path)
        try later.migrate(database)
        try database.close()
        #expect(throws: StoreProblem.newerStore(path: path)) { try SessionStore(folder: folder.url) }
    }

    /// A program of an earlier build that has a session open while its store becomes today's: it can't write beside anybody.
    @Test func anEarlierProgramLosesItsPen() throws {
        let folder = try TemporaryFolder()
        _ = try Self.store("4", in: folder.url)
        let earlier = try DatabaseQueue(path: folder.url.appending(path: "sessions.sqlite").path)
        let row = "INSERT INTO leases (session, token, who, host, boot, pid, started, renewed) VALUES "
        let values = "('abcd2345', 'old', 'ida', 'h', 'b', \(getpid()), '1', 9e99)"
        try earlier.write { try $0.execute(sql: row + values) }
        let store = try SessionStore(folder: folder.url)
        // What its every write asks, and what it does to open a session.
        #expect(try earlier.read { try String.fetchOne($0, sql: "SELECT token FROM leases") } == nil)
        #expect(throws: DatabaseError.self) { try earlier.write { try $0.execute(sql: row + values) } }
        #expect(try store.open("abcd2345", who: SessionStoreTests.ida).state.eventCount == 2)
    }
}
