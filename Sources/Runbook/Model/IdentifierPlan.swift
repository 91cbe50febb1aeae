/// How the tenant's accounts are compared with those of the system that will sign people in.
public struct IdentifierPlan: Hashable, Sendable {
    /// Who need not be linked.
    public enum Exclusion: Hashable, Sendable {
        case guests
        case disabled
        /// Addresses of a shape: `svc-*`.
        case accounts(String, reason: String)
    }

    /// The other system's name, as people say it.
    public let system: String
    /// The domain whose people will be signed in by it.
    public let domain: Template
    /// Where its accounts come from: a file or a SCIM address; an input of type `accounts`.
    public let accounts: Template
    public let exclusions: [Exclusion]

    public var inputs: [String] { domain.inputs + accounts.inputs }
}
