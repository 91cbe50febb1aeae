import ArgumentParser
import Console
import Escaping
import Foundation
import Journal
import Runbook
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
              lockstep resume friday --read-only     look on while somebody else works
              lockstep resume friday --ask           ask them for the pen, and wait
              lockstep resume friday --take-over     take the pen from somebody who is away

            A live session signs in again, the way it was begun or as you say; it refuses another tenant than its own.

            Exit codes: piped, the worst of what was typed: 0 well, 1 something failed, 3 something is unknown, 2 a line was not \
            understood. At a terminal 0, unless it could not begin (3: nobody could sign in).
            """)

    @Argument(
        help: "The session's id, the beginning of it, or its name. (default: the newest)",
        completion: ShellCompletions.sessions)
    var session: String?
    @Flag(help: "Only look: what happened, and what happens.") var readOnly = false
    @Flag(help: "Take it from whoever has it open. Asks for the session's name, and is written down.")
    var takeOver = false
    @Flag(help: "Ask whoever has it open for the pen, and wait for it.") var ask = false
    @OptionGroup var live: TenantOptions
    @OptionGroup var trainer: TrainerOption
    @OptionGroup var library: RunbookLibrary
    @OptionGroup var options: StoreOptions

    func validate() throws {
        guard [readOnly, takeOver, ask].count(where: \.self) <= 1 else {
            throw ValidationError("--read-only, --ask and --take-over exclude each other: choose one.")
        }
    }

    /// Whether the person really wants what somebody else has open.
    private func isTakingOver(_ store: SessionStore, _ id: String) async throws -> Bool {
        guard takeOver else { return false }
        let (screen, state, holder) = (Screen(), try store.state(of: id), try store.holder(of: id))
        guard holder != nil || state.seal != nil else { return false }
        let name = state.name
        if let holder {
            screen.text(
                "\(holder) has it open (last sign of life \(holder.age)). What they type after this is not written any more."
            )
        }
        if let seal = state.seal {
            screen.text(
                "\(seal.stamp.by) sealed it: it goes on with \(seal.to). If they have gone on as well, the two don't come together "
                    + "again.")
        }
        guard let typed = try await TypedAnswer.read("Type the session's name to take it over: ", on: screen) else {
            throw CleanExit.message("Nothing was taken over.")
        }
        guard typed == name else {
            throw InputProblem("nothing was taken over: that isn't the session's name")
        }
        return true
    }

    /// Says so if this Lockstep has another version of the session's runbook. What can't be compared isn't mentioned.
    private func otherVersion(of runbook: Runbook, _ state: SessionState) -> String? {
        guard let (_, other) = try? library.load(runbook.id), other != runbook else { return nil }
        return "this session keeps the runbook that it began with, and this Lockstep has another version of it. "
            + "`\(ProgramCommand.text("upgrade", state.id, "--dry-run"))` says what is different."
    }

    /// What is dated after now was written by a clock that ran ahead, or this one was set back.
    private func clock(_ state: SessionState) -> String? {
        let ahead = state.lastEvent.time.timeIntervalSinceNow
        guard state.tenant.kind == .live, ahead > 300 else { return nil }
        return
            "the last entry is dated \(Value.time(state.lastEvent.time).words), which is not yet by this machine's clock: one of "
            + "the two is wrong, and hours, waivers and the time between two switches hang on it."
    }

    /// Who signs nothing writes what nobody who looks at keys counts.
    private func unsigned(_ store: SessionStore, _ last: Event) throws -> String? {
        guard OwnSigner.isOff, try !store.signatures(of: last.session).isEmpty else { return nil }
        return
            "what others wrote is signed, and what you write isn't (\(OwnSigner.variable)=none): it counts for nobody who looks "
            + "at keys."
    }

    func run() async throws {
        let store = try readOnly ? options.open() : options.openToWrite()
        let id = try store.find(session)
        if readOnly { return try await Following(store: store, id: id, screen: Screen()).run() }
        let writer =
            if ask {
                try await PenWait(store: store, id: id, who: try options.who, screen: Screen()).writer()
            } else {
                try store.open(id, who: try options.who, takingOver: try await isTakingOver(store, id))
            }
        do {
            // Whoever goes on where somebody else left has seen it so.
            try store.countersign(writer.last)
            let runbook = try Talk.runbook(of: writer.state)
            var talk = Talk(store: store)
            talk.notices =
                Strangers(writer.state, runbook: runbook).lines
                + [otherVersion(of: runbook, writer.state), clock(writer.state), try unsigned(store, writer.last)]
                .compactMap(\.self)
            // A script has no greeting.
            if !talk.screen.terminal.isInteractive { Strangers.warn(of: writer.state, on: talk.screen) }
            if writer.state.tenant.kind == .live {
                let reached = try await LiveResume(options: live, state: writer.state).access(runbook, talk.screen)
                talk.strangers = reached.strangers
                talk.people = reached.people
                if let name = reached.otherName {
                    talk.notices.append(
                        "the session calls the tenant \(writer.state.tenant.displayName); it calls itself \(name).")
                }
                throw ExitStatus(try await talk.run(writer, access: reached.access, isNew: false))
            }
            let tenant = try await started(id, in: store, talk.screen)
            let files = try trainer.write(tenant)
            defer { files?.remove() }
            throw ExitStatus(try await talk.run(writer, tenant: tenant, isNew: false))
        } catch {
            // Whatever kept the conversation from beginning, the session must not look as if somebody were at it.
            writer.release()
            throw error
        }
    }

    private func started(_ session: String, in store: SessionStore, _ screen: Screen) async throws -> SimulatedTenant {
        screen.progress("Starting the simulated tenant…")
        defer { screen.clearProgress() }
        return try await RehearsalTenant.resume(session, in: store)
    }
}
