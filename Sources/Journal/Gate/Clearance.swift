import Foundation

/// The permission to switch one domain to one plan, once, now. It can't be copied, stored or made by hand: `GateKeeper`
/// gives it, and the switch consumes it.
public struct Clearance: ~Copyable, Sendable {
    public let attempt: String
    public let domain: String
    /// `PlanSeal.hash` and `PlanSeal.content` of what was approved.
    public let plan: String
    public let content: String
    public let decidedAt: Date

    /// Only `GateKeeper.decide` calls this; ArchitectureTests holds the sources to that.
    init(attempt: String, domain: String, plan: String, content: String, decidedAt: Date) {
        self.attempt = attempt
        self.domain = domain
        self.plan = plan
        self.content = content
        self.decidedAt = decidedAt
    }

    /// Whether it is too old to be used: what was decided then isn't known to be right any more. A clock that leapt back
    /// makes it old too.
    public func isStale(at now: Date) -> Bool {
        abs(now.timeIntervalSince(decidedAt)) > SwitchTimes.clearance
    }
}

/// What the gate keeper says to an attempt at the cutover.
public enum Decision: ~Copyable, Sendable {
    case open(Clearance)
    /// Every reason at once, in the runbook's order.
    case blocked([Reason])
}
