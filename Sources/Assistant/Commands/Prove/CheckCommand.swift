import Console
import Journal
import Runbook
import Synchronization
import Verification

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
        let items = try conversation.items(words)
        guard try await Questions(conversation: conversation).ask(about: items) else { return .done }
        try Skipping(conversation: conversation).record()
        let results = await results(items, conversation)
        let events = Evaluation.events(of: items, results)
        if !events.isEmpty { try conversation.writer.append(events) }
        for item in items { ItemView(item: item, conversation: conversation).show() }
        return report(items, conversation)
    }

    private func results(_ items: [Item], _ conversation: Conversation) async -> [String: CheckResult] {
        let count = items.count {
            $0.check != nil && $0.when.applies(conversation.state.answers) && !conversation.state.isHeld($0)
        }
        if count == 0 { return [:] }
        let screen = conversation.screen
        let finished = Mutex(0)
        screen.progress("Checking \(count) items…")
        @Sendable func tell(_ words: String) {
            screen.progress("Checked \(finished.withLock { $0 }) of \(count) · \(words)")
        }
        let (state, runbook) = (conversation.state, conversation.runbook)
        let (access, writer) = (conversation.access, conversation.writer)
        let results = await conversation.interruptible {
            await SessionChecks.run(
                items, of: runbook, state, access: access, now: { writer.time }, onNews: { tell($0.words) }
            ) { id, _ in
                finished.withLock { $0 += 1 }
                tell(id)
            }
        }
        screen.clearProgress()
        return results
    }

    private func report(_ items: [Item], _ conversation: Conversation) -> Outcome {
        let standings = items.map { ItemView(item: $0, conversation: conversation).standing }
        let skipped = standings.count { $0 == .skipped }
        let held = standings.count { $0 == .held }
        let passed = standings.count { $0 == .passed }
        let parts = [
            (standings.count { $0 == .failed }, "failed"), (standings.count { $0 == .unknown }, "unknown"),
            (standings.count { $0 == .unattested }, "waiting for your word"), (skipped, "not for this deployment"),
            (held, "held at the switch"), (standings.count { $0 == .waived }, "waived"),
        ].filter { $0.0 > 0 }.map { ", \($0.0) \($0.1)" }.joined()
        conversation.screen.line("\(passed) of \(items.count) passed\(parts)")
        if passed + skipped + held == items.count, conversation.isInteractive {
            conversation.screen.text(NextView(conversation: conversation).summary, first: "Next: ", rest: "      ")
        }
        if conversation.state.aftermath.isNotKnown {
            AftermathView(conversation: conversation).show(conversation.state.switches)
            if !standings.contains(.failed), !standings.contains(.unattested) { return .unknown }
        }
        if standings.contains(.failed) || standings.contains(.unattested) { return .failed }
        return standings.contains(.unknown) ? .unknown : .done
    }
}
