import Foundation
import Runbook

/// The permission to remove one federation, once, now: `Clearance`'s twin for the way back.
public struct RemovalClearance: ~Copyable, Sendable {
    public let attempt: String
    public let domain: String
    /// nil for a domain that is federated without a readable configuration.
    public let configurationID: String?
    public let decidedAt: Date

    /// Below, and nowhere else: the compiler holds everybody to that.
    fileprivate init(attempt: String, domain: String, configurationID: String?, decidedAt: Date) {
        self.attempt = attempt
        self.domain = domain
        self.configurationID = configurationID
        self.decidedAt = decidedAt
    }

    /// Whether it was given too long ago to be used.
    public func isStale(at now: Date) -> Bool {
        abs(now.timeIntervalSince(decidedAt)) > SwitchTimes.clearance
    }
}

/// What the gate keeper says to a removal.
public enum RemovalDecision: ~Copyable, Sendable {
    case open(RemovalClearance)
    case blocked([Reason])
}

extension GateKeeper {
    /// Decides on the way back, for this very moment: a switch as well, by as many people.
    /// - Parameters:
    ///   - removal: what was shown, and was read again just now.
    ///   - history: of the domain in the whole store.
    ///   - further: reasons that were found outside the session's state; each blocks like any other.
    public static func decideRemoval(
        _ plan: CutoverPlan, _ state: SessionState, attempt: String, removal: RemovalPlan, history: SwitchHistory,
        further: [Reason] = [], now: Date
    ) -> RemovalDecision {
        var reasons = removalBlockers(plan, history, removal: removal, now: now) + further
        reasons += unapproved(
            state.removalApproval, attempt: attempt, domain: removal.domain, plan: removal.hash,
            people: state.people(for: plan), command: "rollback", isOnly: reasons.isEmpty)
        return reasons.isEmpty
            ? .open(
                RemovalClearance(
                    attempt: attempt, domain: removal.domain, configurationID: removal.configurationID, decidedAt: now))
            : .blocked(reasons)
    }
}
