import Foundation
import Journal
import Sameness
import Tenant

/// What else of a tenant a switch touches, and what it would collide with. Graph: `GET /domains`,
/// `GET /domains/{id}/federationConfiguration`.
struct DomainSurroundings: Sendable {
    /// Subdomains that are switched along.
    let subdomains: [String]
    /// Other domains that are federated with the same issuer: Microsoft takes each for one domain only.
    let sameIssuer: [String]
    /// Whether the domain itself is switched with another, the one above it.
    let isSubdomain: Bool

    static func read(_ plan: SwitchPlan, _ client: GraphClient) async throws(TenantFault) -> DomainSurroundings {
        let patience = client.patience()
        var domains: [Domain] = []
        for try await page in GraphPages(GraphPath(["domains"]), of: Domain.self, client, patience: patience) {
            domains += page
        }
        let own = DomainName.folded(plan.domain)
        let others = domains.filter {
            // Whoever isn't surely managed may hold the issuer; what surely follows another has none of its own.
            DomainName.folded($0.id) != own && $0.isRoot.shown != false && !$0.isKnownAsManaged
        }
        let found = await withTaskGroup(of: (String, Result<Bool, TenantFault>).self) { group in
            for other in others.map(\.id) {
                group.addTask { (other, await isFederated(other, with: plan, client, patience)) }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        var sameIssuer: [String] = []
        for (name, answer) in found where try answer.get() { sameIssuer.append(name) }
        var (subdomains, isSubdomain): ([String], Bool) = ([], false)
        for domain in domains {
            if try domain.follows(own) { subdomains.append(domain.id) }
            if DomainName.folded(domain.id) == own { isSubdomain = try !domain.isRoot.required(of: domain.id) }
        }
        return DomainSurroundings(
            subdomains: subdomains.sorted(), sameIssuer: sameIssuer.sorted(), isSubdomain: isSubdomain)
    }

    private static func isFederated(
        _ domain: String, with plan: SwitchPlan, _ client: GraphClient, _ patience: Patience
    ) async -> Result<Bool, TenantFault> {
        let reply = await client.getTogether(
            GraphPath(["domains", domain, "federationConfiguration"]), patience: patience)
        do throws(TenantFault) {
            let issuer = plan.federation.issuerUri?.lowercased()
            let found = try DomainReading.configurations(in: reply).map(\.told)
            // It isn't managed: an issuer that nobody can see may stand in the way all the same.
            guard !found.isEmpty, found.allSatisfy({ $0.issuerUri?.isEmpty == false }) else {
                throw .elsewhere(
                    "\(domain) isn't managed, and Microsoft doesn't show its issuer: it may be the one that is meant here, "
                        + "and Microsoft takes each for one domain only.",
                    remedy:
                        "Look at \(domain) in Entra admin center → Custom domain names; set its federation right, or "
                        + "make it managed.")
            }
            return .success(found.contains { $0.issuerUri?.lowercased() == issuer })
        } catch {
            return .failure(error)
        }
    }

    /// What of it stands in the way of the switch.
    func problems(_ plan: SwitchPlan) -> [Reason] {
        var reasons = sameIssuer.map { other in
            Reason(
                kind: .plan, subject: nil,
                message:
                    "\(other) is federated with the issuer \(plan.federation.issuerUri ?? "") already, and Microsoft "
                    + "takes each issuer for one domain only.",
                remedy:
                    "Give \(plan.domain) an issuer of its own at the provider, or take the federation of \(other) back."
            )
        }
        if isSubdomain {
            reasons.append(
                Reason(
                    kind: .plan, subject: nil,
                    message:
                        "\(plan.domain) is a subdomain: Microsoft signs its people in as those of the domain above it.",
                    remedy: "Switch the domain above it: set the answer that the domain comes from."))
        }
        return reasons
    }
}
