import Foundation
import Journal
import Tenant

/// The one place in Lockstep that makes a domain managed again: the twin of `FederationSwitch`, with a clearance of its
/// own.
///
/// Graph: `DELETE /domains/{id}/federationConfiguration/{id}`; where there is no configuration that could be read,
/// `PATCH /domains/{id}` with the authentication type.
enum FederationRemoval {
    private struct Managed: Encodable, Sendable {
        let authenticationType = "Managed"
    }

    /// Sends the removal of just the configuration that was cleared, once, with a token that is in hand. Whatever comes
    /// back, the domain has to be read to know what is true.
    static func send(
        _ clearance: consuming RemovalClearance, _ client: GraphClient, with token: WriteToken, requestID: String,
        now: Date
    ) async -> SwitchAnswer {
        guard !clearance.isStale(at: now) else {
            return .unsent("Nothing was sent: too much time went by since the decision. Begin again.")
        }
        let reply: GraphReply
        if let configurationID = clearance.configurationID {
            reply = await client.write(
                .delete, GraphPath(["domains", clearance.domain, "federationConfiguration", configurationID]),
                with: token, requestID: requestID)
        } else {
            reply = await client.write(
                .patch, GraphPath(["domains", clearance.domain]), Managed(), with: token, requestID: requestID)
        }
        return SwitchAnswer(reply, .remove)
    }
}
