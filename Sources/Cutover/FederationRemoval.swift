import Journal
import Tenant

/// The one place in Lockstep that makes a domain managed again.
///
/// Graph: `DELETE /domains/{id}/federationConfiguration/{id}`; where the configuration can't be read,
/// `PATCH /domains/{id}` with the authentication type.
enum FederationRemoval {
    private struct Managed: Encodable, Sendable {
        let authenticationType = "Managed"
    }

    /// Sends the removal, once. Whatever comes back, the domain has to be read to know what is true.
    /// - Parameter configurationID: nil for a domain that is federated without a readable configuration.
    static func send(_ domain: String, configurationID: String?, _ client: GraphClient) async -> Result<
        Void, TenantFault
    > {
        let reply: GraphReply
        if let configurationID {
            reply = await client.write(
                .delete, GraphPath(["domains", domain, "federationConfiguration", configurationID]))
        } else {
            reply = await client.write(.patch, GraphPath(["domains", domain]), Managed())
        }
        return reply.result.map { _ in }
    }
}
