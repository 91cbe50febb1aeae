import Assistant
import Console
import Cutover
import Foundation
import Journal
import Rehearsal
import Runbook
import SessionStore
import SimulatedTenant
import Tenant
import Text
import Verification

/// Wires a session, its tenant and a terminal into a conversation, and sees it to its end.
struct Talk {
    let store: SessionStore
    /// What the person must know at once about the session as it was opened, a sentence each.
    var notices: [String] = []
    /// Hosts that answer for the tenant and aren't Microsoft's.
    var strangers: [String] = []
    /// Proves who people are; nil in a rehearsal.
    var people: (any PeopleProver)?
    let screen = Screen()

    /// A rehearsal.
    /// - Returns: the worst of what was typed.
    func run(_ writer: SessionWriter, tenant: SimulatedTenant, isNew: Bool) async throws -> Outcome {
        // A clock that ran fast until the program was killed goes on no earlier than what the journal has seen.
        let missing = writer.state.lastEvent.time.timeIntervalSince(tenant.clock.now)
        if missing > 0 { await tenant.pass(missing) }
        writer.keepTime { tenant.clock.now }
        let outcome = try await converse(
            writer, access: RehearsalDesk.access(to: tenant), desk: RehearsalDesk(tenant: tenant),
            isNew: isNew)
        await tenant.stop()
        // Not before: whoever has the pen next starts the same tenant.
        release(writer)
        return outcome
    }

    /// A live session.
    /// - Returns: the worst of what was typed.
    func run(_ writer: SessionWriter, access: TenantAccess, isNew: Bool) async throws -> Outcome {
        var access = access
        access.knowTrials(of: writer.state, in: store)
        let outcome = try await converse(writer, access: access, desk: nil, isNew: isNew)
        release(writer)
        return outcome
    }

    /// Whoever goes on reads who signed what: what isn't signed is said while its writer is still there.
    private func release(_ writer: SessionWriter) {
        writer.release()
        let count = writer.unsignedCount
        guard count > 0 else { return }
        let last = writer.last.sequence
        screen.error(
            "\(Style.yellow("Not signed:")) \([last - count + 1...last].entryWords), and "
                + "nobody signs it later. What it says counts, for whoever looks at keys, once somebody says it again.")
    }

    private func converse(_ writer: SessionWriter, access: TenantAccess, desk: RehearsalDesk?, isNew: Bool) async throws
        -> Outcome
    {
        let runbook = try Talk.runbook(of: writer.state)
        let completer = Completer()
        let lines: any LineSource =
            screen.terminal.isInteractive
            ? LineEditor(history: try store.historyFile(), screen: screen, completer: completer)
            : PipedLines(screen: screen)
        let conversation = Conversation(
            screen: screen, lines: lines, runbook: runbook, writer: writer, access: access, desk: desk,
            bundled: RunbookLibrary.bundled(runbook.id), people: people,
            strangers: strangers.isEmpty ? nil : strangers.joined(separator: ", "), notices: notices)
        completer.use { [weak conversation] line in conversation?.completions(for: line) ?? [] }
        let outcome = await conversation.run(isNew: isNew)
        lines.close()
        return outcome
    }

    /// The runbook that the session started with, as it was then.
    static func runbook(of state: SessionState) throws -> Runbook {
        try LoadedRunbooks.load(state.runbook, isKept: true)
    }
}
