import Foundation

/// The permission to remove one federation, once, now: `Clearance`'s twin for the way back.
public struct RemovalClearance: ~Copyable, Sendable {
    public let attempt: String
    public let domain: String
    /// nil for a domain that is federated without a readable configuration.
    public let configurationID: String?
    public let decidedAt: Date

    /// Only `GateKeeper.decideRemoval` calls this; ArchitectureTests holds the sources to that.
    init(attempt: String, domain: String, configurationID: String?, decidedAt: Date) {
        self.attempt = attempt
        self.domain = domain
        self.configurationID = configurationID
        self.decidedAt = decidedAt
    }

    public func isStale(at now: Date) -> Bool {
        abs(now.timeIntervalSince(decidedAt)) > SwitchTimes.clearance
    }
}

/// What the gate keeper says to a removal.
public enum RemovalDecision: ~Copyable, Sendable {
    case open(RemovalClearance)
    case blocked([Reason])
}
