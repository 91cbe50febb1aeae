import Foundation
import Journal
import Tenant
import Verification

/// A live tenant, ready to be asked.
struct LiveLink: Sendable {
    let profile: Profile
    /// The profile's name, where one was used.
    let name: String?
    let endpoints: TenantEndpoints
    let credential: ClientCredential
    /// Hosts that answer for the tenant and aren't the cloud's.
    let strangers: [String]

    /// Who the tenant says that it is, after signing in.
    struct Identity: Sendable {
        let tenantID: String
        let displayName: String
        let claims: TokenClaims?
    }

    func client() -> GraphClient { GraphClient(endpoints: endpoints, credential: credential) }

    func access(columns: [String]? = nil) throws -> TenantAccess {
        try LiveAccess.make(client(), anchor: endpoints.anchor, columns: columns)
    }

    /// Signs in and asks the tenant for its name: what a session is bound to.
    static func identity(_ client: GraphClient) async throws(TenantFault) -> Identity {
        let claims = try await client.claims()
        let reply = await client.get(GraphPath(["organization"], [("$select", "id,displayName")]))
        let page = try GraphDecoding.decode(Page<Organization>.self, from: try reply.result.get()).get()
        guard let organization = page.value.first else { throw .unexpected("the list of organizations is empty") }
        return Identity(
            tenantID: organization.id.lowercased(), displayName: organization.displayName.shown ?? organization.id,
            claims: claims)
    }

    /// What a session keeps of it.
    func binding(_ identity: Identity) -> TenantBinding {
        TenantBinding(
            kind: .live, tenantID: identity.tenantID, displayName: identity.displayName, scenario: nil,
            connection: TenantBinding.Connection(
                cloud: profile.cloud.rawValue, authority: profile.authority, graph: profile.graph,
                method: (profile.method ?? .browser).rawValue, clientID: profile.clientID, profile: name))
    }
}
