import Foundation
import Journal
import Runbook
import Sameness
import SessionStore
import Tenant
import Verification

/// Looks at a domain that something was sent to, writes down what is new, and says how it stands. What it means is
/// `Aftermath`'s business.
public struct Settling: Sendable {
    /// What a look came to.
    public struct Look: Sendable {
        /// With the last reading in it, whether or not it was worth a line in the journal.
        public let history: SwitchHistory
        /// Why the domain couldn't be read, if it couldn't.
        public let unreadable: Obstacle?

        public var aftermath: Aftermath { Aftermath.decide(history) }
    }

    let writer: SessionWriter
    let client: GraphClient
    /// Between two readings while a change may still be on its way through Microsoft's services.
    let pause: Duration

    /// One look at everything.
    /// - Parameter plan: what a federation is compared with.
    public func look(_ domain: String, _ plan: SwitchPlan?) async throws(StoreProblem) -> Look {
        try await look(domain, plan, .all, client.patience())
    }

    /// Looks until it is known what became of an attempt, or so often at most. Cancelling ends it after a look.
    func wait(
        _ domain: String, _ plan: SwitchPlan?, attempt: String, looks: Int
    ) async throws(StoreProblem) -> Look {
        // All readings share one budget of waits: what can't be seen within it is not known.
        let patience = client.patience()
        for number in 1..<max(1, looks) {
            let seen = try await look(domain, plan, .directory, patience)
            if isKnown(seen, attempt) || Task.isCancelled { break }
            if number + 1 < looks { try? await Task.sleep(for: pause) }
        }
        return try await look(domain, plan, .all, client.patience())
    }

    /// - Parameter attempt: the one that is waited for: what was sent before it may stay unknown for a day.
    private func isKnown(_ look: Look, _ attempt: String) -> Bool {
        if let sent = look.history.sendings.last(where: { $0.attempt == attempt }), !sent.isOpen,
            look.aftermath.isNotKnown
        {
            return true
        }
        switch look.aftermath {
        case .notKnown, .unread, .refused: return false
        case .nothingSent, .asMeant, .otherwise, .managed, .rolledBack, .reverted: return look.unreadable == nil
        }
    }

    /// Looks while a person sends the switch with their own hands, until it shows, the commands have run out, or the
    /// task is cancelled. What can't be read for a while is read again: nothing was sent from here.
    func watch(
        _ domain: String, _ plan: SwitchPlan?, attempt: String, until: Date, _ onStage: @Sendable (String) -> Void
    ) async throws(StoreProblem) -> Look {
        while !Task.isCancelled, writer.time < until {
            onStage("Watching \(domain)")
            try? await Task.sleep(for: pause)
            let seen = try await look(domain, plan, .directory, client.patience())
            if isKnown(seen, attempt) { break }
        }
        return try await look(domain, plan, .all, client.patience())
    }

    private func look(
        _ domain: String, _ plan: SwitchPlan?, _ breadth: DomainLook.Breadth, _ patience: Patience
    ) async throws(StoreProblem) -> Look {
        let writer = writer
        let found = await DomainLook.take(
            domain, plan: plan,
            history: writer.state.histories[DomainName.folded(domain)] ?? SwitchHistory(domain: domain),
            breadth: breadth, client: client, patience: patience, now: { writer.time })
        let state = try writer.append { state in Settling.news(found, domain, state) }
        let history = state.histories[DomainName.folded(domain)] ?? SwitchHistory(domain: domain)
        var unreadable: Obstacle?
        if case .failure(let fault) = found.reading {
            unreadable = Obstacle(reason: fault.reason, remedy: fault.remedy)
        }
        return Look(history: found.applied(to: history), unreadable: unreadable)
    }

    // MARK: - What is written down

    /// What of a look is worth a line in the journal: what says something new, and what follows from it. A session that
    /// has sent nothing writes nothing.
    static func news(_ look: DomainLook, _ domain: String, _ state: SessionState) -> [any EventPayload] {
        guard var history = state.histories[DomainName.folded(domain)],
            !history.sendings.isEmpty || history.federation != nil
        else { return [] }
        let before = Aftermath.decide(history)
        var payloads: [any EventPayload] = []
        for audit in look.audits where isNew(audit, history) {
            history.take(audit)
            payloads.append(audit)
        }
        for sighting in look.sightings {
            var after = history
            after.see(sighting)
            guard isNew(sighting, history) || Aftermath.decide(after).kind != Aftermath.decide(history).kind else {
                continue
            }
            history = after
            payloads.append(DomainSeen(domain: domain, sighting: sighting))
        }
        if let conclusion = conclusion(before, history, domain) { payloads.append(conclusion) }
        return payloads
    }

    private static func isNew(_ sighting: DomainSighting, _ history: SwitchHistory) -> Bool {
        let last = sighting.source == .directory ? history.directory : history.signIn
        guard let last, last.federation == sighting.federation else { return true }
        // The first after something was sent, even if it says what the one before did.
        return history.sendings.contains { last.time < $0.at && sighting.time >= $0.at }
    }

    private static func isNew(_ audit: SwitchAudited, _ history: SwitchHistory) -> Bool {
        guard let attempt = audit.attempt else {
            return audit.succeeded && Event.text(history.foreign?.at ?? .distantPast) < audit.at
        }
        return history.sendings.contains {
            $0.attempt == attempt && (audit.succeeded ? $0.auditedAt == nil : $0.isOpen)
        }
    }

    /// The line that says what became of it, when that has just become known.
    private static func conclusion(_ before: Aftermath, _ history: SwitchHistory, _ domain: String) -> (
        any EventPayload
    )? {
        let after = Aftermath.decide(history)
        guard before.kind != after.kind else { return nil }
        let attempt = history.sendings.last?.attempt ?? ""
        func failed(_ outcome: CutoverFailed.Ending, _ reason: String) -> any EventPayload {
            CutoverFailed(attempt: attempt, domain: domain, outcome: outcome, reason: reason)
        }
        if case .notKnown(let doubt) = before, doubt.direction == .remove, after.isPastSwitch, !after.isNotKnown {
            return RolledBack(
                attempt: doubt.last.attempt, domain: domain, isManaged: false,
                reason: "It is still federated, and nothing can come of the removal any more.")
        }
        switch after {
        case .asMeant(let standing):
            guard let id = standing.seen.configurationID, let maker = standing.attempt else { return nil }
            return CutoverVerified(attempt: maker, domain: domain, configurationID: id)
        case .otherwise(let standing):
            return failed(.federatedOtherwise, standing.seen.differences.joined(separator: "; "))
        case .managed(.refused(let words), _): return failed(.stillManaged, "It was refused: \(words)")
        case .managed(.timeOver, _): return failed(.stillManaged, "All the time within which it could show is over.")
        case .reverted(let revert) where revert.isCertain:
            return failed(.reverted, "It reads managed since \(Value.time(revert.since).words).")
        case .rolledBack:
            return RolledBack(attempt: attempt, domain: domain, isManaged: true, reason: nil)
        case .nothingSent, .notKnown, .unread, .refused, .reverted: return nil
        }
    }
}
