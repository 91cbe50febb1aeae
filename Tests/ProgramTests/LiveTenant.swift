import Foundation
import SimulatedTenant
import TestSupport

/// A tenant that nobody else touches, and an app that may do everything in it.
final class LiveTenant: Sendable {
    let tenant: SimulatedTenant
    let tool: ToolRegistration
    let folder: TemporaryFolder
    let environment: [String: String]

    convenience init(_ scenario: String = "ready-to-cut-over", seed: Int? = nil) async throws {
        var source = try Repository.scenario(scenario)
        if let seed { source = source.varied(seed: seed, population: nil) }
        try await self.init(source)
    }

    /// The scenario with lines put in front of others, as a scenario's file has them.
    convenience init(_ scenario: String = "ready-to-cut-over", adding lines: [(before: String, text: String)])
        async throws
    {
        var text = try Repository.text("Runbooks/peig-microsoft-365/scenarios/\(scenario).yaml")
        for line in lines { text = text.replacing(line.before, with: line.text + line.before) }
        try await self.init(
            try Scenario.load(
                text, file: scenario, truths: try Repository.text("Runbooks/peig-microsoft-365/truths.yaml")))
    }

    init(_ source: Scenario) async throws {
        tenant = try await SimulatedTenant.start(source)
        tool = try await tenant.registerTool(named: "Tool")
        folder = try TemporaryFolder()
        let anchor = folder.url.appending(path: "ca.pem")
        try tenant.anchor.write(to: anchor)
        environment = [
            "AZURE_AUTHORITY_HOST": tenant.address, "AZURE_TENANT_ID": tenant.tenantID,
            "AZURE_CLIENT_ID": tool.clientID, "AZURE_CLIENT_SECRET": tool.secret, "LOCKSTEP_GRAPH": tenant.address,
            "SSL_CERT_FILE": anchor.path,
        ]
    }

    /// - Parameters:
    ///   - changes: of the environment; an empty text takes a name away.
    ///   - isUrgent: see `blocking`.
    func run(
        _ arguments: [String], input: String = "", changes: [String: String] = [:], isUrgent: Bool = false
    ) async throws -> Program.Result {
        let environment = environment.merging(changes) { $1 }
        return try await blocking(isUrgent: isUrgent) { [folder] in
            try Program.run(arguments, store: folder.url, input: input, environment: environment)
        }
    }
}

extension LiveTenant {
    /// What the tenant's portals read.
    func read(_ path: String) async throws -> [String: Any] {
        let service = Service(tenant)
        return try await service.send(.get, "/v1.0/\(path)", token: try await service.token(of: .portal)).json
    }

    func certificate() async throws -> String { try await read("peig/workspace")["certificate"] as? String ?? "" }

    func authentication() async throws -> String? {
        try await read("domains/nordwind.example")["authenticationType"] as? String
    }
}
