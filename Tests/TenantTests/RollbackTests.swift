import Foundation
import HTTPTransport
import Journal
import Runbook
import SessionStore
import SimulatedTenant
import TestSupport
import Testing

@testable import Cutover
@testable import Verification

/// Taking a switch back: a switch too, with the same people and clock; it removes what was shown, and what became of it is
/// evidence's to say.
@Suite(.serialized) struct RollbackTests {
    /// A session that has switched its domain eleven minutes ago, and a runner that takes it back.
    private struct Switched {
        let ready: CutoverTests.Ready
        let runner: RollbackRunner
        static let domain = "nordwind.example"

        /// - Parameter isOurs: whether this session switched it, rather than somebody else.
        init(isOurs: Bool = true) async throws {
            ready = try await CutoverTests.Ready()
            if isOurs {
                try await ready.approve("1")
                #expect(try await ready.perform("1") == .asMeant)
            } else {
                try await ready.trainee.write(
                    .post, "domains/\(Self.domain)/federationConfiguration",
                    """
                    {"issuerUri": "https://adfs.example/i", "passiveSignInUri": "https://adfs.example/s",
                     "signingCertificate": "\(ready.certificate)"}
                    """)
            }
            runner = try Switched.runner(ready)
            ready.clock.advance(11 * 60)
        }

        static func runner(_ ready: CutoverTests.Ready, difference: TimeInterval? = 0) throws -> RollbackRunner {
            RollbackRunner(
                plan: try #require(try CheckTests.runbook().cutover), writer: ready.writer,
                access: ready.trainee.access, pause: .milliseconds(1), patience: 3, clockDifference: { difference })
        }

        func plan() throws -> CutoverPlan { try #require(try CheckTests.runbook().cutover) }

        /// What a person is shown, and agrees to.
        func approve(_ attempt: String) async throws -> RemovalPlan {
            guard case .federated(let shown) = try await runner.look(at: Self.domain) else {
                throw CocoaError(.featureUnsupported)
            }
            try runner.approve(attempt: attempt, shown.plan)
            return shown.plan
        }

        func perform(_ attempt: String = "2") async throws -> Aftermath.Kind? {
            let shown = try await approve(attempt)
            guard case .seen(let look) = try await runner.perform(attempt: attempt, shown, onStage: { _ in }) else {
                return nil
            }
            return look.aftermath.kind
        }
    }

    @Test func aSwitchIsTakenBackAndReadBack() async throws {
        let switched = try await Switched()
        #expect(try await switched.perform() == .rolledBack)
        #expect(try await switched.ready.authentication() == "Managed")
        let state = switched.ready.writer.state
        #expect(state.aftermath.kind == .rolledBack)
        // Both ways the domain rests between two switches.
        let now = switched.ready.clock.now
        let plan = try switched.plan()
        #expect(GateKeeper.cooldown(plan, state.switches, now: now)?.kind == .cooldown)
        #expect(GateKeeper.cooldown(plan, state.switches, now: now + 601) == nil)
        // Taken back, the items that are asked before the switch only are asked again.
        let item = try #require(try CheckTests.runbook().item("domain-ready"))
        #expect(state.held(item, of: try CheckTests.runbook()) == nil)
        await switched.ready.trainee.tenant.stop()
    }

    /// Only evidence says that it is managed: an unclear answer and a reading that may be older than the switch don't.
    @Test(
        .serialized,
        arguments: [
            (#""status": 500, "phase": "after""#, [Aftermath.Kind.removalNotKnown], "Managed"),
            (#""reset": true, "phase": "after""#, [.rolledBack, .removalNotKnown], ""),
            (#""status": 503"#, [.removalNotKnown], "Federated"), (#""status": 403"#, [.asMeant], "Federated"),
            (#""status": 400"#, [.asMeant], "Federated"), (#""status": 429"#, [.asMeant], "Federated"),
        ])
    func evidenceDecidesAfterAnyAnswer(effect: String, outcomes: [Aftermath.Kind], authentication: String) async throws
    {
        let switched = try await Switched()
        let ready = switched.ready
        // The audit log would know; here nobody may read it.
        ready.trainee.tenant.add(Fault(pathPrefix: "/v1.0/auditLogs", effect: .status(403)))
        let fault = #"{"match": "DELETE /v1.0/domains/*/federationConfiguration/*", "times": 1, \#(effect)}"#
        let armed = try await Service(ready.trainee.tenant).trainer(.post, "faults", fault)
        guard armed.status == 200 else { return }
        let outcome = try #require(try await switched.perform())
        #expect(outcomes.contains(outcome))
        if !authentication.isEmpty { #expect(try await ready.authentication() == authentication) }
        // What was refused needs no rest of its own; everything else does.
        let left = GateKeeper.cooldownLeft(try switched.plan(), ready.writer.state.switches, now: ready.clock.now)
        #expect((left == nil) == (outcome == .asMeant))
        if outcome == .removalNotKnown {
            // The day ends it, whichever way it went.
            ready.clock.advance(86_400 + 1_000)
            let ended = try await ready.runner.settle()?.aftermath.kind
            #expect(ended == (try await ready.authentication() == "Managed" ? .rolledBack : .asMeant))
        }
        await ready.trainee.tenant.stop()
    }

    /// The audit log has the removal: then a managed reading is enough, whatever the answer was.
    @Test func theAuditLogIsEvidence() async throws {
        let switched = try await Switched()
        switched.ready.trainee.tenant.add(
            Fault(method: "DELETE", pathPrefix: "/v1.0/domains", effect: .failureAfterEffect(), times: 1))
        #expect(try await switched.perform() == .rolledBack)
        await switched.ready.trainee.tenant.stop()
    }

    @Test func whatCannotBeReadIsNotTouched() async throws {
        let switched = try await Switched()
        let shown = try await switched.approve("2")
        switched.ready.trainee.tenant.add(Fault(pathPrefix: "/v1.0/domains", effect: .status(503)))
        guard
            case .blocked(let reasons) = try await switched.runner.perform(attempt: "2", shown, onStage: { _ in })
        else {
            Issue.record("touched")
            return
        }
        #expect(reasons.map(\.kind) == [.unknown])
        #expect(switched.ready.writer.state.isSwitched)
        await switched.ready.trainee.tenant.stop()
    }

    /// A reading that says managed, from a copy that is older than the switch: nothing is sent, and nothing concluded.
    @Test func anOldReadingConcludesNothing() async throws {
        let switched = try await Switched()
        let ready = switched.ready
        let shown = try await switched.approve("2")
        await ready.trainee.tenant.keepHistory()
        // Somebody's portal shows something new, so that there is a history to look back over.
        try await ready.trainee.write(.post, "domains", #"{"id": "unrelated.example"}"#)
        try await ready.removeFederation()
        guard case .managed(let look) = try await switched.runner.look(at: Switched.domain) else {
            Issue.record("not read as managed")
            return
        }
        #expect(look.aftermath.kind == .readsManaged)
        guard case .blocked = try await switched.runner.perform(attempt: "2", shown, onStage: { _ in }) else {
            Issue.record("sent")
            return
        }
        let state = ready.writer.state
        #expect(!state.switches.sendings.contains { $0.direction == .remove })
        #expect(state.aftermath.kind == .readsManaged)
        await ready.trainee.tenant.stop()
    }

    /// What stands there isn't what was shown any more: another is not removed in its place.
    @Test func justWhatWasShownIsRemoved() async throws {
        let switched = try await Switched()
        let ready = switched.ready
        let shown = try await switched.approve("2")
        let path = "domains/\(Switched.domain)/federationConfiguration"
        try await ready.removeFederation()
        ready.clock.advance(11 * 60)
        try await ready.trainee.write(
            .post, path,
            """
            {"issuerUri": "https://other.example/i", "passiveSignInUri": "https://other.example/s",
             "signingCertificate": "\(ready.certificate)"}
            """)
        ready.clock.advance(11 * 60)
        guard
            case .blocked(let reasons) = try await switched.runner.perform(attempt: "2", shown, onStage: { _ in })
        else {
            Issue.record("another federation was removed than the one that was shown")
            return
        }
        #expect(reasons.map(\.kind).contains(.plan), "\(reasons)")
        #expect(try await ready.authentication() == "Federated")
        await ready.trainee.tenant.stop()
    }

    /// A federation that this session didn't set is told apart, and the clock is looked at as before the switch.
    @Test func somebodyElsesFederationIsSaidToBe() async throws {
        let switched = try await Switched(isOurs: false)
        let ready = switched.ready
        guard case .federated(let shown) = try await switched.runner.look(at: Switched.domain) else {
            Issue.record("not read")
            return
        }
        #expect(!shown.plan.isOurs && shown.plan.issuer == "https://adfs.example/i")
        #expect(shown.since.contains("audit log"), "\(shown.since)")
        let off = try Switched.runner(ready, difference: 400)
        try off.approve(attempt: "2", shown.plan)
        guard case .blocked(let reasons) = try await off.perform(attempt: "2", shown.plan, onStage: { _ in }) else {
            Issue.record("sent under a clock that is off")
            return
        }
        #expect(reasons.map(\.kind) == [.clock])
        await ready.trainee.tenant.stop()
    }

    /// Nobody's approval, another attempt's, or another plan's opens nothing.
    @Test func aRemovalNeedsItsApprovals() async throws {
        let switched = try await Switched()
        let shown = try await switched.approve("other")
        guard
            case .blocked(let reasons) = try await switched.runner.perform(attempt: "2", shown, onStage: { _ in })
        else {
            Issue.record("removed without approval")
            return
        }
        #expect(reasons.map(\.kind) == [.unapproved])
        #expect(try await switched.ready.authentication() == "Federated")
        await switched.ready.trainee.tenant.stop()
    }
}
