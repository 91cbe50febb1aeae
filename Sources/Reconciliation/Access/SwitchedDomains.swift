import Sameness

/// Which domains are switched together: one, and those below it that follow it. A domain below it that was promoted to a
/// root of its own doesn't, and neither do those below that.
///
/// Microsoft Graph: domain, `isRoot`; "Promote a subdomain".
public struct SwitchedDomains: Hashable, Sendable {
    private let domain: String
    /// Roots of their own below it.
    private let apart: [String]

    /// - Parameter roots: the tenant's domains that are roots of their own.
    public init(_ domain: String, roots: some Sequence<String>) {
        let domain = DomainName.folded(domain)
        self.domain = domain
        apart = roots.map(DomainName.folded).filter { $0.hasSuffix("." + domain) }
    }

    /// Whether a domain switches along.
    public func contains(_ name: String) -> Bool {
        let name = DomainName.folded(name)
        guard name == domain || name.hasSuffix("." + domain) else { return false }
        return !apart.contains { name == $0 || name.hasSuffix("." + $0) }
    }

    /// By which of its names the switch reaches an account.
    public func reach(name: String, alternates: some Sequence<String>) -> AccessLoss.Reach {
        if contains(AddressParts(name).domain) { return .name }
        return alternates.contains { contains(AddressParts($0).domain) } ? .alternate : .none
    }
}
