import ArgumentParser
import Console
import SessionStore
import SimulatedTenant

struct Resume: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Go on with a session.",
        discussion: """
            Examples:
              lockstep resume              the session worked on last
              lockstep resume friday       by name
              lockstep resume k7f          by the beginning of its id

            A live session signs in again, the way it was begun or as you say; it refuses another tenant than its own.
            """)

    @Argument(
        help: "The session's id, the beginning of it, or its name. (default: the newest)",
        completion: ShellCompletions.sessions)
    var session: String?
    @OptionGroup var live: TenantOptions
    @OptionGroup var trainer: TrainerOption
    @OptionGroup var options: StoreOptions

    func run() async throws {
        let store = try options.open()
        let id = try store.find(session)
        let writer = try store.open(id, who: options.who)
        do {
            let talk = Talk(store: store)
            let runbook = try Talk.runbook(of: writer.state)
            if writer.state.tenant.kind == .live {
                let access = try await LiveResume(options: live, binding: writer.state.tenant).access(
                    runbook, talk.screen)
                throw ExitCode(try await talk.run(writer, access: access, isNew: false))
            }
            talk.screen.progress("Starting the simulated tenant…")
            let tenant = try await SimulatedTenant.resume(log: store.rehearsalFile(of: id))
            talk.screen.clearProgress()
            let files = try trainer.write(tenant)
            defer { files?.remove() }
            throw ExitCode(try await talk.run(writer, tenant: tenant, isNew: false))
        } catch {
            // Whatever kept the conversation from beginning, the session must not look as if somebody were at it.
            writer.release()
            throw error
        }
    }
}
