import ArgumentParser
import Console
import Escaping
import Foundation
import PrivateFiles
import SimulatedTenant
import UnixSignals

struct Simulate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run a simulated tenant by itself, for other tools.",
        discussion: """
            Serves Entra sign-in, Microsoft Graph and PingOne over HTTPS on this machine until it is interrupted \
            (Ctrl-C). What tools need to find and trust it is written to a file of shell exports, and removed at the \
            end. The tenant is forgotten when it stops.

            Examples:
              lockstep simulate
              lockstep simulate ready-to-cut-over --port 8443 --env-file sim.env
              lockstep simulate throttled-evening --tenants 4     one tenant for each of four trainees
              lockstep simulate --operations                      what is served
              lockstep simulate --fidelity                        how faithful it is, and how that is known
              . ./sim.env && curl --cacert "$SSL_CERT_FILE" "$AZURE_AUTHORITY_HOST/getuserrealm.srf?login=x@nordwind.example"
            """)

    @Argument(
        help: "What the tenant starts from: one of the runbook's, or a file. (default: the runbook's usual one)",
        completion: ShellCompletions.scenarios)
    var scenario: String?
    @Option(help: "The runbook that the scenario belongs to.", completion: ShellCompletions.runbooks)
    var runbook = "peig-microsoft-365"
    @Option(help: "The port on loopback; 0 takes a free one. More tenants take the ports after it.") var port = 0
    @Option(help: "How many tenants of their own, each on its port.") var tenants = 1
    @Option(
        help: ArgumentHelp(
            "The file for the exports. What has that name already stays, and nothing is written. (default: simulated.env "
                + "in the store's folder)", valueName: "path"))
    var envFile: String?
    @Option(help: ArgumentHelp("Use this seed instead of the scenario's.", valueName: "number")) var seed: Int?
    @Option(help: ArgumentHelp("Give the domain so many people instead.", valueName: "number")) var population: Int?
    @Flag(help: "List what is served, as JSON, and end.") var operations = false
    @Flag(help: "List how each behaviour is known, as JSON, and end.") var fidelity = false
    @OptionGroup var library: RunbookLibrary
    @OptionGroup var options: StoreOptions

    func validate() throws {
        if operations, fidelity { throw ValidationError("--operations and --fidelity are two lists; choose one.") }
        guard (0...65_535).contains(port) else { throw ValidationError("A port is a number from 0 to 65535.") }
        guard (1...50).contains(tenants) else { throw ValidationError("There can be 1 to 50 tenants.") }
        guard (0...1_000_000).contains(population ?? 0) else {
            throw ValidationError("A population is a number from 0 to 1000000.")
        }
    }

    func run() async throws {
        let screen = Screen()
        if operations { return screen.line(try JSONText.document(OperationsOutput())) }
        if fidelity { return screen.line(try JSONText.document(FidelityOutput())) }
        let scenario = try library.scenario(scenario, of: runbook)
        let ended = await UnixSignalsSequence(trapping: .sigint, .sigterm, .sighup, .sigquit)
        var running: [(tenant: SimulatedTenant, files: SimulationFiles)] = []
        defer { for each in running { each.files.remove() } }
        // A place that can't be had is told before anything is written into another.
        let places = try (0..<tenants).map(files)
        for (number, files) in places.enumerated() {
            let own = scenario.varied(
                seed: (seed ?? scenario.seed) + number, population: population)
            let tenant = try await SimulatedTenant.start(own, port: port == 0 ? 0 : port + number)
            let tool = try await tenant.registerTool(named: "Simulation client")
            running.append((tenant, files))
            try files.write(tenant, tool)
            screen.line("\(scenario.tenantName) is served at \(tenant.address)")
            screen.line("Tools find it after:  \(ShellText.command(".", files.exports.path))")
            screen.line("The trainer's key:    \(tenant.trainerKey)")
            screen.line()
        }
        for line in ClientRecipes.lines { screen.line(line) }
        screen.line()
        screen.line("Ctrl-C ends it.")
        // Nobody has read how it is found: then nobody would find it, or end it.
        if StandardStream.output.loss == nil {
            for await _ in ended { break }
        }
        for each in running { await each.tenant.stop() }
    }

    /// Where the exports of one tenant of several go: `sim.env`, or `sim-1.env`, `sim-2.env` …
    private func files(_ number: Int) throws -> SimulationFiles {
        guard let envFile else {
            return try SimulationFiles(
                ours: place(try options.open(mayMake: true).folder.appending(path: "simulated.env"), number))
        }
        guard tenants > 1, envFile != "-" else { return try SimulationFiles(named: envFile) }
        try FileName.check(envFile)
        return try SimulationFiles(named: place(URL(filePath: envFile), number).path)
    }

    private func place(_ file: URL, _ number: Int) -> URL {
        guard tenants > 1 else { return file }
        let name = "\(file.deletingPathExtension().lastPathComponent)-\(number + 1)"
        let kind = file.pathExtension
        return file.deletingLastPathComponent().appending(path: kind.isEmpty ? name : "\(name).\(kind)")
    }
}
