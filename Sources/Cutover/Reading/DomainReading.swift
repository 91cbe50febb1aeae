import Foundation
import Journal
import Sameness
import Tenant
import Verification

/// What Graph says of a domain at one moment. `GET /domains/{id}`, `GET /domains/{id}/federationConfiguration`.
public struct DomainReading: Sendable {
    /// What is known of a domain's federation configuration.
    public enum Configuration: Sendable {
        case read(DomainFederation)
        /// None: a managed domain, or one that is federated without a configuration.
        case none
        /// The domain is federated, and its configuration couldn't be read.
        case unreadable(TenantFault)
    }

    public let isFederated: Bool
    public let isVerified: Bool
    public let isDefault: Bool
    /// Whether it is being deleted from the tenant.
    public let isGoing: Bool
    public let configuration: Configuration

    public var federation: InternalDomainFederation? {
        if case .read(let federation) = configuration { federation.told } else { nil }
    }

    static func read(_ domain: String, _ client: GraphClient, _ patience: Patience) async throws(TenantFault)
        -> DomainReading
    {
        let reply = await client.get(GraphPath(["domains", domain]), patience: patience)
        let found: Domain
        do throws(TenantFault) {
            found = try GraphDecoding.decode(Domain.self, from: try reply.result.get()).get()
        } catch {
            guard error.saysThatItIsNotThere, DomainName.hasTwoForms(domain) else { throw error }
            throw .elsewhere(
                "Microsoft knows no domain by the writing \(domain).",
                remedy:
                    "Give it as Entra admin center → Custom domain names shows it, in the answer that the domain comes from."
            )
        }
        try GraphDecoding.isAbout(DomainName.folded(domain), DomainName.folded(found.id))
        // A state that is left out says nothing of it; the item that asks for it says that.
        var isGoing = false
        if case .told = found.state { isGoing = try found.pendingOperation() == "ForceDelete" }
        let (isVerified, isDefault) = (
            try found.isVerified.required(of: found.id), try found.isDefault.required(of: found.id)
        )
        func reading(_ isFederated: Bool, _ configuration: Configuration) -> DomainReading {
            DomainReading(
                isFederated: isFederated, isVerified: isVerified, isDefault: isDefault, isGoing: isGoing,
                configuration: configuration)
        }
        if try found.authentication() == .managed { return reading(false, .none) }
        let list = await client.get(GraphPath(["domains", domain, "federationConfiguration"]), patience: patience)
        do throws(TenantFault) {
            let all = try configurations(in: list)
            guard all.count < 2 else {
                throw .unexpected("\(all.count) federation configurations of \(domain)", about: domain)
            }
            return reading(true, all.first.map { .read($0) } ?? .none)
        } catch {
            return reading(true, .unreadable(error))
        }
    }

    /// The federation configurations in an answer about a domain that was read just before: none where it is federated
    /// without one, for which Graph documents 404. Of a domain that isn't there the same is said.
    static func configurations(in reply: GraphReply) throws(TenantFault) -> [DomainFederation] {
        do throws(TenantFault) {
            return try GraphDecoding.decode(
                Page<DomainFederation>.self, from: try reply.result.get()
            ).get().value
        } catch {
            if error.saysThatItIsNotThere { return [] }
            throw error
        }
    }

    /// The federation as the journal keeps it; nil for a managed domain.
    /// - Parameter plan: what it is compared with; nil where nothing is meant.
    func federation(of domain: String, besides plan: SwitchPlan?) -> DomainSighting.Federation? {
        guard isFederated else { return nil }
        guard case .read(let found) = configuration else {
            return .init(configurationID: nil, issuer: nil, differences: [], isOurIssuer: false)
        }
        let comparison = FederationComparison(found, of: domain, from: plan?.federation)
        let issuer = found.told.issuerUri
        return .init(
            configurationID: found.id, issuer: issuer, differences: comparison.differences,
            isOurIssuer: issuer != nil && issuer == plan?.federation.issuerUri, untold: comparison.untold,
            lacking: comparison.lacking)
    }
}
