import Console
import Journal
import Text

struct GotoCommand: Command {
    let name = "goto"
    let aliases = ["go"]
    let usage = "STEP"
    let summary = "go to another step"
    let details =
        "Going back is always allowed. Going ahead is too, for reading and preparing: the cutover stays locked "
        + "until the steps in between pass, and the screen says what is left open. Where a phase's steps stand side by "
        + "side, their order is yours."

    func candidates(after words: [String], in conversation: Conversation) -> [String] {
        words.isEmpty ? conversation.runbook.steps.map(\.id) : []
    }

    func run(_ words: [String], in conversation: Conversation) async throws -> Outcome {
        guard words.count == 1 else { throw UsageError("Which step? Type: goto STEP, by number or id.") }
        let step = try conversation.step(words[0])
        let board = conversation.board
        guard board.card(step).isOpen else {
            throw UsageError("Step \(step.number) opens with the switch. \"step \(step.id)\" reads it.")
        }
        try await Walking(conversation: conversation).enter(step)
        let left = board.left(before: step)
        if !left.isEmpty {
            let names = left.map { "\($0.number) \($0.title)" }.joined(separator: ", ")
            let what =
                conversation.runbook.cutover == nil ? "They are still to be done." : "The cutover waits for them."
            conversation.screen.text("\(Style.yellow("Left open:")) \(names). \(what)")
        }
        return .done
    }
}
