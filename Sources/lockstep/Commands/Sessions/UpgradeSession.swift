import ArgumentParser
import Assistant
import Console
import Escaping
import Foundation
import Journal
import Runbook
import SessionStore
import Text

struct UpgradeSession: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "upgrade",
        abstract: "Move a session to this Lockstep's version of its runbook.",
        discussion: """
            A session keeps the runbook that it began with. This lists what is different in the other version, and what \
            of the session no longer counts there: verdicts of checks that are others now, confirmations of other \
            sentences, waivers, answers, actions. Then it asks for the session's name. The past stays in the journal.

            A version that lets more through lists what falls away, and wants a reason and a second person's approval, as \
            a waiver does.

            Examples:
              lockstep upgrade friday --dry-run
              lockstep upgrade friday
              lockstep upgrade friday --runbooks ./Runbooks

            Exit codes: 0 moved, or nothing to do; 1 not moved; 2 usage or bad input.
            """)

    @Argument(help: "The session's id, the beginning of it, or its name.", completion: ShellCompletions.sessions)
    var session: String
    @Flag(help: "Only list what would change.") var dryRun = false
    @OptionGroup var output: FormatOptions<ListFormat>
    @OptionGroup var live: TenantOptions
    @OptionGroup var library: RunbookLibrary
    @OptionGroup var options: StoreOptions

    func validate() throws {
        if output.isJSON, !dryRun { throw ValidationError("JSON lists what would change: add --dry-run.") }
    }

    func run() async throws {
        let store = try dryRun ? options.open() : options.openToWrite()
        let id = try store.find(session)
        let screen = Screen()
        if dryRun {
            let upgrade = try upgrade(of: try store.state(of: id))
            if output.isJSON { return screen.line(try JSONText.document(UpgradeReport(upgrade))) }
            if isNothing(upgrade, screen) { return }
            UpgradeReport(upgrade).show(on: screen)
            if let refusal = upgrade.refusal { screen.error("It can't be moved now. \(refusal)") }
            return
        }
        // The pen first: what is listed must be what is moved.
        let writer = try store.open(id, who: try options.who)
        defer { writer.release() }
        let upgrade = try upgrade(of: writer.state)
        if isNothing(upgrade, screen) { return }
        UpgradeReport(upgrade).show(on: screen)
        if let refusal = upgrade.refusal {
            screen.error("Nothing was changed. \(refusal)")
            throw ExitStatus.failed
        }
        let typed = try await TypedAnswer.read("Type the session's name to move it: ", on: screen)
        guard typed == writer.state.name else {
            screen.error("Nothing was changed: that isn't its name, \(writer.state.name).")
            throw ExitStatus.failed
        }
        var (reason, approver): (String?, Person?)
        if !upgrade.loosened.isEmpty {
            guard let agreed = try await agreement(to: upgrade, writer, screen) else {
                screen.error("Nothing was changed.")
                throw ExitStatus.failed
            }
            (reason, approver) = agreed
        }
        try writer.append(upgrade.body(reason: reason, approvedBy: approver, writer: writer.who))
        screen.line(
            "\(Style.green("✓")) \(writer.state.name) goes on with this version: \(ProgramCommand.text("resume", id))"
        )
    }

    private func upgrade(of state: SessionState) throws -> Upgrade {
        let (source, runbook) = try library.load(state.runbook.id)
        return Upgrade(
            of: state, from: try Talk.runbook(of: state), to: runbook, source: source,
            folder: try library.place(source.id))
    }

    /// What a waiver needs: a reason, and a second person who has read what falls away.
    private func agreement(
        to upgrade: Upgrade, _ writer: SessionWriter, _ screen: Screen
    ) async throws -> (reason: String?, approver: Person?)? {
        guard
            let reason = try await TypedAnswer.read("Why may less stand before the switch? ", on: screen, for: .answer),
            !reason.isEmpty
        else {
            screen.error("A reason is needed.")
            return nil
        }
        let state = writer.state
        let rows =
            ApprovalRows.of(state, RunbookLibrary.origin(try Talk.runbook(of: state), state))
            + [.init("Other version", upgrade.place)] + upgrade.loosened.map { .init("Falls away", $0) }
            + [.init("Reason", reason)]
        // Two people are two accounts of the tenant: whoever asks signs in as well.
        let people =
            state.tenant.kind == .live
            ? try await LiveResume(options: live, state: state).access(try Talk.runbook(of: state), screen).people : nil
        let approver = try await Approvals(screen: screen, writer: writer, people: people).wait(
            for: ApprovalRequest("a runbook that blocks less", rows, plan: upgrade.hash), besides: [writer.who],
            by: "Less would stand before the switch: somebody else than you approves it.")
        return approver.map { (reason, $0) }
    }

    private func isNothing(_ upgrade: Upgrade, _ screen: Screen) -> Bool {
        guard upgrade.difference.isEmpty else { return false }
        screen.line("The session has this version already.")
        return true
    }
}
