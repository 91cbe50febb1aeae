import Cutover
import Foundation
import Journal
import Runbook
import SessionStore
import SimulatedTenant
import TestSupport
import Testing
import Verification

/// The switch, against the simulated tenant.
@Suite(.serialized) struct CutoverTests {
    /// A session in which everything is answered and attested, at a tenant that is ready.
    struct Ready {
        let clock = TestClock()
        let trainee: Trainee
        let writer: SessionWriter
        let runner: CutoverRunner
        let folder: TemporaryFolder

        init() async throws {
            let clock = clock
            folder = try TemporaryFolder()
            trainee = try await Trainee.start("ready-to-cut-over", clock: clock)
            let source = try Repository.runbook("peig-microsoft-365")
            let runbook = try CheckTests.runbook()
            writer = try SessionStore(folder: folder.url).begin(
                SessionStarted(
                    name: "n", runbook: source,
                    tenant: TenantBinding(
                        kind: .rehearsal, tenantID: trainee.tenant.tenantID, displayName: "N", scenario: nil)),
                who: Person(name: "ida", host: "test"), now: { clock.now })
            let workspace = try await trainee.read("peig/workspace")
            var answers = CheckTests.answers
            answers["idp_certificate"] = workspace["certificate"] as? String
            for (input, answer) in answers {
                try writer.append(.inputAnswered(InputAnswered(input: input, answer: answer)))
            }
            for item in runbook.items where item.attestation != nil {
                let statement = item.attestation?.shown(answers) ?? ""
                try writer.append(.itemAttested(ItemAttested(item: item.id, statement: statement, words: "yes")))
            }
            runner = CutoverRunner(
                runbook: runbook, writer: writer, access: trainee.access, pause: .milliseconds(1), patience: 3)
        }

        func authentication() async throws -> String? {
            try await trainee.read("domains/nordwind.example")["authenticationType"] as? String
        }
    }

    @Test func aReadyTenantIsSwitchedAndVerified() async throws {
        let ready = try await Ready()
        #expect(try await ready.runner.preflight(attempt: "1").reasons.isEmpty)
        try ready.runner.approve(attempt: "1", domain: "nordwind.example")
        guard case .verified = try await ready.runner.perform(attempt: "1", onStage: { _ in }) else {
            Issue.record("not verified")
            return
        }
        #expect(try await ready.authentication() == "Federated")
        guard case .verified = ready.writer.state.cutover else {
            Issue.record("not journalled")
            return
        }
        // Reading again finds the same; and finds out what somebody changed.
        guard case .verified = try await ready.runner.settle() else {
            Issue.record("not verified again")
            return
        }
        // Again within the ten minutes, and after them: nothing is left to switch.
        let soon = try await ready.runner.preflight(attempt: "2").reasons
        #expect(soon.contains { $0.kind == .cooldown && $0.remedy.contains("10 minutes") })
        ready.clock.advance(400)
        let later = try await ready.runner.preflight(attempt: "3").reasons
        #expect(later.contains { $0.kind == .cooldown && $0.remedy.contains("4 minutes") }, "\(later)")
        #expect(later.contains { $0.kind == .switched })
        ready.clock.advance(300)
        let list = try await ready.trainee.read("domains/nordwind.example/federationConfiguration")
        let id = ((list["value"] as? [[String: Any]])?.first?["id"] as? String) ?? ""
        try await ready.trainee.write(.delete, "domains/nordwind.example/federationConfiguration/\(id)")
        guard case .failed(let failure) = try await ready.runner.settle(), failure.outcome == .stillManaged else {
            Issue.record("somebody set it back, and nobody noticed")
            return
        }
        await ready.trainee.tenant.stop()
    }

    @Test func theServiceRefusesASecondSwitchToo() async throws {
        let ready = try await Ready()
        try ready.runner.approve(attempt: "1", domain: "nordwind.example")
        _ = try await ready.runner.perform(attempt: "1", onStage: { _ in })
        let list = try await ready.trainee.read("domains/nordwind.example/federationConfiguration")
        let id = ((list["value"] as? [[String: Any]])?.first?["id"] as? String) ?? ""
        await #expect(throws: (any Error).self) {
            try await ready.trainee.write(.delete, "domains/nordwind.example/federationConfiguration/\(id)")
        }
        ready.clock.advance(601)
        try await ready.trainee.write(.delete, "domains/nordwind.example/federationConfiguration/\(id)")
        #expect(try await ready.authentication() == "Managed")
        await ready.trainee.tenant.stop()
    }

    @Test func aFullDiskBlocks() async throws {
        let ready = try await Ready()
        let runner = CutoverRunner(
            runbook: try CheckTests.runbook(), writer: ready.writer, access: ready.trainee.access, leastRoom: .max)
        #expect(try await runner.preflight(attempt: "1").reasons.map(\.kind) == [.plan])
        try runner.approve(attempt: "1", domain: "nordwind.example")
        guard case .blocked(let reasons) = try await runner.perform(attempt: "1", onStage: { _ in }) else {
            Issue.record("switched with no room to write it down")
            return
        }
        #expect(reasons.contains { $0.message.contains("MB left") })
        #expect(try await ready.authentication() == "Managed")
        await ready.trainee.tenant.stop()
    }

    /// Seconds that Microsoft's clock is ahead of ours, and whether that stands in the way.
    @Test(arguments: [(0.0, true), (59, true), (-59, true), (61, false), (-420, false), (nil, false)])
    func aClockThatCannotBeReliedOnBlocks(difference: Double?, isOpen: Bool) async throws {
        let ready = try await Ready()
        let runner = CutoverRunner(
            runbook: try CheckTests.runbook(), writer: ready.writer, access: ready.trainee.access,
            clockDifference: { difference })
        let reasons = try await runner.preflight(attempt: "1").reasons
        #expect(reasons.map(\.kind) == (isOpen ? [] : [.clock]))
        if let difference, !isOpen {
            #expect(reasons[0].message.contains(difference > 0 ? "2 minutes behind" : "7 minutes ahead of"))
        }
        await ready.trainee.tenant.stop()
    }

    /// What else of the tenant a switch touches: it is said, and a collision with another domain stands in the way.
    @Test func otherDomainsAreLookedAtBeforeTheSwitch() async throws {
        let ready = try await Ready()
        try await ready.trainee.write(.post, "domains", #"{"id": "mail.nordwind.example"}"#)
        let well = try await ready.runner.preflight(attempt: "1")
        #expect(well.reasons.isEmpty && well.subdomains == ["mail.nordwind.example"])
        // Another domain with an issuer of its own is no matter; with ours it is.
        try await ready.trainee.write(.post, "domains", #"{"id": "other.example"}"#)
        try await ready.trainee.write(.post, "domains/other.example/verify")
        let plan = try #require(ready.runner.plan)
        func federate(_ issuer: String) async throws {
            let body = """
                {"issuerUri": "\(issuer)", "passiveSignInUri": "https://x.example/sso", "displayName": "x",
                 "signingCertificate": "\(plan.federation.signingCertificate ?? "")"}
                """
            try await ready.trainee.write(.post, "domains/other.example/federationConfiguration", body)
        }
        try await federate("https://x.example/")
        #expect(try await ready.runner.preflight(attempt: "2").reasons.isEmpty)
        ready.clock.advance(601)
        let list = try await ready.trainee.read("domains/other.example/federationConfiguration")
        let id = ((list["value"] as? [[String: Any]])?.first?["id"] as? String) ?? ""
        try await ready.trainee.write(.delete, "domains/other.example/federationConfiguration/\(id)")
        ready.clock.advance(601)
        try await federate((plan.federation.issuerUri ?? "").uppercased().replacing("HTTPS", with: "https"))
        let clash = try await ready.runner.preflight(attempt: "3").reasons
        #expect(clash.map(\.kind) == [.plan] && clash[0].message.contains("other.example is federated with the issuer"))
        try ready.runner.approve(attempt: "4", domain: "nordwind.example")
        guard case .blocked = try await ready.runner.perform(attempt: "4", onStage: { _ in }) else {
            Issue.record("switched with another domain's issuer")
            return
        }
        // What can't be read is no clearance.
        ready.trainee.tenant.add(
            Fault(pathPrefix: "/v1.0/domains/other.example/federationConfiguration", effect: .status(503)))
        #expect(try await ready.runner.preflight(attempt: "5").reasons.map(\.kind) == [.unknown])
        await ready.trainee.tenant.stop()
    }

    @Test func withoutApprovalOrWithAnotherAttemptsNothingHappens() async throws {
        let ready = try await Ready()
        for approval in [nil, "other"] {
            if let approval { try ready.runner.approve(attempt: approval, domain: "nordwind.example") }
            guard case .blocked(let reasons) = try await ready.runner.perform(attempt: "1", onStage: { _ in }) else {
                Issue.record("switched without approval")
                return
            }
            #expect(reasons.map(\.kind) == [.unapproved])
        }
        #expect(try await ready.authentication() == "Managed")
        await ready.trainee.tenant.stop()
    }

    /// What turned red between the approval and the switch stops it: verdicts are taken for the attempt itself.
    @Test func aTenantThatChangedInBetweenIsNotSwitched() async throws {
        let ready = try await Ready()
        #expect(try await ready.runner.preflight(attempt: "1").reasons.isEmpty)
        try ready.runner.approve(attempt: "1", domain: "nordwind.example")
        try await ready.trainee.write(.post, "users", Trainee.newUser("late@nordwind.example"))
        guard case .blocked(let reasons) = try await ready.runner.perform(attempt: "1", onStage: { _ in }) else {
            Issue.record("switched all the same")
            return
        }
        #expect(
            Set(reasons.compactMap(\.subject)) == [
                "everyone-onboarded", "identifiers-compared", "all-onboarded", "nobody-locked-out",
            ])
        #expect(try await ready.authentication() == "Managed")
        #expect(ready.writer.state.refusals == 1)
        await ready.trainee.tenant.stop()
    }

    @Test func aFaultAtTheGateBlocks() async throws {
        let ready = try await Ready()
        try ready.runner.approve(attempt: "1", domain: "nordwind.example")
        ready.trainee.tenant.add(Fault(pathPrefix: "/v1.0/users", effect: .status(503)))
        guard case .blocked(let reasons) = try await ready.runner.perform(attempt: "1", onStage: { _ in }) else {
            Issue.record("a fault read as a pass")
            return
        }
        #expect(reasons.allSatisfy { $0.kind == .unknown } && !reasons.isEmpty)
        await ready.trainee.tenant.stop()
    }

    struct Doubt: Sendable, CustomTestStringConvertible {
        let effect: Fault.Effect
        let isFederated: Bool
        var testDescription: String { "\(effect)" }
    }

    /// Whatever the switch is answered with, the domain decides what is written down.
    @Test(
        .serialized,
        arguments: [
            Doubt(effect: .failureAfterEffect(), isFederated: true), Doubt(effect: .reset, isFederated: true),
            Doubt(effect: .truncatedBody, isFederated: true), Doubt(effect: .html, isFederated: false),
            Doubt(effect: .status(500), isFederated: false),
            Doubt(effect: .status(429, retryAfter: 1), isFederated: false),
        ])
    func theDomainIsReadBackAfterAnyAnswer(doubt: Doubt) async throws {
        let ready = try await Ready()
        try ready.runner.approve(attempt: "1", domain: "nordwind.example")
        ready.trainee.tenant.add(
            Fault(method: "POST", pathPrefix: "/v1.0/domains", effect: doubt.effect, times: 1))
        let outcome = try await ready.runner.perform(attempt: "1", onStage: { _ in })
        #expect(try await ready.authentication() == (doubt.isFederated ? "Federated" : "Managed"))
        switch outcome {
        case .verified: #expect(doubt.isFederated)
        case .failed(let failure):
            #expect(!doubt.isFederated && failure.outcome == .stillManaged)
            #expect(ready.writer.state.lastSwitch == nil, "nothing was switched, so nothing has to cool down")
        default: Issue.record("\(outcome)")
        }
        await ready.trainee.tenant.stop()
    }

    /// The process "dies" after the switch: what is true is found out later, not assumed, and nothing is sent again.
    @Test func anUnreadableDomainStaysInDoubtUntilItIsRead() async throws {
        let ready = try await Ready()
        try ready.runner.approve(attempt: "1", domain: "nordwind.example")
        ready.trainee.tenant.add(
            Fault(method: "POST", pathPrefix: "/v1.0/domains", effect: .failureAfterEffect(), times: 1))
        ready.trainee.tenant.add(
            Fault(method: "GET", pathPrefix: "/v1.0/domains/nordwind.example", effect: .status(503)))
        guard case .inDoubt = try await ready.runner.perform(attempt: "1", onStage: { _ in }) else {
            Issue.record("not in doubt")
            return
        }
        let reasons = try await ready.runner.preflight(attempt: "2").reasons
        #expect(reasons.contains { $0.kind == .inDoubt })
        ready.trainee.tenant.clearFaults()
        guard case .verified = try await ready.runner.settle() else {
            Issue.record("not settled")
            return
        }
        guard case .verified = ready.writer.state.cutover else {
            Issue.record("not journalled")
            return
        }
        await ready.trainee.tenant.stop()
    }

    @Test(arguments: ["MAAA", "", "bm90IGEgY2VydGlmaWNhdGU="])
    func aDoubtfulCertificateIsNeverSent(certificate: String) async throws {
        let ready = try await Ready()
        try ready.writer.append(.inputAnswered(InputAnswered(input: "idp_certificate", answer: certificate)))
        try ready.runner.approve(attempt: "1", domain: "nordwind.example")
        guard case .blocked(let reasons) = try await ready.runner.perform(attempt: "1", onStage: { _ in }) else {
            Issue.record("a broken certificate was sent")
            return
        }
        #expect(reasons.contains { $0.kind == .plan && $0.remedy.contains("set idp_certificate") })
        await ready.trainee.tenant.stop()
    }

    /// What comes after the switch is red before it and green after it, and red again when somebody else changes it.
    @Test func whatComesAfterTheSwitchOpensWithIt() async throws {
        let ready = try await Ready()
        let runbook = try CheckTests.runbook()
        let step = try #require(runbook.step("after-the-switch"))
        func verdicts() async -> [String: Bool] {
            let clock = ready.clock
            return await Evaluation.evaluate(
                step.checklist, answers: ready.writer.state.answers, access: ready.trainee.access,
                now: { clock.now }, ours: OurFederation(ready.writer.state)
            ).mapValues { $0.verdict.isPassed }
        }
        #expect(!ready.writer.state.isOpen(step, in: runbook))
        #expect(
            await verdicts() == [
                "federation-as-meant": false, "realm-federated": false, "way-back-still-there": true,
            ])
        try ready.runner.approve(attempt: "1", domain: "nordwind.example")
        _ = try await ready.runner.perform(attempt: "1", onStage: { _ in })
        #expect(ready.writer.state.isOpen(step, in: runbook))
        #expect(await verdicts().values.allSatisfy { $0 })
        // Somebody removes it and makes it anew: the same values, and not ours.
        ready.clock.advance(11 * 60)
        let path = "domains/nordwind.example/federationConfiguration"
        let mine = try #require(
            (try await ready.trainee.read(path)["value"] as? [[String: Any]])?.first)
        try await ready.trainee.write(.delete, "\(path)/\(mine["id"] ?? "")")
        ready.clock.advance(11 * 60)
        var copy = mine
        for key in ["id", "@odata.context", "domain"] { copy[key] = nil }
        let json = String(
            decoding: try JSONSerialization.data(withJSONObject: copy.compactMapValues { $0 is NSNull ? nil : $0 }),
            as: UTF8.self)
        try await ready.trainee.write(.post, path, json)
        let after = await verdicts()
        #expect(after["federation-as-meant"] == false && after["realm-federated"] == true)
        await ready.trainee.tenant.stop()
    }

    /// A verdict is about what the questions were answered with; another answer makes it nobody's verdict.
    @Test func anotherAnswerVoidsVerdictsAndWords() async throws {
        let ready = try await Ready()
        #expect(try await ready.runner.preflight(attempt: "1").reasons.isEmpty)
        try ready.writer.append(.inputAnswered(InputAnswered(input: "domain", answer: "other.example")))
        let reasons = GateKeeper.cutoverBlockers(
            try CheckTests.runbook(), ready.writer.state, standard: .remembered, now: ready.clock.now)
        let unchecked = Set(reasons.filter { $0.kind == .unchecked }.compactMap(\.subject))
        #expect(
            unchecked == [
                "corporate-domain", "everyone-onboarded", "identifiers-compared", "all-onboarded", "nobody-locked-out",
                "domain-ready", "way-back",
            ])
        let unattested = Set(reasons.filter { $0.kind == .unattested }.compactMap(\.subject))
        #expect(unattested == ["provider-active", "deadline-announced"])
        await ready.trainee.tenant.stop()
    }

    /// Microsoft took the switch, and its replicas don't know of it yet: neither done nor failed.
    @Test func aSwitchThatDoesNotShowYetStaysInDoubt() async throws {
        let ready = try await Ready()
        try ready.runner.approve(attempt: "1", domain: "nordwind.example")
        await ready.trainee.tenant.keepHistory()
        ready.trainee.tenant.add(
            Fault(method: "GET", pathPrefix: "/v1.0/domains/nordwind.example", effect: .staleRead(lag: 3_600)))
        guard case .inDoubt(let obstacle) = try await ready.runner.perform(attempt: "1", onStage: { _ in }) else {
            Issue.record("what can't be seen was called done or failed")
            return
        }
        #expect(obstacle.reason.contains("still shows nordwind.example as managed"))
        ready.trainee.tenant.clearFaults()
        guard case .verified = try await ready.runner.settle() else {
            Issue.record("not settled")
            return
        }
        await ready.trainee.tenant.stop()
    }
}
