import Foundation
import Sameness
import Tenant

/// Who signs in the people of a domain that is federated already: the provider that is meant, a reseller that the tenant
/// was bought from, a provider before this one. The configuration itself says so. Only words rest on it. Graph: `GET
/// /domains/{id}/federationConfiguration`.
struct FederationOwner: Sendable {
    let words: String
    let remedy: String

    static func of(_ domain: Domain, _ probe: Probe) async -> FederationOwner {
        // A subdomain follows its root's.
        let found = try? await probe.all(
            GraphPath(["domains", domain.id, "federationConfiguration"]), of: DomainFederation.self
        ).first
        guard let found else {
            return FederationOwner(
                words: "nothing tells with whom",
                remedy:
                    "Find out with whom: Entra admin center → Custom domain names → \(domain.id), and Monitoring → Audit "
                    + "logs → Set domain authentication. \(WayToManaged.words(domain.id, from: "them"))")
        }
        if let ours = probe.ours, ours.configurationID == found.id {
            return FederationOwner(
                words: "by this session",
                remedy:
                    "This session switched it. verify says what is known of the switch; rollback takes it back.")
        }
        let shown = found.told
        let host = shown.passiveSignInUri.flatMap { URL(string: $0)?.host() }
        let issuer = shown.issuerUri
        let told = [issuer.map { "issuer \($0)" }, host.map { "people sign in at \($0)" }].compactMap { $0 }
        let words = told.isEmpty ? "its configuration names nobody" : told.joined(separator: ", ")
        if isMeant(issuer, domain, probe) {
            return FederationOwner(
                words: "\(words): the issuer that this session would set",
                remedy:
                    "Somebody has switched it already, and not this session. Find out who, and why, before anything is "
                    + "changed: Entra admin center → Monitoring → Audit logs → Set domain authentication. verify says what "
                    + "other sessions of this store know of it.")
        }
        let whom = shown.displayName.flatMap { $0.isEmpty ? nil : $0 } ?? host ?? issuer ?? "whoever runs it"
        return FederationOwner(
            words: words,
            remedy:
                "It is federated with \(whom), and not by this session. \(WayToManaged.words(domain.id, from: whom))")
    }

    /// Whether it is the very provider that this session would switch it to.
    private static func isMeant(_ issuer: String?, _ domain: Domain, _ probe: Probe) -> Bool {
        guard let issuer, let meant = probe.meant, meant.domain == DomainName.folded(domain.id) else { return false }
        return issuer == meant.federation.issuerUri
    }
}
