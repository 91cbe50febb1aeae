import Foundation
import Journal
import Runbook
import Sameness
import SessionStore
import Tenant
import Verification

/// Takes a switch back: a switch too, by as many people and under the same clock. It removes just the configuration
/// that was shown, reads what is true, and writes it down. A reading that may be old concludes nothing.
public struct RollbackRunner: Sendable {
    /// What would be removed, as it reads now.
    public struct Shown: Sendable {
        public let plan: RemovalPlan
        public let federation: InternalDomainFederation?
        /// Why the configuration can't be read, if it can't.
        public let unreadable: Obstacle?
        /// Who runs the provider, as the configuration names it.
        public let whom: String
        /// Since when it stands, as far as this store or the audit log knows, in words.
        public let since: String
    }

    /// What stands there to be removed.
    public enum Sight: Sendable {
        case federated(Shown)
        /// Nothing to remove, by this reading.
        case managed(Settling.Look)
        case unreadable(Obstacle)
    }

    /// What an attempt at the removal came to.
    public enum RemovalResult: Sendable {
        /// Nothing was sent.
        case blocked([Reason])
        case seen(Settling.Look)
    }

    private let plan: CutoverPlan
    private let writer: SessionWriter
    private let client: GraphClient
    private let settling: Settling
    private let patience: Int
    private let clockDifference: @Sendable () -> TimeInterval?

    public init(
        plan: CutoverPlan, writer: SessionWriter, access: TenantAccess, pause: Duration = .seconds(2),
        patience: Int = 15, clockDifference: (@Sendable () -> TimeInterval?)? = nil
    ) {
        self.plan = plan
        self.writer = writer
        client = access.graph
        self.patience = patience
        self.clockDifference = clockDifference ?? { access.graph.clockDifference }
        settling = Settling(writer: writer, client: access.graph, pause: pause)
    }

    /// What every session of this store has sent to and read of the domain.
    public func history(of domain: String) throws(StoreProblem) -> SwitchHistory { try writer.history(of: domain) }

    /// Reads the domain as it is, writes down what is new, and says what a removal would remove.
    public func look(at domain: String) async throws(StoreProblem) -> Sight {
        let meant = SwitchPlan(plan, answers: writer.state.answers)
        _ = try await settling.look(domain, meant)
        let history = try history(of: domain)
        let writer = writer
        let found = await DomainLook.take(
            domain, plan: meant, history: history, client: client, patience: client.patience(), now: { writer.time })
        switch found.reading {
        case .failure(let fault): return .unreadable(Obstacle(reason: fault.reason, remedy: fault.remedy))
        case .success(let reading) where !reading.isFederated:
            return .managed(Settling.Look(history: found.applied(to: history), unreadable: nil))
        case .success(let reading): return .federated(shown(reading, domain, found.applied(to: history)))
        }
    }

    private func shown(_ reading: DomainReading, _ domain: String, _ history: SwitchHistory) -> Shown {
        let state = writer.state
        let standing = StandingFederation(
            reading, own: state.histories[DomainName.folded(domain)], history: history)
        let federation = standing.federation
        return Shown(
            plan: RemovalPlan(
                tenantID: state.tenant.tenantID, domain: domain, configurationID: federation?.id,
                issuer: federation?.issuerUri,
                certificate: CertificateText.digest(federation?.signingCertificate), isOurs: standing.isOurs),
            federation: federation,
            unreadable: standing.unreadable.map { Obstacle(reason: $0.reason, remedy: $0.remedy) },
            whom: standing.whom, since: standing.since ?? "not known here: this session didn't set it")
    }

    /// Journals that somebody agreed to the removal.
    /// - Parameter person: nil for the one who writes.
    public func approve(attempt: String, _ plan: RemovalPlan, by person: Person? = nil) throws(StoreProblem) {
        try writer.append(
            RollbackApproved(
                attempt: attempt, domain: plan.domain, plan: plan.hash, approvedBy: person,
                account: writer.who.account))
    }

    /// Reads once more, decides, removes what was shown and nothing else, and reads back what became of it.
    public func perform(
        attempt: String, _ shown: RemovalPlan, onStage: @Sendable (String) -> Void
    ) async throws(StoreProblem) -> RemovalResult {
        let domain = shown.domain
        let token: WriteToken
        do throws(TenantFault) {
            token = try await client.readyToWrite()
        } catch {
            return .blocked([Reason(kind: .unknown, subject: nil, message: error.reason, remedy: error.remedy)])
        }
        let now: Shown
        switch try await look(at: domain) {
        case .unreadable(let obstacle):
            return .blocked([Reason(kind: .unknown, subject: nil, message: obstacle.reason, remedy: obstacle.remedy)])
        case .managed:
            return .blocked([
                Reason(
                    kind: .unknown, subject: nil,
                    message: "\(domain) read as managed just now, so there was nothing to remove. Nothing was sent.",
                    remedy: "Type \"verify\": it says what is known.")
            ])
        case .federated(let found): now = found
        }
        if let obstacle = now.unreadable {
            return .blocked([
                Reason(
                    kind: .unknown, subject: nil,
                    message: "The federation's configuration can't be read now. \(obstacle.reason)",
                    remedy: obstacle.remedy)
            ])
        }
        var further = [MachineReasons.clock(difference: clockDifference(), then: "rollback")].compactMap(\.self)
        if now.plan.hash != shown.hash {
            further.append(
                Reason(
                    kind: .plan, subject: nil,
                    message: "The federation of \(domain) isn't the one any more that was shown.",
                    remedy: "Type \"rollback\" again, and look at what it would remove."))
        }
        let (state, time) = (writer.state, writer.time)
        switch GateKeeper.decideRemoval(
            plan, state, attempt: attempt, removal: now.plan, history: try history(of: domain), further: further,
            now: time)
        {
        case .blocked(let reasons): return .blocked(reasons)
        case .open(let clearance):
            let requestID = GraphClient.newRequestID()
            let refused = try writer.begin(
                RollbackStarted(clearance, requestID: requestID), of: domain
            ) { GateKeeper.removalBlockers(plan, $0, removal: now.plan, now: time) }
            if !refused.isEmpty { return .blocked(refused) }
            onStage("Removing the federation of \(domain); it can't be called back, and Ctrl-C isn't listened to")
            let answer = await FederationRemoval.send(
                clearance, client, with: token, requestID: requestID, now: writer.time)
            onStage("Answer: \(answer.words) (client-request-id \(requestID))")
            try writer.append(SwitchAnswered(attempt: attempt, domain: domain, answer: answer))
            onStage("Reading back what is true of \(domain)")
            return .seen(
                try await settling.wait(
                    domain, SwitchPlan(plan, answers: state.answers), attempt: attempt,
                    looks: answer.kind == .refused ? 1 : patience))
        }
    }
}
