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
        try ready.runner.approve(attempt: "1", domain: "nordwind.example")
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
        if runs {
            guard case .verified = outcome, case .verified = ready.writer.state.cutover else {
                Issue.record("\(outcome)")
                return
            }
        } else {
            guard case .unseen = outcome, case .inDoubt = ready.writer.state.cutover else {
                Issue.record("\(outcome)")
                return
            }
            guard case .failed(let failure)? = try await ready.runner.settle() else {
                Issue.record("not settled")
                return
            }
            #expect(failure.outcome == .stillManaged && ready.writer.state.lastSwitch == nil)
        }
        await trainee.tenant.stop()
    }

    /// As long as somebody may run the commands, nothing else is switched, and a managed domain is no failure.
    @Test func theGateStaysClosedWhileTheCommandsWork() async throws {
        let ready = try await CutoverTests.Ready()
        try ready.runner.approve(attempt: "1", domain: "nordwind.example")
        let hand = CutoverRunner.Hand.person(watches: false) { _ in }
        guard case .unseen = try await ready.runner.perform(attempt: "1", by: hand, onStage: { _ in }),
            case .unseen? = try await ready.runner.settle()
        else {
            Issue.record("decided too early")
            return
        }
        #expect(try await ready.runner.preflight(attempt: "2").reasons.contains { $0.kind == .inDoubt })
        ready.clock.advance(601)
        guard case .failed? = try await ready.runner.settle() else {
            Issue.record("still waiting for commands that no longer work")
            return
        }
        #expect(try await ready.runner.preflight(attempt: "3").reasons.isEmpty)
        await ready.trainee.tenant.stop()
    }

    @Test(arguments: [
        ("plain", "'plain'"), ("it's", "'it''s'"), ("a\u{2019}; b", "'a\u{2019}\u{2019}; b'"),
        ("$x `n \"y\"", "'$x `n \"y\"'"),
        ("one\ntwo\r\u{2028}\u{1B}[0m", "'onetwo[0m'"),
    ])
    func powerShellReadsATextAsItIs(text: String, quoted: String) {
        #expect(SwitchScript.quoted(text) == quoted)
    }
}
