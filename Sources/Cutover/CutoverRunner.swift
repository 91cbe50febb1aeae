import Foundation
import Journal
import Runbook
import SessionStore
import Tenant
import Verification

/// Takes a session through its cutover: preflight, approval, switch, verification. What a person is asked and told
/// is the conversation's business.
public struct CutoverRunner: Sendable {
    /// What an attempt came to.
    public enum Outcome: Sendable {
        case blocked([Reason])
        /// Federated, and configured as it was meant.
        case verified(configurationID: String)
        case failed(CutoverFailed)
        /// The switch was sent, and what became of it can't be said yet: the session stays in doubt.
        case inDoubt(Obstacle)
        /// A person has the commands, and the domain wasn't seen to be federated: the session stays in doubt.
        case unseen(until: Date)
    }

    /// What an attempt found before anybody approves it.
    public struct Preflight: Sendable {
        /// Everything that stands in the way but the approval.
        public let reasons: [Reason]
        /// Subdomains that would be switched along.
        public let subdomains: [String]
        /// Those of the reasons that neither the items nor the session's past give.
        fileprivate let further: [Reason]
    }

    /// Who sends the switch.
    public enum Hand: Sendable {
        case lockstep
        /// A person, with commands that are shown to them. `watches`: the domain is read until it is federated, the
        /// commands have run out, or the task is cancelled.
        case person(watches: Bool, show: @Sendable (SwitchScript) -> Void)
    }

    private let runbook: Runbook
    private let writer: SessionWriter
    private let access: TenantAccess
    private var client: GraphClient { access.graph }
    /// Time between two readings while a switch may still be on its way through Microsoft's services.
    private let pause: Duration
    private let patience: Int
    private let leastRoom: Int64
    private let clockDifference: @Sendable () -> TimeInterval?

    /// - Parameters:
    ///   - pause: between two readings of the domain after the switch.
    ///   - patience: how many readings may still show the old state.
    ///   - leastRoom: bytes that the journal's disk must have left. A switch whose outcome can't be written down is
    ///     worse than one that waits.
    ///   - clockDifference: Microsoft's clock against this machine's, in seconds; nil while it isn't known.
    public init(
        runbook: Runbook, writer: SessionWriter, access: TenantAccess, pause: Duration = .seconds(2),
        patience: Int = 15, leastRoom: Int64 = 16 << 20, clockDifference: (@Sendable () -> TimeInterval?)? = nil
    ) {
        self.clockDifference = clockDifference ?? { access.graph.clockDifference }
        self.leastRoom = leastRoom
        self.runbook = runbook
        self.writer = writer
        self.access = access
        self.pause = pause
        self.patience = patience
    }

    /// What the switch would set; nil while an answer is missing.
    public var plan: SwitchPlan? {
        runbook.cutover.flatMap { SwitchPlan($0, answers: writer.state.answers) }
    }

    /// Until when commands work that a person was shown, while nobody has read back what became of them; nil otherwise.
    public var commandsUntil: Date? {
        guard case .inDoubt = writer.state.cutover else { return nil }
        return writer.state.handedOver?.addingTimeInterval(SwitchScript.goodFor)
    }

    /// The items that the cutover depends on.
    public var gateItems: [Item] {
        runbook.cutover == nil ? [] : runbook.stepsOfGate.flatMap(\.checklist).filter(\.isRequired)
    }

    /// Checks everything live for this attempt and journals each verdict.
    public func preflight(
        attempt: String, onNews: @escaping @Sendable (ReadingNews) -> Void = { _ in },
        onResult: @escaping @Sendable (String, CheckResult) -> Void = { _, _ in }
    ) async throws(StoreProblem) -> Preflight {
        let items = gateItems
        let writer = writer
        async let surroundings = surroundings()
        let results = await Evaluation.evaluate(
            items, answers: writer.state.answers, access: access, now: { writer.time }, onNews: onNews,
            onResult: onResult)
        let (around, problems) = await surroundings
        let checked = Evaluation.events(of: items, results, attempt: attempt)
        let state = checked.isEmpty ? writer.state : try writer.append(checked)
        let further =
            (plan?.problems(now: writer.time) ?? []) + problems
            + [MachineReasons.clock(difference: clockDifference()), MachineReasons.room(writer.room, least: leastRoom)]
            .compactMap(\.self)
        let reasons = GateKeeper.cutoverBlockers(
            runbook, state, standard: .fresh(attempt: attempt), now: writer.time)
        return Preflight(reasons: reasons + further, subdomains: around?.subdomains ?? [], further: further)
    }

    private func surroundings() async -> (DomainSurroundings?, [Reason]) {
        guard let plan else { return (nil, []) }
        do throws(TenantFault) {
            let found = try await DomainSurroundings.read(plan, client)
            return (found, found.problems(plan))
        } catch {
            return (
                nil,
                [
                    Reason(
                        kind: .unknown, subject: nil,
                        message:
                            "It can't be said whether \(plan.domain) collides with another domain. \(error.reason)",
                        remedy: error.remedy)
                ]
            )
        }
    }

    /// Journals that the attempt was refused, and why.
    public func refuse(attempt: String, _ reasons: [Reason]) throws(StoreProblem) {
        try writer.append(.cutoverRefused(CutoverRefused(attempt: attempt, reasons: reasons)))
    }

    /// Journals that a person typed the domain's name for this attempt.
    public func approve(attempt: String, domain: String) throws(StoreProblem) {
        try writer.append(.cutoverApproved(CutoverApproved(attempt: attempt, domain: domain)))
    }

    /// Checks everything once more, decides, switches, and reads back what became of it.
    /// - Parameters:
    ///   - hand: who sends the switch.
    ///   - onStage: told what begins, in words.
    public func perform(
        attempt: String, by hand: Hand = .lockstep, onStage: @Sendable (String) -> Void
    ) async throws(StoreProblem) -> Outcome {
        onStage("Checking everything once more")
        let preflight = try await preflight(attempt: attempt)
        guard let plan else {
            try refuse(attempt: attempt, preflight.reasons)
            return .blocked(preflight.reasons)
        }
        let now = writer.time
        switch GateKeeper.decide(
            runbook, writer.state, attempt: attempt, further: preflight.further, now: now)
        {
        case .blocked(let reasons):
            try refuse(attempt: attempt, reasons)
            return .blocked(reasons)
        case .open(let clearance):
            // Nothing is awaited between the decision and the switch but the switch itself.
            if case .person(let watches, let show) = hand {
                try writer.append(.cutoverStarted(CutoverStarted(clearance, byHand: true)))
                let script = SwitchScript(plan, clearance, tenant: writer.state.tenant)
                show(script)
                guard watches else { return .unseen(until: script.until) }
                return try await watch(attempt: attempt, plan, until: script.until, onStage)
            }
            try writer.append(.cutoverStarted(CutoverStarted(clearance)))
            onStage("Switching \(plan.domain) to federated")
            let reply = await FederationSwitch.send(plan, clearance, client)
            onStage("Reading back what is true of \(plan.domain)")
            return try await settle(attempt: attempt, plan, reply: reply)
        }
    }

    /// Reads what is true of a domain that was switched, whatever the journal says of it, and writes it down.
    /// - Returns: nil when nothing was ever switched.
    public func settle() async throws(StoreProblem) -> Outcome? {
        let attempt: String
        switch writer.state.cutover {
        case .notStarted: return nil
        case .inDoubt(let started, _, _): attempt = started
        case .verified, .failed: attempt = writer.state.approval?.attempt ?? ""
        case .rollbackInDoubt, .rolledBack: return nil
        }
        guard let plan else { return nil }
        return try await settle(attempt: attempt, plan, reply: nil)
    }

    /// Reads the domain while a person works. What can't be read for a while is read again: nothing was sent from here.
    private func watch(
        attempt: String, _ plan: SwitchPlan, until: Date, _ onStage: @Sendable (String) -> Void
    ) async throws(StoreProblem) -> Outcome {
        while !Task.isCancelled, writer.time < until {
            onStage("Watching \(plan.domain)")
            try? await Task.sleep(for: pause)
            let seen: DomainReading
            do throws(TenantFault) {
                seen = try await DomainReading.read(plan.domain, client, client.patience())
            } catch {
                continue
            }
            if seen.isFederated, seen.configuration != nil { return try conclude(attempt: attempt, plan, seen, nil) }
        }
        return .unseen(until: until)
    }

    private func settle(
        attempt: String, _ plan: SwitchPlan, reply: Result<Void, TenantFault>?
    ) async throws(StoreProblem) -> Outcome {
        var refusal: TenantFault?
        var patience = patience
        if case .failure(let fault) = reply {
            refusal = fault
            // A refusal with a reason comes before anything is done; after any other end the service may still be at it.
            if case .refused = fault { patience = 1 }
            if case .forbidden = fault { patience = 1 }
        }
        // Without an answer to wait for, one look is enough: the switch was sent long ago.
        if reply == nil { patience = 1 }
        var last: Result<DomainReading, TenantFault> = .failure(.transport(.cancelled))
        // All readings share one budget of waits: what can't be seen within it is in doubt.
        let waits = client.patience()
        for reading in 1...max(1, patience) {
            if reading > 1 { try? await Task.sleep(for: pause) }
            do throws(TenantFault) {
                let seen = try await DomainReading.read(plan.domain, client, waits)
                last = .success(seen)
                if seen.isFederated, seen.configuration != nil { break }
            } catch {
                last = .failure(error)
            }
            if Task.isCancelled { break }
        }
        switch last {
        case .failure(let fault): return .inDoubt(Obstacle(reason: fault.reason, remedy: fault.remedy))
        case .success(let seen):
            if let until = commandsUntil, writer.time < until, !seen.isFederated {
                // Somebody may still run the commands: to call it a failure would open the gate beside them.
                return .unseen(until: until)
            }
            if case .success = reply, !seen.isFederated {
                // Taken, and not to be seen yet: to call that a failure would be a guess.
                return .inDoubt(
                    Obstacle(
                        reason: "Microsoft took the switch and still shows \(plan.domain) as managed. "
                            + "It can take up to two hours to show.",
                        remedy: "Wait some minutes."))
            }
            return try conclude(attempt: attempt, plan, seen, refusal)
        }
    }

    private func conclude(
        attempt: String, _ plan: SwitchPlan, _ seen: DomainReading, _ refusal: TenantFault?
    ) throws(StoreProblem) -> Outcome {
        if seen.isFederated {
            let differences = seen.differences(from: plan.federation)
            if differences.isEmpty, let id = seen.configuration?.id {
                try writer.append(
                    .cutoverVerified(CutoverVerified(attempt: attempt, domain: plan.domain, configurationID: id)))
                return .verified(configurationID: id)
            }
            let words = differences.isEmpty ? "its configuration has no id" : differences.joined(separator: "; ")
            return try fail(attempt, plan, .federatedOtherwise, words)
        }
        let seen =
            switch writer.state.cutover {
            case .verified: "It was federated, and somebody has set it back."
            case .failed(let failure, _) where failure.outcome == .federatedOtherwise:
                "It was federated otherwise than planned, and somebody has set it back."
            default: "It never became federated."
            }
        return try fail(attempt, plan, .stillManaged, refusal?.reason ?? seen)
    }

    private func fail(
        _ attempt: String, _ plan: SwitchPlan, _ outcome: CutoverFailed.Outcome, _ reason: String
    ) throws(StoreProblem) -> Outcome {
        let failure = CutoverFailed(attempt: attempt, domain: plan.domain, outcome: outcome, reason: reason)
        try writer.append(.cutoverFailed(failure))
        return .failed(failure)
    }
}
