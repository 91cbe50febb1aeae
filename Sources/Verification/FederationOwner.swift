import Foundation
import Tenant

/// Who signs in the people of a domain that is federated already: a reseller that the tenant was bought from, a provider
/// before this one. The configuration itself says so. Only words rest on it. Graph: `GET
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
                    + "logs → Set domain authentication. \(way(domain.id, "them"))")
        }
        if let ours = probe.ours, ours.configurationID == found.id {
            return FederationOwner(
                words: "by this session",
                remedy:
                    "This session switched it. Type verify: it says what is known of the switch, and what may follow.")
        }
        let host = found.passiveSignInUri.shown.flatMap { URL(string: $0)?.host() }
        let issuer = found.issuerUri.shown
        let whom = host ?? issuer ?? "whoever runs it"
        let told = [issuer.map { "issuer \($0)" }, host.map { "people sign in at \($0)" }].compactMap { $0 }
        return FederationOwner(
            words: told.isEmpty ? "its configuration names nobody" : told.joined(separator: ", "),
            remedy: "It is federated with \(whom) (a reseller or a provider before this one). \(way(domain.id, whom))")
    }

    private static func way(_ domain: String, _ whom: String) -> String {
        "It has to be managed before it is switched: agree with \(whom), then Update-MgDomain with AuthenticationType "
            + "Managed for \(domain). From then on Microsoft signs its people in, and whoever has no password there needs one: "
            + "Entra admin center → Users → the user → Reset password."
    }
}
