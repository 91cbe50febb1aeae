struct StepCommand: Command {
    let name = "step"
    let usage = "[STEP]"
    let summary = "read a step as a whole: every action, and its checklist"
    let details = "Shows the step you are at, or the one that you name by number or id. Goes nowhere."

    func candidates(after words: [String], in conversation: Conversation) -> [String] {
        words.isEmpty ? conversation.runbook.steps.map(\.id) : []
    }

    func run(_ words: [String], in conversation: Conversation) async throws -> Outcome {
        guard words.count <= 1 else { throw UsageError("\"step\" takes one step.") }
        StepView(board: conversation.board).show(
            try words.first.map { try conversation.step($0) } ?? conversation.step, on: conversation.screen)
        return .done
    }
}
