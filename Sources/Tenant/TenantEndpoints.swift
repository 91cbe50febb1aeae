import Foundation
import HTTPTransport

/// Where a tenant's services answer, and whom to trust there. The only difference between a live session and a
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
    /// Whether requests may go through a proxy that the environment names. A rehearsal's never do.
    public let usesProxy: Bool

    public init(authority: String, graph: String, scope: String, anchor: Data?, usesProxy: Bool = false) {
        self.authority = authority
        self.graph = graph
        self.scope = scope
        self.anchor = anchor
        self.usesProxy = usesProxy
    }

    /// A live tenant in one of Microsoft's clouds, or wherever the addresses say.
    /// - Parameters:
    ///   - authority: instead of the cloud's.
    ///   - graph: instead of the cloud's.
    public init(_ cloud: Cloud, authority: String? = nil, graph: String? = nil, anchor: Data? = nil) {
        func trimmed(_ text: String) -> String { text.hasSuffix("/") ? String(text.dropLast()) : text }
        let graph = trimmed(graph ?? cloud.graph)
        self.init(
            authority: trimmed(authority ?? cloud.authority), graph: graph, scope: "\(graph)/.default", anchor: anchor,
            usesProxy: true)
    }

    /// An HTTP client's settings for these.
    func configured(_ configuration: HTTPConfiguration) -> HTTPConfiguration {
        var configuration = configuration
        if let anchor { configuration.trust = .anchors(anchor) }
        if !usesProxy { configuration.proxy = .none }
        return configuration
    }
}
