import Foundation
import GRDB
import Journal
import TestSupport
import Testing

@testable import SessionStore

/// A whole night on a disk that fails at the nth write, truncation or flush: refuses it, does half of it, or loses
/// everything that was not flushed. (A killed process proves nothing of that: its writes stay in the system's memory.) What
/// was confirmed stands, what was not is said, and the session goes on.
///
/// `LOCKSTEP_DISK_STRIDE=1` tries every n; `LOCKSTEP_DISK_SEEDS` says how many power cuts there are at each.
@Suite struct NothingLostTests {
    /// On memory where there is some: what counts as flushed is the test's own affair, and a real disk only takes time.
    private static func folder() throws -> DiskFolder { try DiskFolder() }

    /// One fault, at one place, of one night.
    private struct Trial {
        let steps: [NightScript.Step]
        let fault: FaultyDisk.Fault
        let place: Int
        let seed: UInt64

        /// - Returns: whether the disk failed while the night lasted, and what was said to whom it failed.
        func run() throws -> (hasFailed: Bool, said: [String]) {
            let folder = try DiskFolder()
            let disk = try FaultyDisk(folder.url)
            let players = NightScript.Players(folder.url)
            var confirmed: [(sequence: Int, hash: String)] = []
            var said: [String] = []
            disk.arm(fault, at: place)
            for step in steps {
                do {
                    try step.work(players)
                } catch let problem as StoreProblem {
                    #expect(disk.hasFailed, "\(self): \(step.name): \(problem)")
                    said.append("\(problem)")
                    if fault == .power { break }
                    // The program says what went wrong, and its person tries again once the disk is well.
                    disk.mend()
                    try step.work(players)
                }
                if let store = players.kai ?? players.ida, !(fault == .power && disk.hasFailed) {
                    confirmed.append(contentsOf: try Trial.head(store, players.id).map { [$0] } ?? [])
                }
            }
            players.leave()
            let hasFailed = disk.hasFailed
            disk.mend()
            if fault == .power, hasFailed { disk.restart(seed: seed) }
            try examine(folder.url, players.id, confirmed)
            return (hasFailed, said)
        }

        private static func head(_ store: SessionStore, _ id: String) throws -> (sequence: Int, hash: String)? {
            try store.read { database in
                try Row.fetchOne(
                    database, sql: "SELECT sequence, hash FROM events WHERE session = ? ORDER BY sequence DESC LIMIT 1",
                    arguments: [id]
                ).map { ($0[0], $0[1]) }
            }
        }

        private func examine(_ folder: URL, _ id: String, _ confirmed: [(sequence: Int, hash: String)]) throws {
            let store = try SessionStore(folder: folder)
            #expect(try store.sessions().damaged.isEmpty, "\(self)")
            guard let last = confirmed.last else { return }
            let events = try store.events(of: id)
            for (sequence, hash) in confirmed {
                #expect(events.count >= sequence && events[sequence - 1].hash == hash, "\(self): entry \(sequence)")
            }
            // At most what was under way when the power went came through besides.
            if fault != .power { #expect(events.count == last.sequence, "\(self)") }
            let told = events.filter { $0.payload.switchedDomain != nil }.map(\.hash)
            let ledger = try store.read {
                try String.fetchAll($0, sql: "SELECT hash FROM domain_events ORDER BY number")
            }
            #expect(ledger == told, "\(self)")
            let check = try store.read { try String.fetchOne($0, sql: "PRAGMA integrity_check") }
            #expect(check == "ok", "\(self)")
            // It goes on.
            let writer = try store.open(id, who: SessionStoreTests.ida)
            try writer.append(NoteAdded(text: "on"))
            #expect(try store.state(of: id).notes.last?.text == "on")
        }
    }

    /// How many operations a night takes that nothing happens to.
    private static func length(of steps: [NightScript.Step]) throws -> Int {
        let folder = try folder()
        let disk = try FaultyDisk(folder.url)
        let players = NightScript.Players(folder.url)
        for step in steps { try step.work(players) }
        players.leave()
        return disk.operations
    }

    @Test(arguments: FaultyDisk.Fault.allCases)
    func aShortNightWithEveryFault(fault: FaultyDisk.Fault) async throws {
        try await blocking {
            try Self.try(NightScript.short, fault, stride: Effort.diskStride ?? Effort.times(23, long: 5))
        }
    }

    @Test(arguments: FaultyDisk.Fault.allCases)
    func aWholeNightWithEveryFault(fault: FaultyDisk.Fault) async throws {
        try await blocking {
            try Self.try(NightScript.whole, fault, stride: Effort.diskStride ?? Effort.times(97, long: 11))
        }
    }

    /// A store of an earlier version on a disk that fails while it becomes today's: it is the one or the other, with all that
    /// was in it, and the copy beside it is whole.
    @Test(arguments: FaultyDisk.Fault.allCases)
    func aMigrationLosesNothing(fault: FaultyDisk.Fault) async throws {
        try await blocking {
            var place = 0
            var hasFailed = true
            while hasFailed {
                place += Effort.diskStride ?? Effort.times(13, long: 7)
                let folder = try Self.folder()
                let events = try MigrationTests.store("3", in: folder.url)
                let disk = try FaultyDisk(folder.url)
                disk.arm(fault, at: place)
                do {
                    let store = try SessionStore(folder: folder.url)
                    if fault != .power { #expect(try store.events(of: "abcd2345") == events) }
                } catch let problem as StoreProblem {
                    #expect(disk.hasFailed, "\(place): \(problem)")
                }
                hasFailed = disk.hasFailed
                disk.mend()
                if fault == .power, hasFailed { disk.restart(seed: UInt64(place)) }
                let store = try SessionStore(folder: folder.url)
                #expect(try store.events(of: "abcd2345") == events)
                try store.open("abcd2345", who: SessionStoreTests.ida).append(NoteAdded(text: "on"))
                let copy = try DatabaseQueue(path: folder.url.appending(path: "sessions.sqlite.before-4").path)
                #expect(try copy.read { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM events") } == events.count)
            }
            #expect(place > 30)
        }
    }

    private static func `try`(_ steps: [NightScript.Step], _ fault: FaultyDisk.Fault, stride step: Int) throws {
        let length = try length(of: steps)
        #expect(length > 200)
        var (trials, failed, told) = (0, 0, 0)
        for place in Swift.stride(from: 1, through: length, by: step) {
            let seeds = fault == .power ? UInt64(Effort.powerCuts) : 1
            for seed in 0..<seeds {
                let result = try Trial(
                    steps: steps, fault: fault, place: place, seed: seed == 0 ? 0 : UInt64(place) << 8 | seed
                ).run()
                trials += 1
                if result.hasFailed { failed += 1 }
                if !result.said.isEmpty { told += 1 }
            }
        }
        // What fails while SQLite tidies up at the end of a program is nobody's to be told; most of it isn't that.
        #expect(
            failed > trials * 3 / 4 && told > trials / 2, "\(fault): \(trials) trials, \(failed) faults, \(told) told")
        if Effort.diskStride != nil {
            print("\(fault): \(length) operations, \(trials) trials, \(failed) faults, \(told) told")
        }
    }
}

/// A folder in memory, where the system has such a place.
private final class DiskFolder {
    let url: URL

    init() throws {
        let memory = URL(filePath: "/dev/shm", directoryHint: .isDirectory)
        let place =
            FileManager.default.isWritableFile(atPath: memory.path) ? memory : FileManager.default.temporaryDirectory
        url = place.appending(path: "lockstep-disk-\(UUID().uuidString)", directoryHint: .isDirectory)
        try FileManager.default.createDirectory(
            at: url, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    deinit { try? FileManager.default.removeItem(at: url) }
}
