import Console
import Journal
import Runbook
import Verification

/// Right after a switch: looks at what only the switch makes true, until it is true or the patience ends, since
/// Microsoft's services don't all learn of it at once.
struct Proving {
    let conversation: Conversation
    private static let pause = Duration.seconds(3)
    private static let patience = Duration.seconds(120)

    private var items: [Item] {
        let runbook = conversation.runbook
        // What isn't of a trial's proof is about its end: nothing shows that by waiting.
        let isTrial = !runbook.stepsOfTrial.isEmpty
        return runbook.stepsAfterSwitch.flatMap(\.checklist).filter {
            $0.check != nil && $0.when.applies(conversation.state.answers)
                && (!isTrial || $0.asked == .whileSwitched)
        }
    }

    /// Journals the last verdicts and shows them. Ctrl-C ends the looking; what was found by then counts.
    func run() async throws {
        let items = items
        if items.isEmpty { return }
        let screen = conversation.screen
        let (session, pause) = (conversation.session, Proving.pause)
        let end = ContinuousClock.now + Proving.patience
        // A pilot's sign-in is a person's to make: waiting won't bring it.
        let own = items.filter { !($0.check.map(PilotSignIn.isSeen) ?? false) }.map(\.id)
        let isWatched = conversation.isInteractive
        let results = await conversation.interruptible { () async -> [String: CheckResult] in
            var isTold = isWatched
            while true {
                let results = await session.look(at: items, for: .board)
                let open = own.filter { results[$0]?.verdict.isPassed != true }
                if open.isEmpty || Task.isCancelled || ContinuousClock.now + pause > end { return results }
                screen.progress("Waiting for \(open.joined(separator: ", ")) to show… Ctrl-C goes on")
                if !isTold {
                    screen.error("Waiting for \(open.joined(separator: ", ")) to show, two minutes at most…")
                    isTold = true
                }
                // A cancelled sleep returns at once; what was read before stands.
                do { try await Task.sleep(for: pause) } catch { return results }
            }
        }
        screen.clearProgress()
        let board = try session.record(items, results, for: .board).board
        for item in items { ItemView(board.card(item), board).show(on: screen) }
        if own.contains(where: { results[$0]?.verdict.isPassed != true }) {
            screen.text("It can take hours to show everywhere: `watch all` goes on looking.")
        }
    }
}
