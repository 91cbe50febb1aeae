import Escaping
import Foundation
import Journal
import SimulatedTenant
import Synchronization
import TestSupport
import Testing

@testable import Cutover

/// The switch sent by a person, with the commands that Lockstep prints.
@Suite(.serialized) struct SwitchByHandTests {
    /// A person with commands: they are shown once the gate is open, and the domain says whether they ran.
    @Test(arguments: [true, false])
    func thePersonsOwnSwitchIsWatched(runs: Bool) async throws {
        let ready = try await CutoverTests.Ready()
        let shown = Mutex<[SwitchScript]>([])
        let hand = CutoverRunner.Hand.person(watches: true) { script in shown.withLock { $0.append(script) } }
        guard case .blocked = try await ready.runner.perform(attempt: "1", by: hand, onStage: { _ in }) else {
            Issue.record("commands without an approval")
            return
        }
        let early = shown.withLock { $0.count }
        #expect(early == 0)
        try await ready.approve("1")
        let trainee = ready.trainee
        let clock = ready.clock
        let looks = Mutex(0)
        let plan = try #require(ready.runner.plan)
        let body = String(decoding: try JSONEncoder().encode(plan.federation), as: UTF8.self)
        let script = Task {
            // Once it has looked at least once in vain, somebody runs the commands, or lets the time go by.
            while looks.withLock({ $0 }) < 2 { await Task.yield() }
            if runs {
                try await trainee.write(.post, "domains/nordwind.example/federationConfiguration", body)
            } else {
                clock.advance(601)
            }
        }
        let outcome = try await ready.runner.perform(
            attempt: "1", by: hand, onStage: { if $0.hasPrefix("Watching") { looks.withLock { $0 += 1 } } })
        try await script.value
        let first = shown.withLock { $0.first }
        let text = try #require(first).text
        #expect(text.contains("'nordwind.example'") && text.contains("'\(trainee.tenant.tenantID)'"))
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 79 })
        let certificate = try #require(plan.federation.signingCertificate)
        let joined = text.replacing(/' \+\n +'/, with: "")
        #expect(joined.contains("'\(certificate)'"))
        guard case .seen(let look) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        let state = ready.writer.state
        if runs {
            #expect(look.aftermath.kind == .asMeant && state.isSwitched)
            // It rests from when it was seen, which is sooner than the commands stopped working.
            #expect(try #require(state.switches.lastSwitch) < first.map(\.until) ?? .distantPast)
        } else {
            // They don't work any more, and may have been run in their last second: nobody knows yet.
            #expect(look.aftermath.kind == .notKnown)
            #expect(try await ready.runner.settle()?.aftermath.kind == .notKnown)
            // The ten minutes count from when they stopped working.
            let rest = try #require(state.switches.lastSwitch)
            #expect(abs(rest.timeIntervalSince(try #require(first).until)) < 0.01)
            clock.advance(86_400)
            #expect(try await ready.runner.settle()?.aftermath.kind == .notKnown)
            clock.advance(1_000)
            #expect(try await ready.runner.settle()?.aftermath.kind == .managed)
        }
        await trainee.tenant.stop()
    }

    /// As long as somebody may run the commands, nothing else is switched; once they have run out and ten minutes have
    /// passed, the same plan may follow, said as what it is.
    @Test func theGateStaysClosedWhileTheCommandsWork() async throws {
        let ready = try await CutoverTests.Ready()
        try await ready.approve("1")
        let hand = CutoverRunner.Hand.person(watches: false) { _ in }
        guard case .handedOut = try await ready.runner.perform(attempt: "1", by: hand, onStage: { _ in }) else {
            Issue.record("not handed out")
            return
        }
        #expect(try await ready.runner.settle()?.aftermath.kind == .notKnown)
        for seconds in [1.0, 598, 2, 590] {
            ready.clock.advance(seconds)
            let reasons = try await ready.runner.preflight(attempt: "2").reasons
            #expect(reasons.contains { [.inDoubt, .cooldown].contains($0.kind) }, "after \(seconds): \(reasons)")
        }
        ready.clock.advance(20)
        let after = try await ready.runner.preflight(attempt: "3")
        #expect(after.reasons.isEmpty && after.sentBefore.count == 1, "\(after.reasons)")
        await ready.trainee.tenant.stop()
    }

    @Test(
        .computing,
        arguments: [
            ("plain", "'plain'"), ("it's", "'it''s'"), ("a\u{2019}; b", "'a\u{2019}\u{2019}; b'"),
            ("$x `n \"y\"", "'$x `n \"y\"'"),
            ("one\ntwo\r\u{2028}\u{1B}[0m", "'onetwo[0m'"),
        ])
    func powerShellReadsATextAsItIs(text: String, quoted: String) {
        #expect(PowerShellText.quoted(text) == quoted)
    }
}
