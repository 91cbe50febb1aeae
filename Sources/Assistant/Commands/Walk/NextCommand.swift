import Journal
import Runbook

struct NextCommand: Command {
    let name = "next"
    let aliases = ["n"]
    let summary = "read what comes next; go on to the next step when this one is complete"
    let details = "Enter alone does the same."

    func run(_ words: [String], in conversation: Conversation) async throws -> Outcome {
        guard words.isEmpty else { throw UsageError("\"next\" takes nothing.") }
        // Whether something applies is asked before it is shown; the answer may skip it.
        while case .action(let procedure, let action) = conversation.board.next {
            let open = ((procedure.when?.inputs ?? []) + (action.when?.inputs ?? [])).filter {
                conversation.state.answers[$0] == nil
            }
            guard try await Questions(conversation: conversation).ask(for: open) else { return .done }
            if open.isEmpty || conversation.state.answers[open[0]] == nil { break }
        }
        try Skipping(conversation: conversation).record()
        switch conversation.board.next {
        case .step(let step):
            try await Walking(conversation: conversation).enter(step)
        case .action(let procedure, let action):
            var names = (procedure.text?.inputs ?? []) + procedure.hints.flatMap(\.text.inputs) + action.text.inputs
            if conversation.desk != nil { names += action.rehearse?.inputs ?? [] }
            guard try await Questions(conversation: conversation).ask(for: names) else { return .done }
            conversation.nextView.show(on: conversation.screen)
        case .checklist:
            let items = conversation.step.checklist
            guard try await Questions(conversation: conversation).ask(about: items) else { return .done }
            try Skipping(conversation: conversation).record()
            conversation.nextView.show(on: conversation.screen)
        case .cutover, .verify, .finished: conversation.nextView.show(on: conversation.screen)
        }
        return .done
    }
}
