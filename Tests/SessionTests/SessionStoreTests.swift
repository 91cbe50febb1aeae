import Foundation
import GRDB
import Journal
import Runbook
import TestSupport
import Testing

@testable import SessionStore

@Suite struct SessionStoreTests {
    static let start = SessionStarted(
        name: "friday", runbook: RunbookSource(id: "r", files: ["runbook.yaml": "id: r"]),
        tenant: TenantBinding(kind: .rehearsal, tenantID: "t", displayName: "T", scenario: "s"))
    static let ida = Person(name: "ida", host: "h")

    @Test(.computing) func whatWasAppendedIsThereInAnotherStore() throws {
        let folder = try TemporaryFolder()
        let writer = try SessionStore(folder: folder.url).begin(Self.start, who: Self.ida)
        for number in 0..<200 { try writer.append(NoteAdded(text: "note \(number)")) }
        let other = try SessionStore(folder: folder.url)
        let state = try other.state(of: writer.id)
        #expect(state == writer.state)
        #expect(state.notes.count == 200)
        #expect(try other.find(nil) == writer.id)
        #expect(try other.find("friday") == writer.id)
        #expect(try other.find(String(writer.id.prefix(4))) == writer.id)
    }

    @Test(.computing) func filesAreTheOwnersAlone() throws {
        let folder = try TemporaryFolder()
        let state = folder.url.appending(path: "lockstep")
        let writer = try SessionStore(folder: state).begin(Self.start, who: Self.ida)
        try writer.append(NoteAdded(text: "x"))
        for file in try FileManager.default.contentsOfDirectory(atPath: state.path) {
            let attributes = try FileManager.default.attributesOfItem(atPath: state.appending(path: file).path)
            let isFolder = attributes[.type] as? FileAttributeType == .typeDirectory
            #expect(attributes[.posixPermissions] as? Int == (isFolder ? 0o700 : 0o600), "\(file)")
        }
        #expect(try FileManager.default.attributesOfItem(atPath: state.path)[.posixPermissions] as? Int == 0o700)
    }

    @Test(.computing) func aWriteIsOnTheDiskBeforeItReturns() throws {
        let folder = try TemporaryFolder()
        let store = try SessionStore(folder: folder.url)
        let (mode, synchronous) = try #require(store.database).writeWithoutTransaction { database in
            (
                try String.fetchOne(database, sql: "PRAGMA journal_mode"),
                try Int.fetchOne(database, sql: "PRAGMA synchronous")
            )
        }
        #expect(mode == "wal" && synchronous == 2)
    }

    @Test(.computing) func onePenAtATime() throws {
        let folder = try TemporaryFolder()
        let store = try SessionStore(folder: folder.url)
        let writer = try store.begin(Self.start, who: Self.ida)
        let problem = #expect(throws: StoreProblem.self) {
            try store.open(writer.id, who: Person(name: "jonas", host: "h"))
        }
        guard case .penHeld(_, let holder) = problem else {
            Issue.record("\(problem.map { "\($0)" } ?? "")")
            return
        }
        #expect(holder.person.name == "ida" && abs(holder.lastSign.timeIntervalSinceNow) < 60)
        writer.release()
        let second = try store.open(writer.id, who: Person(name: "jonas", host: "h"))
        // The first one wakes up again: it must not write over the second one's work.
        #expect(throws: StoreProblem.penLost(session: writer.id)) {
            try writer.append(NoteAdded(text: "from the past"))
        }
        try second.append(NoteAdded(text: "from jonas"))
        #expect(try store.state(of: writer.id).notes.map(\.text) == ["from jonas"])
    }

    /// A pen that is promised goes to the one who was promised it, and to nobody who comes between.
    @Test(.computing) func aGivenPenIsNeverFree() throws {
        let folder = try TemporaryFolder()
        let store = try SessionStore(folder: folder.url)
        let writer = try store.begin(Self.start, who: Self.ida)
        let (jonas, lea) = (Person(name: "jonas", host: "h"), Person(name: "lea", host: "h"))
        let request = try store.askForPen(of: writer.id, who: jonas)
        let other = try store.askForPen(of: writer.id, who: lea)
        #expect(try writer.penRequests() == [request, other])
        #expect(try store.answer(to: request) == .waiting(try #require(try store.holder(of: writer.id))))
        try writer.refusePen(to: other, words: "no")
        #expect(try writer.penRequests() == [request])
        guard case .kept(_, "no") = try store.answer(to: other) else {
            Issue.record("lea wasn't told")
            return
        }
        // Nobody can help themselves to it, and until it is given the holder writes on.
        #expect(throws: StoreProblem.penLost(session: writer.id)) { try store.open(request, from: Self.ida) }
        try writer.promisePen(to: request)
        try writer.append(NoteAdded(text: "last words"))
        writer.release()
        #expect(throws: StoreProblem.self) { try store.open(writer.id, who: lea) }
        #expect(try store.answer(to: request) == .given)
        let second = try store.open(request, from: Self.ida)
        #expect(second.state.notes.map(\.text) == ["last words"])
        #expect(throws: StoreProblem.penLost(session: writer.id)) {
            try writer.append(NoteAdded(text: "from the past"))
        }
        store.withdraw(request)
        store.withdraw(other)
        #expect(try second.penRequests().isEmpty)
        second.release()
        #expect(try store.holder(of: writer.id) == nil)
    }

    /// The one worked on last is the one that was opened last: a rehearsal's clock runs ahead, and another's behind.
    @Test func whatWasOpenedLastComesFirst() throws {
        let folder = try TemporaryFolder()
        let store = try SessionStore(folder: folder.url)
        var order: [String] = []
        var random = SeededGenerator(18)
        for step in 0..<40 {
            let writer =
                order.count < 6
                ? try store.begin(Self.start, who: Self.ida)
                : try store.open(try #require(order.randomElement(using: &random)), who: Self.ida)
            let ahead = Double.random(in: -1_000_000...1_000_000, using: &random)
            writer.keepTime { Date() + ahead }
            if step.isMultiple(of: 3) { try writer.append(NoteAdded(text: "\(step)")) }
            writer.release()
            order.removeAll { $0 == writer.id }
            order.insert(writer.id, at: 0)
            #expect(try store.sessions().sessions.map(\.state.id) == order)
            #expect(try store.find(nil) == writer.id)
            #expect(try store.find(writer.id) == writer.id)
        }
        // A new name, or that it is listed no more, is no work; and nobody means one that was put away.
        for (index, id) in order.enumerated() {
            let writer = try store.open(id, who: Self.ida, isWork: false)
            try writer.append(Archived(isArchived: true))
            writer.release()
            #expect(try store.sessions().sessions.map(\.state.id) == order)
            if index + 1 < order.count {
                #expect(try store.find(nil) == order[index + 1])
            } else {
                #expect(throws: StoreProblem.allPutAway) { try store.find(nil) }
            }
        }
        // A rehearsal's time never runs back.
        let times = try order.map { try store.events(of: $0).map(\.time) }
        #expect(times.allSatisfy { $0 == $0.sorted() }, "\(times)")
        try store.delete(order[0], name: "x", who: Self.ida)
        #expect(try store.sessions().sessions.map(\.state.id) == Array(order.dropFirst()))
    }

    /// Ten at once on one store, each with sessions of its own.
    @Test func manyWritersLoseNothing() async throws {
        let folder = try TemporaryFolder()
        let counts = try await withThrowingTaskGroup(of: (String, Int).self) { group in
            for _ in 0..<10 {
                group.addTask {
                    let writer = try SessionStore(folder: folder.url).begin(Self.start, who: Self.ida)
                    for number in 0..<50 { try writer.append(NoteAdded(text: "\(number)")) }
                    return (writer.id, writer.state.eventCount)
                }
            }
            return try await group.reduce(into: [String: Int]()) { $0[$1.0] = $1.1 }
        }
        let store = try SessionStore(folder: folder.url)
        #expect(counts.count == 10)
        for (id, count) in counts { #expect(try store.events(of: id).count == count) }
        #expect(counts.values.allSatisfy { $0 == 51 })
    }

    /// A store that isn't there yet, begun by eight at once.
    @Test(arguments: Effort.some(4, of: 0..<10))
    func manyBeginOneStore(round: Int) async throws {
        let folder = try TemporaryFolder()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask { _ = try SessionStore(folder: folder.url).begin(Self.start, who: Self.ida) }
            }
            try await group.waitForAll()
        }
        #expect(try SessionStore(folder: folder.url).sessions().sessions.count == 8)
    }

    @Test(.computing) func aJournalThatWasEditedIsRefusedAndNamed() throws {
        let folder = try TemporaryFolder()
        let writer = try SessionStore(folder: folder.url).begin(Self.start, who: Self.ida)
        for number in 0..<5 { try writer.append(NoteAdded(text: "note \(number)")) }
        writer.release()
        let database = folder.url.appending(path: "sessions.sqlite").path
        func edit(_ sql: String) throws -> Int32 {
            let process = Process()
            process.executableURL = URL(filePath: "/usr/bin/env")
            process.arguments = [
                "python3", "-c",
                "import sqlite3,sys; c=sqlite3.connect(sys.argv[1]); c.executescript(sys.argv[2]); c.commit()",
                database, sql,
            ]
            process.standardError = FileHandle.nullDevice
            try process.run()
            process.waitUntilExit()
            return process.terminationStatus
        }
        // The store itself refuses an edit …
        #expect(try edit("UPDATE events SET payload = '{}' WHERE sequence = 3") != 0)
        #expect(try edit("DELETE FROM events WHERE sequence = 3") != 0)
        // … and who goes around it is found out.
        #expect(
            try edit("DROP TRIGGER events_are_never_changed; UPDATE events SET who = 'eve' WHERE sequence = 3") == 0)
        let problem = #expect(throws: StoreProblem.self) { try SessionStore(folder: folder.url).events(of: writer.id) }
        #expect(problem == .journal(session: writer.id, name: nil, .altered(sequence: 3)))
    }

    @Test(.computing) func namesThatFitNothingOrTooMuchAreSaid() throws {
        let folder = try TemporaryFolder()
        let store = try SessionStore(folder: folder.url)
        #expect(throws: StoreProblem.noSessions) { try store.find(nil) }
        _ = try store.begin(Self.start, who: Self.ida, id: "abcd2345")
        _ = try store.begin(Self.start, who: Self.ida, id: "abcd6789")
        let problem = #expect(throws: StoreProblem.self) { try store.find("abcd") }
        guard case .ambiguous("abcd", let candidates) = problem else {
            Issue.record("\(problem.map { "\($0)" } ?? "")")
            return
        }
        #expect(Set(candidates) == ["abcd2345", "abcd6789"])
        #expect(throws: StoreProblem.noSession("nothing", suggestion: nil)) { try store.find("nothing") }
        #expect(throws: StoreProblem.noSession("firday", suggestion: "friday")) { try store.find("firday") }
        #expect(try store.find("abcd2") == "abcd2345")
    }
}
