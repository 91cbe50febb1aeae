import ArgumentParser
import Console
import Foundation
import Journal
import SessionStore
import SimulatedTenant

struct Rehearse: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Rehearse a runbook against a simulated tenant.",
        discussion: """
            Starts a simulated tenant inside this program, begins a session, and walks you through it. Nothing leaves \
            this machine. Leave whenever you like: "lockstep resume" goes on where you were.

            A scenario of your own is a file (a path with a slash, or a name that ends in .yaml), held to the runbook \
            before anything begins; "lockstep show RUNBOOK --yaml --scenario NAME" prints one to begin with. The session \
            keeps it.

            Examples:
              lockstep rehearse peig-microsoft-365
              lockstep rehearse peig-microsoft-365 --scenario ready-to-cut-over
              lockstep rehearse peig-microsoft-365 --scenario ./my-own.yaml
              lockstep rehearse peig-microsoft-365 --trainer-file trainer.env
              printf 'check\\nstatus\\n' | lockstep rehearse peig-microsoft-365

            Exit codes: piped, the worst of what was typed: 0 well, 1 something failed, 3 something is unknown, 2 a line was not \
            understood. At a terminal 0, unless it could not begin.
            """)

    @Argument(help: "The runbook; \"lockstep runbooks\" lists them.", completion: ShellCompletions.runbooks)
    var runbook: String
    @Option(
        help:
            "What the simulated tenant starts from: one of the runbook's, or a file. (default: the runbook's usual one)",
        completion: ShellCompletions.scenarios)
    var scenario: String?
    @Option(help: "A name for the session. (default: the scenario's)") var name: String?
    @OptionGroup var approvals: ApprovalsOption
    @OptionGroup var trainer: TrainerOption
    @OptionGroup var library: RunbookLibrary
    @OptionGroup var options: StoreOptions

    func run() async throws {
        let who = try options.who
        let (source, _) = try library.load(runbook)
        let scenario = try library.scenario(scenario, of: runbook)
        let store = try options.openToWrite(mayMake: true)
        try store.requireWritable()
        let name = try name.map { try SessionName.checked($0, in: store) }
        let id = SessionStore.newID()
        let talk = Talk(store: store)
        talk.screen.progress("Starting the simulated tenant…")
        let tenant = try await SimulatedTenant.start(scenario, log: store.rehearsalFile(of: id))
        talk.screen.clearProgress()
        var files: SimulationFiles?
        defer { files?.remove() }
        let writer: SessionWriter
        do {
            files = try trainer.write(tenant)
            writer = try store.begin(
                SessionStarted(
                    name: name ?? scenario.id, runbook: source,
                    tenant: TenantBinding(
                        kind: .rehearsal, tenantID: tenant.tenantID, displayName: scenario.tenantName,
                        scenario: scenario.id), folder: try library.place(source.id), approvals: approvals.number),
                who: who, id: id, naming: name == nil ? .firstFree : .asChosen)
        } catch {
            // A tenant without a session is nobody's.
            await tenant.stop()
            store.forgetRehearsal(of: id)
            throw error
        }
        throw ExitStatus(try await talk.run(writer, tenant: tenant, isNew: true))
    }
}
