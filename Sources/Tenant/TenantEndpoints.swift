import Foundation

/// Where a tenant is answered for, and whom to trust there. The only difference between a live session and a
/// rehearsal.
public struct TenantEndpoints: Sendable {
    /// Sign-in, without a trailing slash: `https://login.microsoftonline.com`.
    public let authority: String
    /// Graph's root, without version or trailing slash: `https://graph.microsoft.com`.
    public let graph: String
    /// The scope to ask a token for.
    public let scope: String
    /// PEM of the only authority to trust; nil trusts the system's.
    public let anchor: Data?

    public init(authority: String, graph: String, scope: String, anchor: Data?) {
        self.authority = authority
        self.graph = graph
        self.scope = scope
        self.anchor = anchor
    }
}
