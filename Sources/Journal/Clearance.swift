import Foundation

/// The permission to switch one domain, once, now. It can't be copied, stored or made by hand: `GateKeeper` gives
/// it, and the switch consumes it.
public struct Clearance: ~Copyable, Sendable {
    public let attempt: String
    public let domain: String
    public let decidedAt: Date

    /// Only `GateKeeper.decide` calls this; ArchitectureTests holds the sources to that.
    init(attempt: String, domain: String, decidedAt: Date) {
        self.attempt = attempt
        self.domain = domain
        self.decidedAt = decidedAt
    }
}

/// What the gate keeper says to an attempt at the cutover.
public enum Decision: ~Copyable, Sendable {
    case open(Clearance)
    /// Every reason at once, in the runbook's order.
    case blocked([Reason])
}
