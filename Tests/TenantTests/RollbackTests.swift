import Foundation
import HTTPTransport
import Journal
import SessionStore
import SimulatedTenant
import TestSupport
import Testing

@testable import Cutover
@testable import Verification

/// Taking a switch back: after the time between two, read back whatever the answer was.
@Suite(.serialized) struct RollbackTests {
    /// A session whose domain is switched, and a runner that takes it back.
    private struct Switched {
        let clock = TestClock()
        let trainee: Trainee
        let writer: SessionWriter
        let runner: RollbackRunner
        private let folder: TemporaryFolder
        static let domain = "nordwind.example"

        init() async throws {
            let clock = clock
            folder = try TemporaryFolder()
            trainee = try await Trainee.start("ready-to-cut-over", clock: clock)
            writer = try SessionStore(folder: folder.url).begin(
                SessionStarted(
                    name: "n", runbook: try Repository.runbook("peig-microsoft-365"),
                    tenant: TenantBinding(
                        kind: .rehearsal, tenantID: trainee.tenant.tenantID, displayName: "N", scenario: nil)),
                who: Person(name: "ida", host: "test"), now: { clock.now })
            let certificate = try await trainee.read("peig/workspace")["certificate"] as? String ?? ""
            try await trainee.write(
                .post, "domains/\(Self.domain)/federationConfiguration",
                """
                {"issuerUri": "https://x.example/i", "passiveSignInUri": "https://x.example/s",
                 "signingCertificate": "\(certificate)"}
                """)
            try writer.append(
                .cutoverVerified(CutoverVerified(attempt: "1", domain: Self.domain, configurationID: "c")))
            runner = RollbackRunner(writer: writer, access: trainee.access, pause: .milliseconds(1), patience: 3)
            clock.advance(11 * 60)
        }

        func authentication() async throws -> String? {
            try await trainee.read("domains/\(Self.domain)")["authenticationType"] as? String
        }
    }

    @Test func aSwitchIsTakenBackAndReadBack() async throws {
        let switched = try await Switched()
        guard case .managed(wasManaged: false) = try await switched.runner.perform(Switched.domain, attempt: "2") else {
            Issue.record("not managed")
            return
        }
        #expect(try await switched.authentication() == "Managed")
        guard case .rolledBack = switched.writer.state.cutover else {
            Issue.record("\(switched.writer.state.cutover)")
            return
        }
        // Both ways the domain rests between two switches.
        let plan = try #require(try CheckTests.runbook().cutover)
        let now = switched.clock.now
        #expect(GateKeeper.cooldown(plan, switched.writer.state, now: now)?.kind == .cooldown)
        #expect(GateKeeper.cooldown(plan, switched.writer.state, now: now + 601) == nil)
        await switched.trainee.tenant.stop()
    }

    /// Whatever answer comes to the removal, what is true of the domain is what is written down.
    @Test(arguments: [
        (#""status": 500, "phase": "after""#, "rolledBack", "Managed"), (#""reset": true, "phase": "after""#, "", ""),
        (#""status": 503"#, "rollbackInDoubt", "Federated"), (#""status": 403"#, "failed", "Federated"),
        (#""status": 400"#, "failed", "Federated"),
    ])
    func theDomainIsReadBackAfterAnyAnswer(effect: String, standing: String, authentication: String) async throws {
        let switched = try await Switched()
        let fault =
            #"{"match": "DELETE /v1.0/domains/*/federationConfiguration/*", "times": 1, \#(effect)}"#
        let armed = try await Service(switched.trainee.tenant).trainer(.post, "faults", fault)
        guard armed.status == 200 else { return }
        let outcome = try await switched.runner.perform(Switched.domain, attempt: "2")
        let isManaged = try await switched.authentication() == "Managed"
        if !authentication.isEmpty { #expect(isManaged == (authentication == "Managed")) }
        switch switched.writer.state.cutover {
        case .rolledBack: #expect(isManaged && (standing.isEmpty || standing == "rolledBack"))
        case .failed(let failure, _):
            #expect(!isManaged && standing == "failed" && failure.outcome == .federatedOtherwise)
        case .rollbackInDoubt:
            guard case .inDoubt(let obstacle) = outcome else { return }
            #expect(!obstacle.reason.isEmpty && !obstacle.remedy.isEmpty)
            // Later one look is enough; until it has had its time to show, it stays in doubt.
            let soon = try await switched.runner.settle(Switched.domain, attempt: "2", isOver: false)
            if case .inDoubt = soon { #expect(!isManaged) } else { #expect(isManaged) }
            guard !isManaged else { break }
            guard case .stillFederated = try await switched.runner.settle(Switched.domain, attempt: "2", isOver: true),
                case .failed = switched.writer.state.cutover
            else {
                Issue.record("still in doubt: \(switched.writer.state.cutover)")
                return
            }
        default: Issue.record("\(switched.writer.state.cutover)")
        }
        await switched.trainee.tenant.stop()
    }

    @Test func whatCannotBeReadIsNotTouched() async throws {
        let switched = try await Switched()
        switched.trainee.tenant.add(Fault(pathPrefix: "/v1.0/domains", effect: .status(503)))
        guard case .inDoubt = try await switched.runner.perform(Switched.domain, attempt: "2") else {
            Issue.record("touched")
            return
        }
        guard case .verified = switched.writer.state.cutover else {
            Issue.record("written without having been read")
            return
        }
        await switched.trainee.tenant.stop()
    }

    /// Somebody was quicker: that is written down, and nothing is sent.
    @Test func aDomainThatIsManagedAlreadyIsOnlyWrittenDown() async throws {
        let switched = try await Switched()
        let list = try await switched.trainee.read("domains/\(Switched.domain)/federationConfiguration")
        let id = (list["value"] as? [[String: Any]])?.first?["id"] as? String ?? ""
        try await switched.trainee.write(.delete, "domains/\(Switched.domain)/federationConfiguration/\(id)")
        guard case .managed(wasManaged: true) = try await switched.runner.perform(Switched.domain, attempt: "2") else {
            Issue.record("sent")
            return
        }
        #expect(switched.writer.state.lastSwitch == nil)
        await switched.trainee.tenant.stop()
    }
}
