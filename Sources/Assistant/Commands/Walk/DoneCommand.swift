import Console
import Journal
import Text
import YAMLDocument

struct DoneCommand: Command {
    let name = "done"
    let aliases = ["d"]
    let usage = "[ACTION|all]"
    let summary = "the action that was shown is done; on to the next"
    let details =
        "Without a name, the next open action of this step. \"done all\" marks all of this step's actions: for "
        + "what was there already. Marking proves nothing; the checklist does."

    func candidates(after words: [String], in conversation: Conversation) -> [String] {
        guard words.isEmpty else { return [] }
        return ["all"] + conversation.step.actions.map(\.id).filter { conversation.state.doneActions[$0] == nil }
    }

    func run(_ words: [String], in conversation: Conversation) async throws -> Outcome {
        guard words.count <= 1 else { throw UsageError("\"done\" takes one action, or \"all\".") }
        let open = conversation.board.here.openActions
        let marked: [String]
        switch words.first {
        case nil: marked = open.prefix(1).map(\.id)
        case "all": marked = open.map(\.id)
        case let id?:
            guard conversation.runbook.steps.contains(where: { $0.actions.contains { $0.id == id } }) else {
                let hint = Suggestion.hint(for: id, in: conversation.step.actions.map(\.id))
                throw UsageError("There is no action \"\(id)\"\(hint)")
            }
            marked = [id]
        }
        guard !marked.isEmpty else {
            conversation.screen.line("Every action of this step is done. \"check\" goes through its checklist.")
            return .done
        }
        try conversation.writer.append(marked.map { ActionDone(action: $0) })
        let what = open.first { [$0.id] == marked }?.title ?? "\(marked.count) actions"
        conversation.screen.line("\(Style.green("✓")) recorded: \(what) done")
        return try await NextCommand().run([], in: conversation)
    }
}
