/// What who loses access depends on besides the accounts of both sides.
public struct AccessKnowledge: Hashable, Sendable {
    /// Whether the tenant lets people sign in by mail addresses.
    public var alternateLogin: AccessLoss.AlternateLogin
    /// Set where the other system wasn't asked, and only the immutable IDs at Microsoft are there to judge by: whether
    /// an on-premises Active Directory writes the tenant's, or once did.
    public var withoutOtherSide: Synced?

    public enum Synced: Sendable { case never, nowOrOnce }

    public init(alternateLogin: AccessLoss.AlternateLogin = .unknown, withoutOtherSide: Synced? = nil) {
        self.alternateLogin = alternateLogin
        self.withoutOtherSide = withoutOtherSide
    }
}
