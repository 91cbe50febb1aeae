import Journal
import Tenant

/// The one place in Lockstep that federates a domain. It takes a `Clearance`, which only `GateKeeper` gives and
/// which is used up here; ArchitectureTests hold the sources to both.
///
/// Graph: `POST /domains/{id}/federationConfiguration`.
enum FederationSwitch {
    /// Sends the switch, once. Whatever comes back, the domain has to be read to know what is true.
    static func send(
        _ plan: SwitchPlan, _ clearance: consuming Clearance, _ client: GraphClient
    ) async -> Result<Void, TenantFault> {
        guard clearance.domain == plan.domain else {
            return .failure(.unexpected("the clearance is for \(clearance.domain), the plan for \(plan.domain)"))
        }
        let reply = await client.write(
            .post, GraphPath(["domains", plan.domain, "federationConfiguration"]), plan.federation)
        return reply.result.map { _ in }
    }
}
