import Console
import Journal
import Runbook
import SessionStore
import Synchronization

struct CheckCommand: Command {
    let name = "check"
    let aliases = ["c"]
    let usage = "[ITEM…|all]"
    let summary = "check this step's items against the tenant"
    let details =
        "Reads the tenant and changes nothing in it. Names check those items; \"all\" checks every step's. "
        + "Ctrl-C ends it; what was not finished is unknown."

    func candidates(after words: [String], in conversation: Conversation) -> [String] {
        (words.isEmpty ? ["all"] : []) + conversation.runbook.items.filter { $0.check != nil }.map(\.id)
    }

    func run(_ words: [String], in conversation: Conversation) async throws -> Outcome {
        var items = try conversation.items(words)
        if !(try await Questions(conversation: conversation).ask(about: items)) {
            items = left(of: items, conversation)
            if items.isEmpty { return .done }
        }
        try Skipping(conversation: conversation).record()
        let board = try await check(items, conversation)
        for item in items { ItemView(board.card(item), board).show(on: conversation.screen) }
        return report(items.map { board.card($0).standingByItself }, conversation)
    }

    /// What can be looked at though a question was left open: somebody may not know the answer yet.
    private func left(of items: [Item], _ conversation: Conversation) -> [Item] {
        guard conversation.isInteractive, !conversation.isLeaving else { return [] }
        let (state, secrets) = (conversation.state, conversation.access.secrets)
        let known = items.filter {
            !$0.when.applies(state.answers)
                || $0.inputs.allSatisfy { state.answers[$0] != nil || secrets.knows($0) }
        }
        if known.isEmpty { return [] }
        let open = items.filter { !known.contains($0) }.map(\.id).joined(separator: ", ")
        conversation.screen.text("Without that answer \(open) can't be looked at; the others are.")
        return known
    }

    private func check(_ items: [Item], _ conversation: Conversation) async throws -> Board {
        let (session, screen, before) = (conversation.session, conversation.screen, conversation.board)
        let count = items.map(before.card).count { $0.item.check != nil && $0.isAskedByItself }
        if count == 0 { return before }
        let finished = Mutex(0)
        screen.progress("Checking \(count) \(count == 1 ? "item" : "items")…")
        defer { screen.clearProgress() }
        @Sendable func tell(_ words: String) {
            screen.progress("Checked \(finished.withLock { $0 }) of \(count) · \(words)")
        }
        return try await conversation.interruptible { () async throws(StoreProblem) in
            try await session.check(items, for: .board, onNews: { tell($0.words) }) { id, _ in
                finished.withLock { $0 += 1 }
                tell(id)
            }
        }.board
    }

    private func report(_ standings: [Standing], _ conversation: Conversation) -> Outcome {
        let skipped = standings.count { $0 == .skipped }
        let held = standings.count { $0 == .held }
        let passed = standings.count { $0 == .passed }
        let parts = [
            (standings.count { $0 == .failed }, "failed"), (standings.count { $0 == .unknown }, "unknown"),
            (standings.count { $0 == .unattested }, "waiting for your word"), (skipped, "not for this deployment"),
            (held, "held"), (standings.count { $0 == .waived }, "waived"),
        ].filter { $0.0 > 0 }.map { ", \($0.0) \($0.1)" }.joined()
        conversation.screen.line("\(passed) of \(standings.count) passed\(parts)")
        if passed + skipped + held == standings.count, conversation.isInteractive {
            conversation.screen.text(conversation.nextView.summary, first: "Next: ", rest: "      ")
        }
        if conversation.state.aftermath.isNotKnown {
            conversation.aftermathView.show(conversation.state.switches)
            if !standings.contains(.failed), !standings.contains(.unattested) { return .unknown }
        }
        if standings.contains(.failed) || standings.contains(.unattested) { return .failed }
        return standings.contains(.unknown) ? .unknown : .done
    }
}
