import Foundation
import Tenant

/// What is true of a domain right now, read from Graph. `GET /domains/{id}`,
/// `GET /domains/{id}/federationConfiguration`.
public struct DomainReading: Sendable {
    public let isFederated: Bool
    /// nil for a managed domain, and for one that is federated without a readable configuration.
    public let configuration: InternalDomainFederation?

    static func read(_ domain: String, _ client: GraphClient, _ patience: Patience) async throws(TenantFault)
        -> DomainReading
    {
        let reply = await client.get(GraphPath(["domains", domain]), patience: patience)
        let found = try GraphDecoding.decode(Domain.self, from: try reply.result.get()).get()
        guard found.authenticationType == "Federated" else {
            guard found.authenticationType == "Managed" else {
                throw .unexpected("the authentication type \"\(found.authenticationType)\"")
            }
            return DomainReading(isFederated: false, configuration: nil)
        }
        let list = await client.get(GraphPath(["domains", domain, "federationConfiguration"]), patience: patience)
        return DomainReading(isFederated: true, configuration: try configurations(in: list).first)
    }

    /// The federation configurations in an answer: none where a domain is federated without one that could be read.
    static func configurations(in reply: GraphReply) throws(TenantFault) -> [InternalDomainFederation] {
        do throws(TenantFault) {
            return try GraphDecoding.decode(
                Page<InternalDomainFederation>.self, from: try reply.result.get()
            ).get().value
        } catch {
            if case .notFound = error { return [] }
            throw error
        }
    }

    /// What of the configuration differs from what was meant; empty when nothing does.
    func differences(from meant: InternalDomainFederation) -> [String] {
        guard let configuration else { return ["there is no federation configuration that could be read"] }
        let pairs: [(String, String?, String?)] = [
            ("issuer", configuration.issuerUri, meant.issuerUri),
            ("sign-in URL", configuration.passiveSignInUri, meant.passiveSignInUri),
            ("sign-out URL", configuration.signOutUri, meant.signOutUri),
            ("protocol", configuration.preferredAuthenticationProtocol, meant.preferredAuthenticationProtocol),
            ("MFA behaviour", configuration.federatedIdpMfaBehavior, meant.federatedIdpMfaBehavior),
        ]
        var differences = pairs.filter { $0.1 != $0.2 }.map { "the \($0.0) is \($0.1 ?? "empty")" }
        if configuration.signingCertificate != meant.signingCertificate {
            differences.append("the certificate is another one")
        }
        return differences
    }
}
