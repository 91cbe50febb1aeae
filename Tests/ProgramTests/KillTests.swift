import Foundation
import Glibc
import Journal
import SessionStore
import SimulatedTenant
import TestSupport
import Testing

/// `kill -9` a thousand times (on each change, some dozen times), at random points of sessions that switch their domain and
/// take it back, again and again: half of the time within milliseconds of the switch or the removal itself. Nothing that the
/// screen confirmed is lost, the past stays as it was, and whoever resumes is told what is true of the domain.
@Suite(.serialized) struct KillTests {
    /// Each of them reads the whole journal again: in fifty deaths of one session that would be most of the work.
    static let killsEach = 10
    private static let tests = Effort.isLong ? 10 : 1
    private static let endings: Set<String> = ["verified", "rolledBack", "doubt"]

    /// A session that may switch, made once.
    private static let prepared = Result {
        let folder = try TemporaryFolder()
        let made = try Program.run(
            ["rehearse", "peig-microsoft-365", "--scenario", "ready-to-cut-over", "--name", "n"], store: folder.url,
            input: PipedTests.readyScript)
        guard made.output.contains("recorded: powershell-available") else { throw Unprepared(output: made.output) }
        return folder
    }

    private struct Unprepared: Error { let output: String }

    @Test(arguments: 0..<tests)
    func whatWasConfirmedStandsAndWhatIsSaidIsTrue(seed: Int) async throws {
        let source = try Self.prepared.get().url
        // Two at a time: one computes while the other waits for its disk.
        let reached = try await withThrowingTaskGroup(of: Set<String>.self) { group in
            for half in 0..<2 {
                group.addTask {
                    var reached: Set<String> = []
                    let share = max(1, Effort.killedSessions / Self.tests / 2)
                    // When it dies is chance: a few sessions may need some more to come near the switch.
                    for session in 0..<share + 8 where session < share || reached != Self.endings {
                        let first = session < share ? (2 * seed + half) * share : 1_000 * (half + 1)
                        let number = first + session
                        let victim = try Victim(copying: source, seed: UInt64(number))
                        for _ in 0..<Self.killsEach { try await victim.round() }
                        reached.formUnion(victim.reached)
                    }
                    return reached
                }
            }
            return try await group.reduce(into: Set<String>()) { $0.formUnion($1) }
        }
        // Rounds that never came near the switch would prove nothing.
        #expect(reached == Self.endings)
    }
}

/// One session and the processes that die at it.
private final class Victim {
    /// What its deaths left behind, by name.
    private(set) var reached: Set<String> = []
    private let folder: TemporaryFolder
    private let store: SessionStore
    private let id: String
    private var chance: SeededGenerator
    private var number = 0
    /// The last entry that was seen.
    private var head: (sequence: Int, hash: String)

    init(copying source: URL, seed: UInt64) throws {
        folder = try TemporaryFolder()
        // With the key that signed it: to anybody else its words count for nothing.
        for name in try FileManager.default.contentsOfDirectory(atPath: source.path) {
            try FileManager.default.copyItem(at: source.appending(path: name), to: folder.url.appending(path: name))
        }
        store = try SessionStore(folder: folder.url.appending(path: "lockstep"))
        id = try store.find(nil)
        chance = SeededGenerator(seed)
        head = try store.events(of: id).last.map { ($0.sequence, $0.hash) } ?? (0, "")
    }

    private var log: URL { store.rehearsalFile(of: id) }

    /// One process, one death, and a look at what is left.
    func round() async throws {
        number += 1
        let before = try store.state(of: id)
        let line = Victim.isManaged(before) ? "cutover" : "rollback"
        let script = ["note \(number)a", "portal wait 11m", line, "nordwind.example", "note \(number)b", "status"]
        // Killed so many bytes into the screen, or so many microseconds after what begins a switch is said.
        let isNearSwitch = Bool.random(using: &chance)
        let limit = isNearSwitch ? Int.max : Int.random(in: 0..<3_500, using: &chance)
        // Mostly soon: that is where it hurts.
        let delay = UInt32(60_000 * pow(Double.random(in: 0..<1, using: &chance), 2))
        let marker = line == "rollback" ? "… Removing" : Bool.random(using: &chance) ? "… Checking" : "… Switching"
        let (id, environment) = (id, Program.environment(folder.url))
        // A thousand times behind everybody else would be the longest of all.
        let screen = try await blocking(isUrgent: true) {
            try Victim.screen(
                of: ["resume", id], environment, script, until: limit, marker: isNearSwitch ? marker : nil, delay)
        }
        let after = try examine(screen, before)
        // Where nothing was sent, nothing can have changed.
        if after.switches != before.switches || after.aftermath.isNotKnown { try await compareWithTruth() }
    }

    /// Runs the program until its time has come.
    /// - Returns: what it had said by then.
    private static func screen(
        of arguments: [String], _ environment: [String: String], _ script: [String], until limit: Int, marker: String?,
        _ delay: UInt32
    ) throws -> String {
        let process = Process()
        process.executableURL = Program.url
        process.arguments = arguments
        process.environment = environment
        let (stdin, stdout) = (Pipe(), Pipe())
        process.standardInput = stdin
        process.standardOutput = stdout
        process.standardError = FileHandle.nullDevice
        try process.run()
        try stdin.fileHandleForWriting.write(contentsOf: Data((script.joined(separator: "\n") + "\n").utf8))
        try stdin.fileHandleForWriting.close()
        var seen = Data()
        while seen.count < limit {
            let chunk = stdout.fileHandleForReading.chunk()
            if chunk.isEmpty { break }
            seen.append(chunk)
            if let marker, String(decoding: seen, as: UTF8.self).contains(marker) {
                // Not a wait for anything: the moment of death itself.
                usleep(delay)
                break
            }
        }
        kill(process.processIdentifier, SIGKILL)
        // What was on its way when it died was said too.
        seen.append(stdout.fileHandleForReading.everything())
        process.waitUntilExit()
        return String(decoding: seen, as: UTF8.self)
    }

    /// Whether the domain, as far as the journal can know, is to be switched next, rather than taken back.
    private static func isManaged(_ state: SessionState) -> Bool {
        switch state.aftermath.kind {
        case .nothingSent, .managed, .refused, .rolledBack, .notKnown, .reverted, .readsManaged: true
        case .asMeant, .otherwise, .unread, .removalNotKnown: false
        }
    }

    private func examine(_ screen: String, _ before: SessionState) throws -> SessionState {
        // Reading proves every hash and the chain.
        let events = try store.events(of: id)
        let state = try SessionState(events)
        #expect(events.count >= head.sequence && events[head.sequence - 1].hash == head.hash, "the past has changed")
        head = events.last.map { ($0.sequence, $0.hash) } ?? head
        let confirmed = screen.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        let notes = state.notes.map(\.text)
        let fresh = notes.dropFirst(before.notes.count)
        #expect(fresh.elementsEqual(["\(number)a", "\(number)b"].prefix(fresh.count)), "\(fresh)")
        #expect(fresh.count >= confirmed.count { $0.contains("recorded: your note") })
        if confirmed.contains(where: { $0.contains("is federated, read back and configured as planned") }) {
            #expect(state.isSwitched, "a confirmed switch is lost")
        }
        if confirmed.contains(where: { $0.contains("is managed again: the removal was taken") }) {
            #expect(state.aftermath.kind == .rolledBack, "a confirmed rollback is lost: \(state.aftermath)")
        }
        return state
    }

    /// What the journal says of the domain, once somebody has resumed, is what the tenant says of it.
    private func compareWithTruth() async throws {
        var state = try store.state(of: id)
        var said = ""
        if state.aftermath.isNotKnown {
            reached.insert("doubt")
            let (id, folder) = (id, folder)
            let resumed = try await blocking(isUrgent: true) { try Program.run(["resume", id], store: folder.url) }
            said = resumed.output.replacing(/\s+/, with: " ")
            #expect(said.contains("Reading what is true"), "\(said) \(resumed.errors)")
            state = try store.state(of: id)
            if let last = try store.events(of: id).last { head = (last.sequence, last.hash) }
        }
        let tenant = try await SimulatedTenant.resume(log: log, isReadOnly: true)
        let type = try await Trainee(tenant).read("domains/nordwind.example")["authenticationType"] as? String
        await tenant.stop()
        switch state.aftermath.kind {
        case .asMeant: reached.insert("verified")
        case .rolledBack: reached.insert("rolledBack")
        // It was never sent, or it doesn't show: nobody knows, and that was said.
        case .notKnown, .removalNotKnown:
            #expect(said.contains("what became of it is not known yet"), "\(said)")
        default: break
        }
        let expected = Victim.isManaged(state) ? "Managed" : "Federated"
        #expect(type == expected, "the journal says another thing than the tenant: \(state.aftermath)")
    }
}
