import Console
import Journal
import Runbook

/// A step as it is entered and shown.
struct StepView {
    let conversation: Conversation

    /// Goes to a step, journals that, and shows where the person is now.
    func enter(_ step: Step) async throws {
        let before = conversation.step
        try conversation.writer.append(StepEntered(step: step.id))
        let screen = conversation.screen
        if before.phase != step.phase, let phase = conversation.runbook.phase(step.phase) {
            screen.line(Style.bold("═══ \(phase.title) ═══"))
            screen.text(conversation.filled(phase.text) + (phase.isSideBySide ? " Its steps stand side by side." : ""))
            for hint in phase.hints { HintView.show(hint, conversation, indent: "") }
        }
        let names = (step.text?.inputs ?? []) + step.hints.flatMap(\.text.inputs)
        guard try await Questions(conversation: conversation).ask(for: names) else { return }
        if let text = step.text { screen.text(conversation.filled(text)) }
        for hint in step.hints { HintView.show(hint, conversation, indent: "") }
        Greeting(conversation: conversation).place()
    }

    /// The step as a whole: every procedure and action, and the checklist.
    func show(_ step: Step) {
        let screen = conversation.screen
        screen.line(Style.bold("\(step.number). \(step.title)"))
        if let text = step.text { screen.text(conversation.filled(text)) }
        for hint in step.hints { HintView.show(hint, conversation, indent: "") }
        for procedure in step.procedures {
            screen.line()
            screen.line(Style.bold(procedure.title))
            if let text = procedure.text { screen.text(conversation.filled(text), first: "  ") }
            for hint in procedure.hints { HintView.show(hint, conversation, indent: "  ") }
            for (index, action) in procedure.actions.enumerated() {
                let isDone = conversation.state.doneActions[action.id] != nil
                let answers = conversation.state.answers
                let isSkipped = !procedure.when.applies(answers) || !action.when.applies(answers)
                screen.text(
                    "**\(action.title)**: \(conversation.filled(action.text))",
                    first: "  \(isDone ? Style.green("✓") : isSkipped ? "–" : " ") \(index + 1). ", rest: "       ")
                for hint in action.hints { HintView.show(hint, conversation, indent: "       ") }
            }
        }
        screen.line()
        screen.line(Style.bold("Checklist"))
        for item in step.checklist { ItemView(item: item, conversation: conversation).show() }
    }
}
