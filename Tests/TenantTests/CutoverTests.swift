import Foundation
import Journal
import Runbook
import SessionStore
import SimulatedTenant
import Tenant
import TestSupport
import Testing
import Verification

@testable import Cutover

/// The switch, against the simulated tenant.
@Suite(.serialized) struct CutoverTests {
    /// A session in which everything is answered and attested, at a tenant that is ready.
    struct Ready {
        let clock = TestClock()
        let trainee: Trainee
        let writer: SessionWriter
        let runner: CutoverRunner
        let folder: TemporaryFolder
        let store: SessionStore
        let certificate: String

        /// - Parameter prepare: what is done with the store's folder before there is a store.
        init(prepare: (URL) throws -> Void = { _ in }) async throws {
            let clock = clock
            folder = try TemporaryFolder()
            try prepare(folder.url)
            trainee = try await Trainee.start("ready-to-cut-over", clock: clock)
            let runbook = try CheckTests.runbook()
            store = try SessionStore(folder: folder.url)
            certificate = try await trainee.read("peig/workspace")["certificate"] as? String ?? ""
            writer = try Self.begin(store, trainee, certificate, clock)
            runner = CutoverRunner(
                runbook: runbook, writer: writer, access: trainee.access, bundled: writer.state.runbook.hash,
                pause: .milliseconds(1), patience: 3)
        }

        /// Live, so that sessions of one store are about one tenant.
        private static func begin(
            _ store: SessionStore, _ trainee: Trainee, _ certificate: String, _ clock: TestClock
        ) throws -> SessionWriter {
            let writer = try store.begin(
                SessionStarted(
                    name: "n", runbook: try Repository.runbook("peig-microsoft-365"),
                    tenant: TenantBinding(
                        kind: .live, tenantID: trainee.tenant.tenantID, displayName: "N", scenario: nil)),
                who: Person(name: "ida", host: "test"), now: { clock.now })
            var answers = CheckTests.answers
            answers["idp_certificate"] = certificate
            answers["idp_metadata"] = ""
            answers["migration_deadline"] = "2027-11-28T18:00:00Z"
            for (input, answer) in answers {
                try writer.append(InputAnswered(input: input, answer: answer))
            }
            for item in try CheckTests.runbook().items where item.attestation != nil {
                let statement = writer.state.statement(of: item) ?? ""
                try writer.append(ItemAttested(item: item.id, statement: statement, words: "yes"))
            }
            return writer
        }

        /// Everybody gives their word once more: some hold for hours, and some name an answer.
        func confirm() throws {
            for item in try CheckTests.runbook().items where item.attestation != nil {
                let statement = writer.state.statement(of: item) ?? ""
                try writer.append(ItemAttested(item: item.id, statement: statement, words: "yes"))
            }
        }

        /// Another session of the same store, about the same domain.
        func another() throws -> (writer: SessionWriter, runner: CutoverRunner) {
            let writer = try Self.begin(store, trainee, certificate, clock)
            let runner = CutoverRunner(
                runbook: try CheckTests.runbook(), writer: writer, access: trainee.access,
                bundled: writer.state.runbook.hash, pause: .milliseconds(1),
                patience: 3)
            return (writer, runner)
        }

        func authentication() async throws -> String? {
            try await trainee.read("domains/nordwind.example")["authenticationType"] as? String
        }

        /// A person has seen the plan as it is found now, and types the domain's name.
        func approve(_ attempt: String, _ other: CutoverRunner? = nil) async throws {
            let runner = other ?? runner
            let seal = try await runner.preflight(attempt: attempt).seal
            try runner.approve(attempt: attempt, try #require(seal))
        }

        /// How the switch stands after an attempt.
        func perform(_ attempt: String) async throws -> Aftermath.Kind? {
            guard case .seen(let look) = try await runner.perform(attempt: attempt, onStage: { _ in }) else {
                return nil
            }
            return look.aftermath.kind
        }

        /// The federation that stands, removed behind the session's back.
        func removeFederation() async throws {
            let list = try await trainee.read("domains/nordwind.example/federationConfiguration")
            let id = ((list["value"] as? [[String: Any]])?.first?["id"] as? String) ?? ""
            try await trainee.write(.delete, "domains/nordwind.example/federationConfiguration/\(id)")
        }
    }

    @Test func aReadyTenantIsSwitchedAndVerified() async throws {
        let ready = try await Ready()
        #expect(try await ready.runner.preflight(attempt: "1").reasons.isEmpty)
        try await ready.approve("1")
        #expect(try await ready.perform("1") == .asMeant)
        #expect(try await ready.authentication() == "Federated")
        #expect(ready.writer.state.isSwitched)
        // What went along is kept, for Microsoft's support.
        #expect(ready.writer.state.switches.sendings.first?.requestID?.count == 36)
        // Reading again finds the same; and finds out what somebody changed.
        #expect(try await ready.runner.settle()?.aftermath.kind == .asMeant)
        // Again within the ten minutes, and after them: nothing is left to switch.
        let soon = try await ready.runner.preflight(attempt: "2").reasons
        #expect(soon.contains { $0.kind == .cooldown && $0.remedy.contains("10 minutes") })
        ready.clock.advance(400)
        let later = try await ready.runner.preflight(attempt: "3").reasons
        #expect(later.contains { $0.kind == .cooldown && $0.remedy.contains("4 minutes") }, "\(later)")
        #expect(later.contains { $0.kind == .switched })
        await ready.trainee.tenant.stop()
    }

    /// Somebody sets the domain back: that is an outcome of its own, and the time between two switches counts from when it
    /// was seen. Within a day it may still be an old copy that answered.
    @Test func whatSomebodySetBackIsSaidAsWhatItIs() async throws {
        let ready = try await Ready()
        try await ready.approve("1")
        #expect(try await ready.perform("1") == .asMeant)
        ready.clock.advance(700)
        try await ready.removeFederation()
        #expect(try await ready.runner.settle()?.aftermath.kind == .readsManaged)
        let switches = ready.writer.state.switches
        #expect(try #require(switches.lastSwitch) >= #require(switches.managedSince))
        let soon = try await ready.runner.preflight(attempt: "2").reasons
        #expect(soon.contains { $0.kind == .cooldown }, "\(soon)")
        ready.clock.advance(86_400)
        #expect(try await ready.runner.settle()?.aftermath.kind == .reverted)
        let late = try await ready.runner.preflight(attempt: "3").reasons
        // Words of before the switch have to be given again, and nothing else stands in the way.
        #expect(late.allSatisfy { $0.kind == .unattested && $0.message.contains("said so") }, "\(late)")
        await ready.trainee.tenant.stop()
    }

    @Test func theServiceRefusesASecondSwitchToo() async throws {
        let ready = try await Ready()
        try await ready.approve("1")
        _ = try await ready.perform("1")
        await #expect(throws: (any Error).self) { try await ready.removeFederation() }
        ready.clock.advance(601)
        try await ready.removeFederation()
        #expect(try await ready.authentication() == "Managed")
        await ready.trainee.tenant.stop()
    }

    @Test func aFullDiskBlocks() async throws {
        let ready = try await Ready()
        let runner = CutoverRunner(
            runbook: try CheckTests.runbook(), writer: ready.writer, access: ready.trainee.access,
            bundled: ready.writer.state.runbook.hash, leastRoom: .max)
        #expect(try await runner.preflight(attempt: "1").reasons.map(\.kind) == [.plan])
        try await ready.approve("1", runner)
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
            bundled: ready.writer.state.runbook.hash, clockDifference: { difference })
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
        try await ready.approve("4")
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

    /// A domain that isn't managed and whose configuration isn't shown may hold the very issuer.
    @Test func anIssuerThatIsNotShownMayCollide() async throws {
        let ready = try await Ready()
        try await ready.trainee.write(.post, "domains", #"{"id": "other.example"}"#)
        try await ready.trainee.write(.post, "domains/other.example/verify")
        let plan = try #require(ready.runner.plan)
        let reply = await ready.trainee.admin.write(
            .post, GraphPath(["domains", "other.example", "federationConfiguration"]),
            InternalDomainFederation(
                displayName: "x", issuerUri: "https://x.example/", passiveSignInUri: "https://x.example/sso",
                signOutUri: "", signingCertificate: plan.federation.signingCertificate ?? "",
                preferredAuthenticationProtocol: "saml", federatedIdpMfaBehavior: "rejectMfaByFederatedIdp"))
        _ = try reply.result.get()
        #expect(try await ready.runner.preflight(attempt: "1").reasons.isEmpty)
        ready.trainee.tenant.add(
            Fault(pathPrefix: "/v1.0/domains/other.example/federationConfiguration", effect: .status(404)))
        let reasons = try await ready.runner.preflight(attempt: "2").reasons
        #expect(reasons.map(\.kind) == [.unknown] && !reasons[0].remedy.isEmpty, "\(reasons)")
        await ready.trainee.tenant.stop()
    }

    @Test func withoutApprovalOrWithAnotherAttemptsNothingHappens() async throws {
        let ready = try await Ready()
        for approval in [nil, "other"] {
            if let approval { try await ready.approve(approval) }
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
        try await ready.approve("1")
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
        try await ready.approve("1")
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
        let outcome: Aftermath.Kind
        var testDescription: String { "\(effect)" }
    }

    /// Whatever the switch is answered with, evidence decides what is said: only a refusal in Graph's own form is one.
    @Test(
        .serialized,
        arguments: [
            Doubt(effect: .failureAfterEffect(), outcome: .asMeant), Doubt(effect: .reset, outcome: .asMeant),
            Doubt(effect: .truncatedBody, outcome: .asMeant), Doubt(effect: .html, outcome: .notKnown),
            Doubt(effect: .status(500), outcome: .notKnown), Doubt(effect: .status(503), outcome: .notKnown),
            Doubt(effect: .status(504), outcome: .notKnown), Doubt(effect: .status(408), outcome: .notKnown),
            Doubt(effect: .status(429, retryAfter: 1), outcome: .managed),
            Doubt(effect: .status(400), outcome: .managed), Doubt(effect: .status(401), outcome: .managed),
            Doubt(effect: .status(403), outcome: .managed), Doubt(effect: .status(409), outcome: .managed),
        ])
    func evidenceDecidesAfterAnyAnswer(doubt: Doubt) async throws {
        let ready = try await Ready()
        try await ready.approve("1")
        ready.trainee.tenant.add(
            Fault(method: "POST", pathPrefix: "/v1.0/domains", effect: doubt.effect, times: 1))
        #expect(try await ready.perform("1") == doubt.outcome)
        #expect(try await ready.authentication() == (doubt.outcome == .asMeant ? "Federated" : "Managed"))
        let state = ready.writer.state
        #expect(state.aftermath.kind == doubt.outcome)
        // What was refused needs no rest; what may have taken effect keeps its ten minutes.
        #expect((state.switches.lastSwitch == nil) == (doubt.outcome == .managed))
        let reasons = try await ready.runner.preflight(attempt: "2").reasons
        #expect(reasons.isEmpty == (doubt.outcome == .managed), "\(reasons)")
        await ready.trainee.tenant.stop()
    }

    /// A switch that nobody knows the outcome of ends with evidence, or with the day, and the same plan may follow it.
    @Test func doubtEndsWithEvidenceOrWithTheDay() async throws {
        let ready = try await Ready()
        try await ready.approve("1")
        ready.trainee.tenant.add(Fault(method: "POST", pathPrefix: "/v1.0/domains", effect: .status(500), times: 1))
        #expect(try await ready.perform("1") == .notKnown)
        // Two hours prove nothing.
        ready.clock.advance(7_300)
        #expect(try await ready.runner.settle()?.aftermath.kind == .notKnown)
        // The same plan may be sent again, said as what it is; another may not.
        let again = try await ready.runner.preflight(attempt: "2")
        #expect(again.reasons.isEmpty && again.sentBefore.count == 1, "\(again.reasons)")
        let host = ready.writer.state.answers["peig_server"] ?? ""
        try ready.writer.append(InputAnswered(input: "peig_server", answer: "other.example"))
        try ready.confirm()
        let other = try await ready.runner.preflight(attempt: "3").reasons
        #expect(other.map(\.kind) == [.inDoubt], "\(other)")
        try ready.writer.append(InputAnswered(input: "peig_server", answer: host))
        try ready.confirm()
        ready.clock.advance(86_400)
        #expect(try await ready.runner.settle()?.aftermath.kind == .managed)
        // The day has taken the words with it that hold for today.
        let aged = try await ready.runner.preflight(attempt: "4").reasons
        #expect(!aged.isEmpty && aged.allSatisfy { $0.kind == .unattested }, "\(aged)")
        try ready.confirm()
        #expect(try await ready.runner.preflight(attempt: "5").reasons.isEmpty)
        await ready.trainee.tenant.stop()
    }

    /// The first one had taken effect, and didn't show: the second is refused because of that, and settles it.
    @Test func aConfigurationThatIsThereAlreadySettlesTheFirst() async throws {
        let ready = try await Ready()
        await ready.trainee.tenant.keepHistory()
        try await ready.approve("1")
        ready.trainee.tenant.add(
            Fault(method: "POST", pathPrefix: "/v1.0/domains", effect: .failureAfterEffect(), times: 1))
        ready.trainee.tenant.add(
            Fault(method: "GET", pathPrefix: "/v1.0/domains", effect: .staleRead(lag: 7_200)))
        // The audit log would know; here nobody may read it.
        ready.trainee.tenant.add(Fault(pathPrefix: "/v1.0/auditLogs", effect: .status(403)))
        #expect(try await ready.perform("1") == .notKnown)
        ready.clock.advance(601)
        try await ready.approve("2")
        #expect(try await ready.perform("2") == .unread)
        #expect(ready.writer.state.switches.sendings.map(\.answer?.kind) == [.unclear, .exists])
        ready.trainee.tenant.clearFaults()
        #expect(try await ready.runner.settle()?.aftermath.kind == .asMeant)
        await ready.trainee.tenant.stop()
    }

    /// Somebody was quicker with the very same plan: it is federated as meant, and not by this session.
    @Test func whatSomebodyElseWasQuickerWithIsNotOurs() async throws {
        let ready = try await Ready()
        try await ready.approve("1")
        let plan = try #require(ready.runner.plan)
        let body = String(decoding: try JSONEncoder().encode(plan.federation), as: UTF8.self)
        let trainee = ready.trainee
        // After the last look, and before our request: in between nobody looks.
        let answer = Task {
            while ready.writer.state.switches.sendings.isEmpty { await Task.yield() }
            try await trainee.write(.post, "domains/nordwind.example/federationConfiguration", body)
        }
        trainee.tenant.add(
            Fault(
                method: "POST", path: PathPattern("/v1.0/domains/nordwind.example/federationConfiguration"),
                client: "Lockstep", times: 1, effect: .hold(milliseconds: 700)))
        #expect(try await ready.perform("1") == .asMeant)
        try await answer.value
        let state = ready.writer.state
        #expect(state.switches.sendings.map(\.answer?.kind) == [.exists])
        #expect(state.switches.federation?.attempt == nil && OurFederation(state) == nil)
        // So the way back asks for more, and nothing is held as if this session had switched.
        #expect(try #require(try CheckTests.runbook().item("domain-ready")).asked == .beforeSwitch)
        let runbook = try CheckTests.runbook()
        #expect(state.held(try #require(runbook.item("domain-ready")), of: runbook) == nil)
        await trainee.tenant.stop()
    }

    /// A federation that only an answer told of, and that somebody set back before anybody could read it: doubt ends.
    @Test func whatOnlyAnAnswerToldOfEndsToo() async throws {
        let ready = try await Ready()
        await ready.trainee.tenant.keepHistory()
        try await ready.approve("1")
        ready.trainee.tenant.add(
            Fault(method: "POST", pathPrefix: "/v1.0/domains", effect: .failureAfterEffect(status: 504), times: 1))
        ready.trainee.tenant.add(Fault(method: "GET", pathPrefix: "/v1.0/domains", effect: .staleRead(lag: 108_000)))
        ready.trainee.tenant.add(Fault(pathPrefix: "/v1.0/auditLogs", effect: .status(403)))
        ready.trainee.tenant.add(Fault(pathPrefix: "/getuserrealm.srf", effect: .status(503)))
        #expect(try await ready.perform("1") == .notKnown)
        ready.clock.advance(660)
        try await ready.approve("2")
        #expect(try await ready.perform("2") == .unread)
        ready.clock.advance(660)
        ready.trainee.tenant.clearFaults()
        try await ready.removeFederation()
        // The audit log tells that somebody changed it since; a day later it is certain.
        #expect(try await ready.runner.settle()?.aftermath.kind == .readsManaged)
        ready.clock.advance(90_000)
        #expect(try await ready.runner.settle()?.aftermath.kind == .reverted)
        try ready.confirm()
        #expect(try await ready.runner.preflight(attempt: "3").reasons.isEmpty)
        await ready.trainee.tenant.stop()
    }

    /// The audit log has our entry: it took effect, so nothing is sent again, however long it doesn't show.
    @Test func theAuditLogIsEvidence() async throws {
        let ready = try await Ready()
        await ready.trainee.tenant.keepHistory()
        try await ready.approve("1")
        ready.trainee.tenant.add(
            Fault(method: "POST", pathPrefix: "/v1.0/domains", effect: .failureAfterEffect(), times: 1))
        ready.trainee.tenant.add(
            Fault(method: "GET", pathPrefix: "/v1.0/domains", effect: .staleRead(lag: 7_200)))
        #expect(try await ready.perform("1") == .notKnown)
        #expect(ready.writer.state.switches.sendings.first?.auditedAt != nil)
        ready.clock.advance(601)
        let reasons = try await ready.runner.preflight(attempt: "2").reasons
        #expect(reasons.contains { $0.kind == .inDoubt }, "\(reasons)")
        await ready.trainee.tenant.stop()
    }

    /// Somebody else switched the domain a moment ago, with no store of ours: the audit log tells.
    @Test func aSwitchByAnybodyInTheLastTenMinutesCounts() async throws {
        let ready = try await Ready()
        let plan = try #require(ready.runner.plan)
        let body = String(decoding: try JSONEncoder().encode(plan.federation), as: UTF8.self)
        try await ready.trainee.write(.post, "domains/nordwind.example/federationConfiguration", body)
        let federated = try await ready.runner.preflight(attempt: "1").reasons
        #expect(federated.contains { $0.kind == .switched } && federated.contains { $0.subject == "domain-ready" })
        ready.clock.advance(601)
        try await ready.removeFederation()
        let soon = try await ready.runner.preflight(attempt: "2").reasons
        #expect(soon.map(\.kind) == [.cooldown], "\(soon)")
        ready.clock.advance(601)
        #expect(try await ready.runner.preflight(attempt: "3").reasons.isEmpty)
        await ready.trainee.tenant.stop()
    }

    /// An answer that changed between the approval and the switch changes the plan, and voids the approval.
    @Test func whatWasApprovedIsWhatIsSent() async throws {
        let ready = try await Ready()
        try await ready.approve("1")
        try ready.writer.append(InputAnswered(input: "peig_server", answer: "other.example"))
        try ready.confirm()
        guard case .blocked(let reasons) = try await ready.runner.perform(attempt: "1", onStage: { _ in }) else {
            Issue.record("another plan was sent than the one that was approved")
            return
        }
        #expect(reasons.map(\.kind) == [.unapproved])
        // So does a subdomain that would be switched along.
        try ready.writer.append(
            InputAnswered(input: "peig_server", answer: CheckTests.answers["peig_server"] ?? ""))
        try ready.confirm()
        try await ready.approve("2")
        try await ready.trainee.write(.post, "domains", #"{"id": "mail.nordwind.example"}"#)
        guard case .blocked(let later) = try await ready.runner.perform(attempt: "2", onStage: { _ in }) else {
            Issue.record("a subdomain that nobody saw was switched along")
            return
        }
        #expect(later.map(\.kind) == [.unapproved])
        #expect(try await ready.authentication() == "Managed")
        await ready.trainee.tenant.stop()
    }

    /// A second session of the same store, for the same domain of the same tenant.
    @Test func oneDomainIsSwitchedByOneAtATime() async throws {
        let ready = try await Ready()
        try await ready.approve("1")
        ready.trainee.tenant.add(Fault(method: "POST", pathPrefix: "/v1.0/domains", effect: .status(500), times: 1))
        let second = try ready.another()
        try await ready.approve("9", second.runner)
        #expect(try await ready.perform("1") == .notKnown)
        // It was approved while nothing had been sent yet; it is refused all the same, and told by whom.
        guard case .blocked(let reasons) = try await second.runner.perform(attempt: "9", onStage: { _ in }) else {
            Issue.record("two switches of one domain at once")
            return
        }
        #expect(reasons.contains { $0.kind == .inDoubt && $0.remedy.contains(ready.writer.id) }, "\(reasons)")
        #expect(reasons.contains { $0.kind == .cooldown })
        // Deleting the first session makes nobody forget what it sent.
        ready.writer.release()
        try ready.store.delete(ready.writer.id, name: ready.writer.state.name, who: Person(name: "ida", host: "test"))
        #expect(try await second.runner.preflight(attempt: "10").reasons.contains { $0.kind == .cooldown })
        await ready.trainee.tenant.stop()
    }

    /// The process "dies" after the switch: what is true is found out later, not assumed, and nothing is sent again.
    @Test func anUnreadableDomainStaysInDoubtUntilItIsRead() async throws {
        let ready = try await Ready()
        try await ready.approve("1")
        ready.trainee.tenant.add(
            Fault(method: "POST", pathPrefix: "/v1.0/domains", effect: .failureAfterEffect(), times: 1))
        ready.trainee.tenant.add(
            Fault(
                method: "GET", path: PathPattern("/v1.0/domains/nordwind.example$"), from: 3, effect: .status(503)))
        #expect(try await ready.perform("1") == .notKnown)
        let reasons = try await ready.runner.preflight(attempt: "2").reasons
        #expect(reasons.contains { $0.kind == .inDoubt })
        ready.trainee.tenant.clearFaults()
        #expect(try await ready.runner.settle()?.aftermath.kind == .asMeant)
        #expect(ready.writer.state.isSwitched)
        await ready.trainee.tenant.stop()
    }

    @Test(arguments: [
        "MAAA", "", "bm90IGEgY2VydGlmaWNhdGU=", CertificateSamples.curve, CertificateSamples.weak,
        CertificateSamples.edwards,
    ])
    func aDoubtfulCertificateIsNeverSent(certificate: String) async throws {
        let ready = try await Ready()
        try ready.writer.append(InputAnswered(input: "idp_certificate", answer: certificate))
        try await ready.approve("1")
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
                now: { clock.now }, ours: OurFederation(ready.writer.state), plan: runbook.cutover
            ).mapValues { $0.verdict.isPassed }
        }
        #expect(!Board(runbook, ready.writer.state, now: Date()).card(step).isOpen)
        #expect(
            await verdicts() == [
                "federation-as-meant": false, "realm-federated": false, "way-back-still-there": true,
            ])
        try await ready.approve("1")
        _ = try await ready.perform("1")
        #expect(Board(runbook, ready.writer.state, now: Date()).card(step).isOpen)
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
        try ready.writer.append(InputAnswered(input: "domain", answer: "other.example"))
        let reasons = GateKeeper.cutoverBlockers(
            try CheckTests.runbook(), ready.writer.state, standard: .remembered, now: ready.clock.now)
        let unchecked = Set(reasons.filter { $0.kind == .unchecked }.compactMap(\.subject))
        #expect(
            unchecked == [
                "corporate-domain", "everyone-onboarded", "identifiers-compared", "all-onboarded", "nobody-locked-out",
                "domain-ready", "way-back", "tokens-accepted",
            ])
        let unattested = Set(reasons.filter { $0.kind == .unattested }.compactMap(\.subject))
        #expect(
            unattested == [
                "provider-active", "deadline-announced", "everyone-onboarded", "all-onboarded", "identifiers-linked",
                "still-unassigned",
            ])
        await ready.trainee.tenant.stop()
    }

    /// Microsoft took the switch, and its replicas don't know of it yet: neither done nor failed, whoever asks.
    @Test func aSwitchThatDoesNotShowYetStaysInDoubt() async throws {
        let ready = try await Ready()
        try await ready.approve("1")
        await ready.trainee.tenant.keepHistory()
        ready.trainee.tenant.add(
            Fault(method: "GET", pathPrefix: "/v1.0/domains/nordwind.example", effect: .staleRead(lag: 1_800)))
        #expect(try await ready.perform("1") == .notKnown)
        for seconds in [29.0, 571, 300] {
            ready.clock.advance(seconds)
            #expect(try await ready.runner.settle()?.aftermath.kind == .notKnown)
            #expect(ready.writer.state.switches.lastSwitch != nil)
        }
        ready.clock.advance(1_200)
        #expect(try await ready.runner.settle()?.aftermath.kind == .asMeant)
        await ready.trainee.tenant.stop()
    }

    /// A decision is good for seconds, and for the plan that was cleared: anything else is refused where it would be sent.
    @Test func anOldClearanceSendsNothing() async throws {
        let ready = try await Ready()
        let plan = try #require(ready.runner.plan)
        let token = try await ready.trainee.access.graph.readyToWrite()
        for (number, seconds, isOther) in [(1, 16.0, false), (2, -16, false), (3, 0, true)] {
            let attempt = "\(number)"
            let preflight = try await ready.runner.preflight(attempt: attempt)
            let seal = try #require(preflight.seal)
            try ready.runner.approve(attempt: attempt, seal)
            let now = ready.clock.now
            guard
                case .open(let clearance) = GateKeeper.decide(
                    try CheckTests.runbook(), ready.writer.state, attempt: attempt, seal: seal,
                    bundled: ready.writer.state.runbook.hash, now: now)
            else {
                Issue.record("not open")
                return
            }
            let answer = await FederationSwitch.send(
                plan, content: isOther ? "other" : seal.content, clearance, ready.trainee.access.graph, with: token,
                requestID: "r", now: now + seconds)
            #expect(answer.kind == .refused && answer.status == nil && answer.words.hasPrefix("Nothing was sent"))
        }
        #expect(try await ready.authentication() == "Managed")
        await ready.trainee.tenant.stop()
    }

    /// Whoever sends the switch must be able to take it back: nobody who signs in on the domain itself, or on one that
    /// follows it; and what the token doesn't say isn't taken for granted.
    @Test(arguments: [
        (#""upn":"ida@nordwind.example","scp":"a""#, Reason.Kind.wayBack),
        (#""upn":"ida@Mail.Nordwind.Example","scp":"a""#, .wayBack),
        (#""preferred_username":"ida@nordwind.example","scp":"a""#, .wayBack), (#""scp":"a""#, .unknown),
        (#""roles":[]"#, .unknown), (#""upn":"e@nordwind.onmicrosoft.com","scp":"a""#, nil),
        (#""upn":"e@notnordwind.example","scp":"a""#, nil), (#""roles":["Domain.Read.All"]"#, nil),
    ])
    func whoeverSwitchesCanTakeItBack(claims: String, kind: Reason.Kind?) async throws {
        let ready = try await Ready()
        let tenant = ready.trainee.tenant
        let json = "{\"exp\":4102444800,\(claims)}"
        let body = Data(json.utf8).base64EncodedString().replacing("=", with: "").replacing("+", with: "-")
            .replacing("/", with: "_")
        let client = GraphClient(
            endpoints: TenantEndpoints(
                authority: tenant.address, graph: tenant.address, scope: "https://graph.microsoft.com/.default",
                anchor: tenant.anchor),
            credential: ClientCredential(tenant: tenant.tenantID, clientID: "c", method: .token("e30.\(body).c2ln")))
        let left = await ResultingState.problems("nordwind.example", sends: true, TenantAccess(client))
        #expect(left.account?.kind == kind, "\(left.account?.message ?? "nothing")")
        // A person with commands signs in themselves.
        #expect(await ResultingState.problems("nordwind.example", sends: false, TenantAccess(client)).account == nil)
        await tenant.stop()
    }

    /// What would be left after the switch: nobody who could take it back is a reason, as a gate that fails.
    @Test func aSwitchThatNobodyCouldTakeBackIsRefused() async throws {
        let ready = try await Ready()
        let outside = await EmergencyAdministrators.read(outside: "nordwind.example", ready.trainee.access)
        for name in try outside.get().names {
            try await ready.trainee.write(.patch, "users/\(name)", #"{"accountEnabled": false}"#)
        }
        // The item says it; where somebody waived that, or the runbook has no such item, the rule does.
        let reasons = try await ready.runner.preflight(attempt: "1").reasons
        #expect(reasons.map(\.subject) == ["way-back"], "\(reasons)")
        let item = try #require(try CheckTests.runbook().item("way-back"))
        #expect(item.waiving == .never)
        let access = ready.trainee.access
        let left = await ResultingState.problems("nordwind.example", sends: true, access)
        #expect(left.administrators?.kind == .wayBack && left.account == nil)
        // Everybody is outside a domain that isn't the tenant's: that is no answer.
        #expect(await ResultingState.problems("other.example", sends: true, access).administrators?.kind == .wayBack)
        try await ready.trainee.write(.post, "domains", #"{"id": "other.example"}"#)
        #expect(await ResultingState.problems("other.example", sends: true, access).administrators == nil)
        await ready.trainee.tenant.stop()
    }
}
