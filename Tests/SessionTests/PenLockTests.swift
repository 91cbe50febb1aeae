import Foundation
import GRDB
import Journal
import PrivateFiles
import TestSupport
import Testing

@testable import SessionStore

/// The lock behind a pen, inside one process: each store here has open files of its own, as processes do.
@Suite struct PenLockTests {
    private static let kai = Person(name: "kai", host: "h")

    private static func pens(_ folder: TemporaryFolder) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.url.appending(path: Pens.name).path)
    }

    @Test(.computing) func aThousandOpeningsLeaveNothingBehind() throws {
        let folder = try TemporaryFolder()
        let store = try SessionStore(folder: folder.url)
        let id = try store.begin(SessionStoreTests.start, who: SessionStoreTests.ida).id
        for number in 0..<Effort.times(120, long: 1_000) {
            let writer = try store.open(id, who: Self.kai)
            // One in three forgets to give it back.
            if number % 3 > 0 { writer.release() }
        }
        #expect(try Self.pens(folder).isEmpty)
        // What a kill leaves goes with the next one; what isn't a pen stays.
        let dead = folder.url.appending(path: Pens.name).appending(path: UUID().uuidString)
        let other = folder.url.appending(path: Pens.name).appending(path: "notes.txt")
        for file in [dead, other] { try Data().write(to: file) }
        let held = try store.open(id, who: Self.kai)
        #expect(try Set(Self.pens(folder)) == [held.token, "notes.txt"])
    }

    /// No clock and no row decides: only the lock does.
    @Test(.computing, arguments: [-1e9, -61, 61, 1e9])
    func timesDecideNothing(difference: Double) throws {
        let folder = try TemporaryFolder()
        let store = try SessionStore(folder: folder.url)
        let writer = try store.begin(SessionStoreTests.start, who: SessionStoreTests.ida)
        let there: @Sendable () -> Date = { Date().addingTimeInterval(difference) }
        #expect(throws: StoreProblem.self) { try store.open(writer.id, who: Self.kai, now: there) }
        try store.write { try $0.execute(sql: "UPDATE leases SET renewed = renewed + ?", arguments: [difference]) }
        #expect(throws: StoreProblem.self) { try store.open(writer.id, who: Self.kai) }
        try writer.append(NoteAdded(text: "mine"))
        // Who takes it over has it, though the other one's lock is still there.
        let second = try store.open(writer.id, who: Self.kai, takingOver: true)
        #expect(throws: StoreProblem.penLost(session: writer.id)) {
            try writer.append(NoteAdded(text: "not any more"))
        }
        try second.append(NoteAdded(text: "kai's"))
        #expect(try store.holder(of: writer.id)?.person == Self.kai)
        writer.release()
        #expect(try store.holder(of: writer.id)?.person == Self.kai)
    }

    /// A row may name anything: no path is made of it.
    @Test(.computing, arguments: ["", "../sessions.sqlite", "../pens", "00000000-0000-0000-0000-000000000000"])
    func aRowThatNamesNoPenIsADeadOnes(token: String) throws {
        let folder = try TemporaryFolder()
        let store = try SessionStore(folder: folder.url)
        let writer = try store.begin(SessionStoreTests.start, who: SessionStoreTests.ida)
        try store.write { try $0.execute(sql: "UPDATE leases SET token = ?", arguments: [token]) }
        #expect(try store.holder(of: writer.id) == nil)
        #expect(try store.open(writer.id, who: Self.kai).state.id == writer.id)
    }

    @Test(arguments: Effort.some(8, of: 0..<40))
    func oneOfManyGetsIt(round: Int) async throws {
        let folder = try TemporaryFolder()
        let id: String
        do { id = try SessionStore(folder: folder.url).begin(SessionStoreTests.start, who: Self.kai).id }
        let writers = try await withThrowingTaskGroup(of: SessionWriter?.self) { group in
            for _ in 0..<6 {
                group.addTask {
                    let store = try SessionStore(folder: folder.url)
                    do throws(StoreProblem) {
                        return try store.open(id, who: Self.kai)
                    } catch {
                        guard case .penHeld = error else { throw error }
                        return nil
                    }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(writers.count { $0 != nil } == 1)
        #expect(try Self.pens(folder).count == 1)
    }

    /// A program that this one starts lives on after it, without its lock.
    @Test(.computing) func childrenDoNotInheritIt() throws {
        let folder = try TemporaryFolder()
        let store = try SessionStore(folder: folder.url)
        let writer = try store.begin(SessionStoreTests.start, who: Self.ida)
        // Forked as a C program does it: only what is marked so is closed.
        let child = try PseudoTerminal(
            [], store: folder.url, through: ["/bin/sh", "-c", "ls -l /proc/self/fd; echo END"])
        let open = try child.expect("END")
        #expect(open.contains("/dev/pts") && !open.contains(folder.url.lastPathComponent), "\(open)")
        #expect(store.pens.isHeld(writer.token))
        writer.release()
        #expect(!store.pens.isHeld(writer.token))
    }

    private static let ida = SessionStoreTests.ida

    /// A name is one session's, whichever way it comes.
    @Test(.computing) func aNameIsOneSessions() throws {
        let folder = try TemporaryFolder()
        let store = try SessionStore(folder: folder.url)
        let first = try store.begin(SessionStoreTests.start, who: Self.ida, naming: .asChosen)
        #expect(throws: StoreProblem.nameTaken("friday", session: first.id)) {
            try store.begin(SessionStoreTests.start, who: Self.ida, naming: .asChosen)
        }
        let second = try store.begin(SessionStoreTests.start, who: Self.ida)
        #expect(second.state.name == "friday-2")
        #expect(throws: StoreProblem.nameTaken("friday", session: first.id)) {
            try second.append(Renamed(name: "friday"))
        }
        #expect(second.state.name == "friday-2")
        try second.append(Renamed(name: "friday-2"))
        try first.append(Renamed(name: "monday"))
        try second.append(Renamed(name: "friday"))
        // From another store, with a name that is taken here by now.
        let there = try TemporaryFolder()
        let other = try SessionStore(folder: there.url).begin(SessionStoreTests.start, who: Self.ida)
        #expect(throws: StoreProblem.nameTaken("friday", session: second.id)) { try store.takeIn(try other.events()) }
        try other.append(Renamed(name: "saturday"))
        #expect(try store.takeIn(try other.events()) == 2)
        #expect(try store.find("saturday") == other.id)
    }
}
