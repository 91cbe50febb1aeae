import Runbook
import SimulatedTenant
import Tenant
import Verification

/// The portals of a rehearsal's simulated tenant, worked through the same HTTP API as everything else.
public struct RehearsalDesk: Sendable {
    public let tenant: SimulatedTenant
    public let portal: PortalClient
    let pingOne: PingOnePortal

    public init(tenant: SimulatedTenant) {
        self.tenant = tenant
        pingOne = PingOnePortal(tenant)
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

    /// Everything that a rehearsal's checks may ask.
    public static func access(to tenant: SimulatedTenant) -> TenantAccess {
        let (worker, portal) = (tenant.credential(.worker), client(of: tenant, as: .portal))
        var access = TenantAccess(
            client(of: tenant, as: .checker),
            pingOne: PingOneClient(
                endpoints: PingOneEndpoints(
                    authority: tenant.address, api: tenant.address, environmentID: tenant.environmentID,
                    anchor: tenant.anchor), worker: PingOneWorker(clientID: worker.0, secret: worker.1)),
            accounts: { text -> any AccountSource in
                if text == WorkspaceAccounts.word { return WorkspaceAccounts(client: portal) }
                return FileAccounts(text)
            },
            provider: ProviderClient(
                anchor: tenant.anchor, standIn: .init(host: tenant.providerHost, address: tenant.providerAddress)))
        access.isRehearsed = true
        return access
    }

    /// What the scenario, or its provider, would answer: nothing that the scenario doesn't tell of. Of a provider that isn't
    /// Peig the certificate is offered where the runbook's switch sends it, and for no other question.
    public func offer(for input: Input, of runbook: Runbook) async -> String? {
        if let answer = tenant.scenario.answers[input.id] {
            return input.offered(answer, now: tenant.clock.now)
        }
        if input.id == "tenant_id" { return tenant.tenantID }
        guard tenant.hasProvider else { return nil }
        switch input.kind {
        case .accounts: return WorkspaceAccounts.word
        case .metadata: return tenant.hasSAMLMetadata ? tenant.providerMetadata : nil
        case .certificate where tenant.hasWorkspace: return try? await portal.workspace().certificate
        case .certificate where runbook.cutover?.signingCertificate.inputs.contains(input.id) == true:
            return await tenant.providerCertificate()
        default: return nil
        }
    }
}
