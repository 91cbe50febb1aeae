/// What decides who loses access, besides the accounts of both sides.
public struct AccessKnowledge: Hashable, Sendable {
    /// Whether the tenant lets people sign in by mail addresses.
    public var alternateLogin: AccessLoss.AlternateLogin
    /// Which people Microsoft takes the federation's tokens for.
    public var tokens: TokenRoots
    /// The tenant's initial domain, folded.
    public var initial: String?
    /// Set where the other system wasn't asked, and only the immutable IDs at Microsoft are there to judge by: whether
    /// an on-premises Active Directory writes the tenant's, or once did.
    public var withoutOtherSide: Synced?

    /// Whether people come, or came, from an on-premises directory.
    public enum Synced: Sendable { case never, nowOrOnce }

    /// What becomes of people who come with a token of the switched domain's federation, by the domain of their user
    /// principal name, lowercased. Of a domain that isn't there, nothing is known.
    public struct TokenRoots: Hashable, Sendable {
        private let isRefused: [String: Bool]

        public init(isRefused: [String: Bool] = [:]) { self.isRefused = isRefused }

        func answer(for domain: String) -> AccessLoss.Tokens {
            isRefused[domain].map { $0 ? .refused : .taken } ?? .unknown
        }
    }

    public init(
        alternateLogin: AccessLoss.AlternateLogin = .unknown, tokens: TokenRoots = TokenRoots(),
        withoutOtherSide: Synced? = nil
    ) {
        self.alternateLogin = alternateLogin
        self.tokens = tokens
        self.withoutOtherSide = withoutOtherSide
    }
}
