import Console
import Journal
import Runbook

struct WatchCommand: Command {
    let name = "watch"
    let usage = "[ITEM…|all|off]"
    let summary = "look at what is red again and again, and say when it turns green"
    let details =
        "Watches the red and the unknown items of this step, of every step (\"all\"), or those that you name, while "
        + "you go on typing. It looks every few seconds, less often while nothing happens. \"watch off\" ends it; the "
        + "cutover does too, for it checks by itself."

    func candidates(after words: [String], in conversation: Conversation) -> [String] {
        (words.isEmpty ? ["all", "off"] : []) + conversation.runbook.items.filter { $0.check != nil }.map(\.id)
    }

    func run(_ words: [String], in conversation: Conversation) async throws -> Outcome {
        let screen = conversation.screen
        if words == ["off"] {
            screen.line(conversation.watching.stop() ? "Nothing is watched any more." : "Nothing was watched.")
            return .done
        }
        guard conversation.isInteractive else {
            throw UsageError("\"watch\" needs a terminal; in a script, check says what is red now.")
        }
        let chosen = try conversation.items(words)
        guard try await Questions(conversation: conversation).ask(about: chosen) else { return .done }
        let board = conversation.board
        let red = chosen.map(board.card).filter {
            $0.item.check != nil && $0.isAskedByItself && $0.verdict?.verdict.isPassed != true
        }.map(\.item)
        guard !red.isEmpty else {
            screen.line("Nothing here is red: there is nothing to watch.")
            return .done
        }
        conversation.watching.start(red, conversation)
        screen.text(
            "Watching \(red.map(\.id).joined(separator: ", ")). Go on; watch off ends it.", first: "", rest: "  ")
        return .done
    }
}
