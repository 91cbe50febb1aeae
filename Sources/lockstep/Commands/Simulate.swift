import ArgumentParser
import Console
import Foundation
import SimulatedTenant
import UnixSignals

struct Simulate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run a simulated tenant by itself, for other tools.",
        discussion: """
            Serves Entra sign-in and Microsoft Graph over HTTPS on this machine until it is interrupted (Ctrl-C). What \
            tools need to find and trust it is written to a file of shell exports, and removed at the end. The tenant \
            is forgotten when it stops.

            Examples:
              lockstep simulate
              lockstep simulate ready-to-cut-over --port 8443 --env-file sim.env
              . ./sim.env && curl --cacert "$SSL_CERT_FILE" "$AZURE_AUTHORITY_HOST/getuserrealm.srf?login=x@nordwind.example"
            """)

    @Argument(help: "What the tenant starts from.") var scenario = "fresh-tenant"
    @Option(help: "The runbook that the scenario belongs to.", completion: ShellCompletions.runbooks)
    var runbook = "peig-microsoft-365"
    @Option(help: "The port on loopback; 0 takes a free one.") var port = 0
    @Option(
        help: ArgumentHelp(
            "The file for the exports. (default: simulated.env in the store's folder)", valueName: "path"))
    var envFile: String?
    @OptionGroup var library: RunbookLibrary
    @OptionGroup var options: StoreOptions

    func validate() throws {
        guard (0...65_535).contains(port) else { throw ValidationError("A port is a number from 0 to 65535.") }
    }

    func run() async throws {
        let scenario = try library.scenario(scenario, of: runbook)
        let file = try envFile.map { URL(filePath: $0) } ?? options.open().folder.appending(path: "simulated.env")
        let anchor = URL(filePath: file.path + ".ca.pem")
        let ended = await UnixSignalsSequence(trapping: .sigint, .sigterm, .sighup)
        let tenant = try await SimulatedTenant.start(scenario, port: port)
        let tool = try await tenant.registerTool(named: "Simulation client")
        defer {
            try? FileManager.default.removeItem(at: file)
            try? FileManager.default.removeItem(at: anchor)
        }
        try Simulate.write(tenant.anchor, to: anchor)
        try Simulate.write(Data(exports(tenant, tool, anchor).utf8), to: file)
        let screen = Screen()
        screen.line("\(scenario.tenantName) is served at \(tenant.address)")
        screen.line("Tools find it after:  . \(file.path)")
        screen.line()
        for line in recipes { screen.line(line) }
        screen.line()
        screen.line("Ctrl-C ends it.")
        for await _ in ended { break }
        await tenant.stop()
    }

    private func exports(_ tenant: SimulatedTenant, _ tool: ToolRegistration, _ anchor: URL) -> String {
        [
            ("AZURE_AUTHORITY_HOST", tenant.address), ("AZURE_TENANT_ID", tenant.tenantID),
            ("AZURE_CLIENT_ID", tool.clientID), ("AZURE_CLIENT_SECRET", tool.secret),
            ("SSL_CERT_FILE", anchor.path), ("REQUESTS_CA_BUNDLE", anchor.path), ("LOCKSTEP_GRAPH", tenant.address),
            ("LOCKSTEP_EXPIRED_SECRET", tool.expiredSecret),
            // Without these the Azure CLI asks Microsoft's own servers first.
            ("AZURE_CORE_INSTANCE_DISCOVERY", "false"), ("AZURE_CORE_COLLECT_TELEMETRY", "no"),
        ].map { name, value in "export \(name)='\(value.replacingOccurrences(of: "'", with: "'\\''"))'\n" }.joined()
    }

    private var recipes: [String] {
        [
            "msal            ConfidentialClientApplication(id, client_credential=secret,",
            "                    authority=f\"{AZURE_AUTHORITY_HOST}/{AZURE_TENANT_ID}\", instance_discovery=False)",
            "azure-identity  EnvironmentCredential(disable_instance_discovery=True)",
            "msgraph-sdk     adapter.base_url = LOCKSTEP_GRAPH + \"/v1.0\"; allowed_hosts=[\"localhost\"]",
        ]
    }

    /// Writes a file that only its owner may read: it holds a secret, if only a simulated one.
    private static func write(_ data: Data, to file: URL) throws {
        try? FileManager.default.removeItem(at: file)
        guard FileManager.default.createFile(atPath: file.path, contents: data, attributes: [.posixPermissions: 0o600])
        else { throw InputProblem("\(file.path) can't be written; name another place with --env-file") }
    }
}
