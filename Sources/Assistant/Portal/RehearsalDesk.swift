import Runbook
import SimulatedTenant
import Tenant

/// The portals of a rehearsal's simulated tenant, worked through the same HTTP API as everything else.
public struct RehearsalDesk: Sendable {
    public let tenant: SimulatedTenant
    let portal: PortalClient

    public init(tenant: SimulatedTenant) {
        self.tenant = tenant
        portal = PortalClient(RehearsalDesk.client(of: tenant, as: .portal))
    }

    /// A client of the simulated tenant, trusting the authority that was made for its run.
    public static func client(of tenant: SimulatedTenant, as identity: SimulatedTenant.Identity) -> GraphClient {
        let (id, secret) = tenant.credential(identity)
        return GraphClient(
            endpoints: TenantEndpoints(
                authority: tenant.address, graph: tenant.address, scope: "https://graph.microsoft.com/.default",
                anchor: tenant.anchor),
            credential: ClientCredential(tenant: tenant.tenantID, clientID: id, secret: secret))
    }

    /// What the scenario, or the simulated workspace, would answer.
    func offer(for input: Input) async -> String? {
        if let answer = tenant.scenario.answers[input.id] { return answer }
        guard input.kind == .certificate else { return nil }
        return try? await portal.workspace().certificate
    }
}
