import Foundation
import Journal
import Runbook
import SessionStore
import SimulatedTenant
import TestSupport
import Testing

@testable import Cutover
@testable import Verification

/// A switch tried on a domain without people, and what the real session may conclude from it.
@Suite(.serialized) struct StagingTrialTests {
    private static let domain = "nordwind-staging.example"
    private static let pilot = "pia.pilot@nordwind-staging.example"

    /// A session of the bundled runbook, at a tenant in which the trial can be made.
    private struct Trial {
        let clock = TestClock()
        let trainee: Trainee
        let folder: TemporaryFolder
        let store: SessionStore
        let writer: SessionWriter
        let runbook: Runbook
        let certificate: String

        init() async throws {
            let clock = clock
            folder = try TemporaryFolder()
            store = try SessionStore(folder: folder.url)
            let path = "Runbooks/staging-domain/scenarios/nobody-there.yaml"
            let scenario = try Scenario.load(try Repository.text(path), file: path, truths: nil)
            trainee = Trainee(try await SimulatedTenant.start(scenario, now: { clock.now }), clock: clock)
            certificate = try await trainee.read("peig/workspace")["certificate"] as? String ?? ""
            let source = try Repository.runbook("staging-domain")
            runbook = try RunbookLoader.load(source, vocabulary: Registry.vocabulary)
            writer = try store.begin(
                SessionStarted(
                    name: "trial", runbook: source,
                    tenant: TenantBinding(
                        kind: .live, tenantID: trainee.tenant.tenantID, displayName: "N", scenario: nil)),
                who: Person(name: "ida", host: "test"), now: { clock.now })
            for (input, answer) in [
                ("domain", StagingTrialTests.domain), ("pilot_upn", StagingTrialTests.pilot),
                ("peig_server", "login.nordwind-peig.example"), ("idp_certificate", certificate),
            ] { try writer.append(InputAnswered(input: input, answer: answer)) }
            for item in runbook.items {
                guard let statement = writer.state.statement(of: item) else { continue }
                try writer.append(ItemAttested(item: item.id, statement: statement, words: "yes"))
            }
        }

        func switchIt(_ attempt: String = "1") async throws {
            let runner = CutoverRunner(
                runbook: runbook, writer: writer, access: trainee.access, bundled: writer.state.runbook.hash,
                pause: .milliseconds(1), patience: 3)
            let preflight = try await runner.preflight(attempt: attempt)
            #expect(preflight.reasons.isEmpty, "\(preflight.reasons.map(\.message))")
            try runner.approve(attempt: attempt, try #require(preflight.seal))
            guard case .seen(let look) = try await runner.perform(attempt: attempt, onStage: { _ in }) else { return }
            #expect(look.aftermath.kind == .asMeant)
        }

        /// What of the proof is red after the switch.
        func red() async throws -> Set<String> {
            let items = try #require(runbook.step("proof")).checklist.filter { $0.asked == .whileSwitched }
            let clock = clock
            let results = await Evaluation.evaluate(
                items, answers: writer.state.answers, access: trainee.access, now: { clock.now },
                ours: OurFederation(writer.state), plan: runbook.cutover)
            try writer.append(Evaluation.events(of: items, results))
            return Set(results.filter { !$0.value.verdict.isPassed }.keys)
        }

        func takeBack() async throws {
            let runner = RollbackRunner(
                plan: try #require(runbook.cutover), writer: writer, access: trainee.access, pause: .milliseconds(1),
                patience: 3, clockDifference: { 0 })
            guard case .federated(let shown) = try await runner.look(at: StagingTrialTests.domain) else { return }
            try runner.approve(attempt: "back", shown.plan)
            guard case .seen(let look) = try await runner.perform(attempt: "back", shown.plan, onStage: { _ in }) else {
                return
            }
            #expect(look.aftermath.kind == .rolledBack)
        }

        /// What the real session's item says, with answers of its own.
        func real(_ changes: [String: String] = [:], _ other: SessionStore? = nil) async throws -> CheckResult {
            let peig = try CheckTests.runbook()
            let item = try #require(peig.item("tried-before"))
            var answers = CheckTests.answers
            answers["idp_certificate"] = certificate
            answers["staging_domain"] = StagingTrialTests.domain
            answers.merge(changes) { $1 }
            var access = trainee.access
            let proofs = StagingProofs(other ?? store, tenantID: trainee.tenant.tenantID.uppercased())
            access.stagingProof = { try proofs.newest(of: $0) }
            let clock = clock
            return try #require(
                await Evaluation.evaluate([item], answers: answers, access: access, now: { clock.now })["tried-before"])
        }
    }

    private static func words(_ result: CheckResult) -> String {
        switch result.verdict {
        case .passed: ""
        case .failed(let findings): findings.map { "\($0.message) → \($0.remedy)" }.joined(separator: "\n")
        case .unknown(let obstacle): "unknown: \(obstacle.reason) → \(obstacle.remedy)"
        }
    }

    @Test func aTrialCountsWhenItIsWholeAndTheSame() async throws {
        let trial = try await Trial()
        #expect(Self.words(try await trial.real()).contains("No session of this store has switched"))
        try await trial.switchIt()
        #expect(try await trial.red() == ["pilot-signed-in"])
        // Whoever signs in elsewhere, or can't, is no pilot of this trial.
        try await trial.trainee.write(.post, "simulation/sign-ins", #"{"user": "ida.holm@nordwind.example"}"#)
        #expect(try await trial.red() == ["pilot-signed-in"])
        trial.clock.advance(60)
        try await trial.trainee.write(.post, "simulation/sign-ins", #"{"user": "\#(Self.pilot)"}"#)
        let answers = ["ida.holm@nordwind.example", Self.pilot]
        try await trial.trainee.write(.post, "simulation/sign-ins", #"{"user": "ida.holm@nordwind.example"}"#)
        for name in answers {
            try trial.writer.append(InputAnswered(input: "pilot_upn", answer: name))
            if name != Self.pilot { #expect(try await trial.red() == ["realm-federated"]) }
        }
        let half = Self.words(try await trial.real())
        #expect(half.contains("No pilot's sign-in was seen") && half.contains("was not taken back there"), "\(half)")
        #expect(try await trial.red().isEmpty)
        trial.clock.advance(11 * 60)
        try await trial.takeBack()
        #expect(try await trial.real().verdict == .passed)
        // The same but for one thing is not the same.
        for (input, answer, words) in [
            ("peig_server", "login.other.example", "Issuer that was tried"),
            ("idp_certificate", "MIIB", "The certificate that was tried"),
            ("staging_domain", "nordwind.example", "No session of this store has switched"),
        ] {
            let said = Self.words(try await trial.real([input: answer]))
            #expect(said.contains(words) && said.contains("lockstep start staging-domain"), "\(said)")
        }
        // It grows old.
        trial.clock.advance(91 * 86_400)
        #expect(Self.words(try await trial.real()).contains("Time since it was tried"))
        await trial.trainee.tenant.stop()
    }

    /// The very same session in another store is somebody's word.
    @Test func aFileIsNoProof() async throws {
        let trial = try await Trial()
        try await trial.switchIt()
        trial.clock.advance(60)
        try await trial.trainee.write(.post, "simulation/sign-ins", #"{"user": "\#(Self.pilot)"}"#)
        trial.clock.advance(11 * 60)
        _ = try await trial.red()
        try await trial.takeBack()
        #expect(try await trial.real().verdict == .passed)
        let elsewhere = try TemporaryFolder()
        let other = try SessionStore(folder: elsewhere.url)
        _ = try other.takeIn(try trial.store.events(of: trial.writer.id), now: trial.clock.now)
        #expect(Self.words(try await trial.real([:], other)).contains("No session of this store has switched"))
        await trial.trainee.tenant.stop()
    }

    /// Without a store nothing is known, which is no finding.
    @Test func withoutAStoreItIsUnknown() async throws {
        let trial = try await Trial()
        let item = try #require(try CheckTests.runbook().item("tried-before"))
        let clock = trial.clock
        let answers = CheckTests.answers.merging([
            "staging_domain": Self.domain, "idp_certificate": trial.certificate,
        ]) { $1 }
        let result = await Evaluation.evaluate(
            [item], answers: answers, access: trial.trainee.access, now: { clock.now })["tried-before"]
        guard case .unknown = result?.verdict else {
            Issue.record("\(String(describing: result?.verdict))")
            return
        }
        await trial.trainee.tenant.stop()
    }
}
