import Console
import Journal
import Runbook
import Text

/// Goes from step to step.
struct Walking {
    let conversation: Conversation

    /// Goes to a step, journals that, and shows where the person is now.
    func enter(_ step: Step) async throws {
        let before = conversation.step
        try conversation.writer.append(StepEntered(step: step.id))
        let screen = conversation.screen
        if before.phase != step.phase, let phase = conversation.runbook.phase(step.phase) {
            screen.line(Style.bold("═══ \(phase.title) ═══"))
            screen.text(conversation.filled(phase.text) + (phase.isSideBySide ? " Its steps stand side by side." : ""))
            for hint in phase.hints { HintView.show(hint, conversation.board, on: screen) }
        }
        let names = (step.text?.inputs ?? []) + step.hints.flatMap(\.text.inputs)
        guard try await Questions(conversation: conversation).ask(for: names) else { return }
        if let text = step.text { screen.text(conversation.filled(text)) }
        for hint in step.hints { HintView.show(hint, conversation.board, on: screen) }
        conversation.greeting.place()
    }
}
