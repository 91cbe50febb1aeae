import ArgumentParser
import Console
import Escaping
import Foundation
import Journal
import Runbook
import SessionStore

struct UpgradeSession: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "upgrade",
        abstract: "Move a session to this Lockstep's version of its runbook.",
        discussion: """
            A session keeps the runbook that it began with. This lists what is different in the other version, and what \
            of the session no longer counts there: verdicts of checks that are others now, confirmations of other \
            sentences, waivers, answers, actions. Then it asks for the session's name. The past stays in the journal.

            Examples:
              lockstep upgrade friday --dry-run
              lockstep upgrade friday
              lockstep upgrade friday --runbooks ./Runbooks

            Exit codes: 0 moved, or nothing to do; 1 not moved; 2 usage or bad input.
            """)

    @Argument(help: "The session's id, the beginning of it, or its name.", completion: ShellCompletions.sessions)
    var session: String
    @Flag(help: "Only list what would change.") var dryRun = false
    @Flag(help: "List it as JSON for machines; with --dry-run only.") var json = false
    @OptionGroup var library: RunbookLibrary
    @OptionGroup var options: StoreOptions

    func validate() throws {
        if json, !dryRun { throw ValidationError("--json lists what would change: add --dry-run.") }
    }

    func run() async throws {
        let store = try options.open()
        let id = try store.find(session)
        let screen = Screen()
        if dryRun {
            let upgrade = try upgrade(of: try store.state(of: id))
            if json { return screen.line(try JSONText.encode(UpgradeReport(upgrade))) }
            if isNothing(upgrade, screen) { return }
            UpgradeReport(upgrade).show(on: screen)
            if let refusal = upgrade.refusal { screen.error("It can't be moved now. \(refusal)") }
            return
        }
        // The pen first: what is listed must be what is moved.
        let writer = try store.open(id, who: options.who)
        defer { writer.release() }
        let upgrade = try upgrade(of: writer.state)
        if isNothing(upgrade, screen) { return }
        UpgradeReport(upgrade).show(on: screen)
        if let refusal = upgrade.refusal {
            screen.error("Nothing was changed. \(refusal)")
            throw ExitCode(1)
        }
        let typed = await TypedAnswer.read("Type the session's name to move it: ", on: screen)
        guard typed == writer.state.name else {
            screen.error("Nothing was changed: that isn't its name, \(writer.state.name).")
            throw ExitCode(1)
        }
        try writer.append(.runbookUpgraded(upgrade.body))
        screen.line(
            "\(Style.green("✓")) \(writer.state.name) goes on with this version: \(ShellText.command("lockstep", "resume", id))"
        )
    }

    private func upgrade(of state: SessionState) throws -> Upgrade {
        let (source, runbook) = try library.load(state.runbook.id)
        return Upgrade(of: state, from: try Talk.runbook(of: state), to: runbook, source: source)
    }

    private func isNothing(_ upgrade: Upgrade, _ screen: Screen) -> Bool {
        guard upgrade.difference.isEmpty else { return false }
        screen.line("The session has this version already.")
        return true
    }
}
