import Foundation
import Journal
import Runbook
import Sameness
import SessionStore
import Tenant
import Verification

/// Takes a session through its cutover: preflight, approval, switch, reading back. What a person is asked and told
/// is the conversation's business; what became of a switch is `Aftermath`'s.
public struct CutoverRunner: Sendable {
    /// What an attempt came to.
    public enum SwitchResult: Sendable {
        /// Nothing was sent.
        case blocked([Reason])
        /// The switch was sent, or may have been by a person with commands; the look says how it stands.
        case seen(Settling.Look)
        /// A person has the commands, and nobody watches.
        case handedOut(until: Date)
    }

    /// Who sends the switch.
    public enum Hand: Sendable {
        case lockstep
        /// A person, with commands that are shown to them. `watches`: the domain is read until it is federated, the
        /// commands have run out, or the task is cancelled.
        case person(watches: Bool, show: @Sendable (SwitchScript) -> Void)

        var isLockstep: Bool { if case .lockstep = self { true } else { false } }
    }

    private let session: Session
    private var runbook: Runbook { session.runbook }
    let writer: SessionWriter
    var access: TenantAccess { session.access }
    var client: GraphClient { access.graph }
    private let settling: Settling
    private let patience: Int
    private let leastRoom: Int64
    private let clockDifference: @Sendable () -> TimeInterval?
    /// `RunbookSource.hash` of the runbook of this name that comes with Lockstep.
    private let bundled: String?

    /// - Parameters:
    ///   - bundled: `RunbookSource.hash` of the runbook of this name that comes with Lockstep; nil if none does.
    ///   - pause: between two readings of the domain after the switch.
    ///   - patience: how many readings may still show the old state before the person is told.
    ///   - leastRoom: bytes that the journal's disk must have left. A switch whose outcome can't be written down is
    ///     worse than one that waits.
    ///   - clockDifference: Microsoft's clock against this machine's, in seconds; nil while it isn't known.
    public init(
        runbook: Runbook, writer: SessionWriter, access: TenantAccess, bundled: String?, pause: Duration = .seconds(2),
        patience: Int = 15, leastRoom: Int64 = 16 << 20, clockDifference: (@Sendable () -> TimeInterval?)? = nil
    ) {
        self.clockDifference = clockDifference ?? { access.graph.clockDifference }
        self.leastRoom = leastRoom
        self.bundled = bundled
        self.writer = writer
        session = Session(runbook: runbook, writer: writer, access: access)
        self.patience = patience
        settling = Settling(writer: writer, client: access.graph, pause: pause)
    }

    /// What the switch would set; nil while an answer is missing.
    public var plan: SwitchPlan? {
        runbook.cutover.flatMap { SwitchPlan($0, answers: writer.state.answers) }
    }

    /// `PlanSeal.content` of what would be sent; nil while an answer is missing.
    public var content: String? { plan?.seal(tenantID: writer.state.tenant.tenantID).content }

    /// Whether all that is known of the domain's switch comes from a file.
    public var isHearsay: Bool { (try? history())?.isHearsay ?? false }

    /// What every session of this store has sent to and read of the domain that would be switched.
    public func history() throws(StoreProblem) -> SwitchHistory {
        guard let domain = runbook.cutover?.domain.filled(writer.state.answers) else { return writer.state.switches }
        return try writer.history(of: domain)
    }

    /// The same, with the domain as it reads now: what another session sent may have come to its end since anybody looked.
    public func historyNow() async throws(StoreProblem) -> SwitchHistory {
        let history = try history()
        guard case .success(let look) = await lookBefore() else { return history }
        return look.applied(to: history)
    }

    // MARK: - Before the switch

    /// What the domain's past says against a switch before anything is read. What somebody else has set there is read first.
    public func standing(_ plan: CutoverPlan, _ history: SwitchHistory) -> [Reason] {
        let (state, now) = (writer.state, writer.time)
        let reasons = GateKeeper.switchBlockers(plan, state, content: content, history: history, now: now)
        return CutoverRunner.withoutStrangers(reasons, history, plan, state, now: now)
    }

    /// Checks everything live for this attempt and journals each verdict.
    public func preflight(
        attempt: String, by hand: Hand = .lockstep, onNews: @escaping @Sendable (ReadingNews) -> Void = { _ in },
        onResult: @escaping @Sendable (String, CheckResult) -> Void = { _, _ in }
    ) async throws(StoreProblem) -> SwitchPreflight {
        try writer.heedKeys()
        let items = runbook.itemsOfGate
        async let surroundings = surroundings()
        async let resulting = resulting(hand)
        async let seen = lookBefore()
        let results = await session.look(at: items, for: .attempt(attempt), onNews: onNews, onResult: onResult)
        let (around, problems) = await surroundings
        let state = try session.record(items, results, for: .attempt(attempt)).board.state
        var history = try history()
        var (read, isFederated): ([Reason], Bool) = ([], false)
        var isHandedOver = false
        switch await seen {
        case .success(let look):
            history = look.applied(to: history)
            let federated = CutoverRunner.federated(look, plan, history, state)
            isFederated = !federated.isEmpty
            read = federated + SwitchFloor.reasons(look, plan?.domain)
            isHandedOver = look.isHandedOver
            // Where something of ours is on its way, that is what it means; otherwise somebody else is at it.
            if isHandedOver, read.isEmpty, history.openSwitches.isEmpty, let plan {
                read = [
                    Reason(
                        kind: .unknown, subject: nil,
                        message:
                            "The sign-in service hands people of \(plan.domain) over to a provider already, and the "
                            + "directory says managed: somebody may be switching it.",
                        remedy: "Ask who does, wait some minutes, and type cutover again.")
                ]
            }
        case .failure(let reason): read = [reason].compactMap(\.self)
        }
        let left = await resulting
        let seal = plan?.seal(
            tenantID: state.tenant.tenantID, subdomains: around?.subdomains ?? [],
            lockedOut: CutoverRunner.lockedOut(items, results), runbook: state.runbook.hash,
            conditions: SwitchConditions.lines(runbook, state, now: writer.time))
        var reasons = GateKeeper.cutoverBlockers(
            runbook, state, standard: .fresh(attempt: attempt), content: seal?.content, history: history,
            now: writer.time)
        if isFederated, let cutover = runbook.cutover {
            reasons = CutoverRunner.withoutStrangers(reasons, history, cutover, state, now: writer.time)
        }
        // An item that blocks for it has said it already; one that is waived doesn't take it away.
        let isSaid = items.contains { item in
            item.check?.resource == EmergencyAdministrators.resource && reasons.contains { $0.subject == item.id }
        }
        let further =
            (plan?.problems(now: writer.time) ?? []) + problems + read
            + [isSaid ? nil : left?.administrators, left?.account].compactMap(\.self)
            + [
                MachineReasons.clock(difference: clockDifference(), then: "cutover"),
                MachineReasons.room(writer.room, least: leastRoom),
            ]
            .compactMap(\.self)
        return SwitchPreflight(
            // What an item has said is said.
            reasons: reasons + further.filter { more in !reasons.contains { $0.message == more.message } },
            subdomains: around?.subdomains ?? [], seal: seal,
            sentBefore: runbook.cutover.map {
                GateKeeper.sentBefore($0, history, content: seal?.content, now: writer.time)
            } ?? [], isHandedOver: isHandedOver, further: further)
    }

    /// Journals that the attempt was refused, and why.
    public func refuse(attempt: String, _ reasons: [Reason]) throws(StoreProblem) {
        try writer.append(CutoverRefused(attempt: attempt, reasons: reasons))
    }

    /// Journals that somebody agreed to a plan for this attempt.
    /// - Parameter person: nil for the one who writes.
    /// - Parameter runbook: the runbook's id, where it was typed.
    public func approve(
        attempt: String, _ seal: PlanSeal, by person: Person? = nil, runbook: String? = nil
    ) throws(StoreProblem) {
        try writer.append(
            CutoverApproved(
                attempt: attempt, domain: seal.domain, plan: seal.hash, approvedBy: person,
                account: writer.who.account, runbook: runbook))
    }

    // MARK: - The switch

    /// Checks everything once more, decides, switches, and reads back what became of it.
    /// - Parameters:
    ///   - hand: who sends the switch.
    ///   - onStage: told what begins, in words.
    public func perform(
        attempt: String, by hand: Hand = .lockstep, onStage: @Sendable (String) -> Void
    ) async throws(StoreProblem) -> SwitchResult {
        onStage("Checking everything once more")
        let token: WriteToken
        do throws(TenantFault) {
            // In hand before the decision: a sign-in can't begin between it and the switch.
            token = try await client.readyToWrite()
        } catch {
            return try blocked(
                attempt,
                [Reason(kind: .unknown, subject: nil, message: error.reason, remedy: error.remedy)])
        }
        let preflight = try await preflight(attempt: attempt, by: hand)
        guard let plan, let cutover = runbook.cutover, let seal = preflight.seal else {
            return try blocked(attempt, preflight.reasons)
        }
        // The last look, immediately before: somebody may have switched it while everything was checked.
        let look: DomainLook
        switch await lookBefore() {
        case .success(let found): look = found
        case .failure(let reason): return try blocked(attempt, preflight.reasons + [reason].compactMap(\.self))
        }
        let (state, now) = (writer.state, writer.time)
        let history = look.applied(to: try history())
        let further =
            preflight.further + CutoverRunner.federated(look, plan, history, state)
            + SwitchFloor.reasons(look, plan.domain)
        switch GateKeeper.decide(
            runbook, state, attempt: attempt, seal: seal, history: history, bundled: bundled, further: further,
            now: now)
        {
        case .blocked(let reasons): return try blocked(attempt, reasons)
        case .open(let clearance):
            // Nothing is awaited between the decision and the switch but the switch itself.
            func objections(_ known: SwitchHistory) -> [Reason] {
                GateKeeper.switchBlockers(
                    cutover, state, content: seal.content, history: look.applied(to: known), now: now)
            }
            let requestID = GraphClient.newRequestID()
            if case .person(let watches, let show) = hand {
                let until = clearance.decidedAt.addingTimeInterval(SwitchTimes.commands)
                let refused = try writer.begin(
                    CutoverStarted(clearance, requestID: requestID, commandsUntil: until),
                    of: plan.domain,
                    objections: objections)
                if !refused.isEmpty { return try blocked(attempt, refused) }
                show(SwitchScript(plan, clearance, tenant: state.tenant, requestID: requestID))
                guard watches else { return .handedOut(until: until) }
                return .seen(try await settling.watch(plan.domain, plan, attempt: attempt, until: until, onStage))
            }
            let refused = try writer.begin(
                CutoverStarted(clearance, requestID: requestID), of: plan.domain,
                objections: objections)
            if !refused.isEmpty { return try blocked(attempt, refused) }
            onStage("Switching \(plan.domain) to federated; it can't be called back, and Ctrl-C isn't listened to")
            let answer = await FederationSwitch.send(
                plan, content: seal.content, clearance, client, with: token, requestID: requestID, now: writer.time)
            onStage("Answer: \(answer.words) (client-request-id \(requestID))")
            try writer.append(
                SwitchAnswered(attempt: attempt, domain: plan.domain, answer: answer))
            onStage("Reading back what is true of \(plan.domain)")
            // What was refused before any effect needs one look; anything else may still be on its way.
            return .seen(
                try await settling.wait(
                    plan.domain, plan, attempt: attempt, looks: answer.kind == .refused ? 1 : patience))
        }
    }

    private func blocked(_ attempt: String, _ reasons: [Reason]) throws(StoreProblem) -> SwitchResult {
        try refuse(attempt: attempt, reasons)
        return .blocked(reasons)
    }

    /// Looks at a domain that something was sent to, whatever the journal says of it, and writes down what is new.
    /// - Returns: nil when nothing was ever sent.
    public func settle() async throws(StoreProblem) -> Settling.Look? {
        let history = writer.state.switches
        guard !history.sendings.isEmpty || history.federation != nil else { return nil }
        let plan = plan.flatMap { DomainName.folded($0.domain) == history.domain ? $0 : nil }
        return try await settling.look(history.domain, plan)
    }
}
