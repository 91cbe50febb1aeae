import Reconciliation

/// Nothing is asked of the other side: the immutable IDs at Microsoft are all there is to judge by.
public struct NoAccounts: AccountSource {
    public let name = "nothing"
    public let freshness = AccountFreshness.asked

    public init() {}

    /// There are none.
    public func read(_ take: @escaping @Sendable ([Account]) throws -> Void) async throws {}
}
