import Foundation
import Journal
import Tenant

/// The one place in Lockstep that federates a domain. It takes a `Clearance`, which only `GateKeeper` gives and
/// which is used up here; ArchitectureTests hold the sources to both.
///
/// Graph: `POST /domains/{id}/federationConfiguration`.
enum FederationSwitch {
    /// Sends the switch, once, with a token that is in hand. Whatever comes back, the domain has to be read to know what
    /// is true.
    /// - Parameters:
    ///   - content: `PlanSeal.content` of the plan as it is now: only what was cleared is sent.
    ///   - now: a clearance that has become old is refused here.
    static func send(
        _ plan: SwitchPlan, content: String, _ clearance: consuming Clearance, _ client: GraphClient,
        with token: WriteToken, requestID: String, now: Date
    ) async -> SwitchAnswer {
        guard clearance.domain == plan.domain, clearance.content == content else {
            return .unsent("Nothing was sent: what was cleared isn't what would be sent.")
        }
        guard !clearance.isStale(at: now) else {
            return .unsent("Nothing was sent: too much time went by since the decision. Begin again.")
        }
        let reply = await client.write(
            .post, GraphPath(["domains", plan.domain, "federationConfiguration"]), plan.federation, with: token,
            requestID: requestID)
        return SwitchAnswer(reply, .federate)
    }
}
