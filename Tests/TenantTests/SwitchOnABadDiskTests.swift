import Foundation
import Journal
import SessionStore
import TestSupport
import Testing

@testable import Cutover

/// The switch while its journal's disk fails, at each write and flush from the one that says that it begins. What can't be
/// made durable is not sent; and what was sent is in the journal, whatever became of the machine, and found at the next start. On
/// each change, at every third.
@Suite(.serialized) struct SwitchOnABadDiskTests {
    @Test(arguments: FaultyDisk.Fault.allCases)
    func nothingIsSentThatIsNotWrittenDown(fault: FaultyDisk.Fault) async throws {
        var hasEnded = false
        for _ in 0..<3 where !hasEnded { hasEnded = try await trial(fault) }
        #expect(hasEnded, "\(fault): each time the request was cut off on its way")
    }

    /// - Returns: false where a busy server cut the request itself off: written down, sent, and never there.
    private func trial(_ fault: FaultyDisk.Fault) async throws -> Bool {
        var made: FaultyDisk?
        let ready = try await CutoverTests.Ready { made = try FaultyDisk($0) }
        let disk = try #require(made)
        let id = ready.writer.id
        var (writer, runner) = (ready.writer, ready.runner)
        var (refused, wasSent) = (0, false)
        let answers = Counter()
        for place in stride(from: 0, to: 100, by: Effort.times(3, long: 1)) {
            var attempt = ""
            var problem: StoreProblem?
            // A busy server may cut a connection off: such an attempt is blocked before anything begins.
            for look in 0..<4 where problem == nil {
                attempt = "\(fault) \(place) \(look)"
                do {
                    try await ready.approve(attempt, runner)
                    disk.arm(fault, atText: "cutoverStarted", after: place)
                    let outcome = try await runner.perform(
                        attempt: attempt, onStage: { if $0.hasPrefix("Answer:") { answers.add() } })
                    guard case .blocked = outcome else { break }
                } catch {
                    problem = error as? StoreProblem
                }
            }
            #expect(disk.hasFailed && problem.map { !"\($0)".isEmpty } == true, "\(attempt)")
            let isSent = try await Self.posts(ready) > 0
            if fault == .power {
                // Another program, after the machine's start; what was only written came through in part.
                writer.release()
                disk.restart(seed: UInt64(place))
                let store = try SessionStore(folder: ready.folder.url)
                let clock = ready.clock
                writer = try store.open(id, who: Person(name: "ida", host: "test"), now: { clock.now })
                runner = CutoverRunner(
                    runbook: try CheckTests.runbook(), writer: writer, access: ready.trainee.access,
                    bundled: writer.state.runbook.hash,
                    pause: .milliseconds(1), patience: 3)
            } else {
                disk.mend()
            }
            let journal = try writer.events()
            let begun = journal.contains { $0.kind == CutoverStarted.kind && $0.json.contains(attempt) }
            if isSent {
                wasSent = true
                // Its beginning stands, its answer could not be written: nobody takes it for not sent.
                #expect(begun)
                #expect(writer.state.aftermath.isNotKnown, "\(writer.state.aftermath)")
                let again = try SessionStore(folder: ready.folder.url).state(of: id)
                #expect(again.aftermath.isNotKnown)
                var kind: Aftermath.Kind?
                // A busy server may cut a look off as well.
                for _ in 0..<4 where kind != .asMeant { kind = try await runner.settle()?.aftermath.kind }
                #expect(kind == .asMeant)
                break
            }
            #expect(try await ready.authentication() == "Managed")
            refused += 1
            guard begun else { continue }
            if answers.value > 0 {
                #expect(writer.state.aftermath.isNotKnown, "\(attempt)")
                await ready.trainee.tenant.stop()
                return false
            }
            // (It came through a power cut though its program never knew: then it counts as sent, and is looked at.)
            #expect(fault == .power && writer.state.aftermath.isNotKnown, "\(attempt): \(String(describing: problem))")
            break
        }
        #expect(refused > 0 && (wasSent || fault == .power))
        await ready.trainee.tenant.stop()
        return true
    }

    /// How many switches have reached the service.
    private static func posts(_ ready: CutoverTests.Ready) async throws -> Int {
        let tenant = ready.trainee.tenant
        let log = try await Service(tenant).send(.get, "/trainer/log", token: tenant.trainerKey)
        #expect(log.status == 200 && !log.objects("requests").isEmpty)
        return log.objects("requests").count {
            $0["method"] as? String == "POST" && ($0["path"] as? String)?.contains("federationConfiguration") == true
        }
    }
}
