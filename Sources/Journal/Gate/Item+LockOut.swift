import Runbook

extension Item {
    /// Properties that count people who can't sign in once the domain is federated.
    public static let lockOutProperties: Set<String> = ["losing-access", "without-immutable-id"]

    /// Whether its check counts such people.
    public var countsLockedOut: Bool {
        check?.expectations.contains { Item.lockOutProperties.contains($0.property) } ?? false
    }
}
