import Console
import Journal
import Runbook
import Text

/// A step as a whole.
struct StepView {
    let board: Board

    /// Every procedure and action, and the checklist.
    func show(_ step: Step, on screen: Screen) {
        let card = board.card(step)
        screen.line(Style.bold("\(step.number). \(step.title)"))
        if let text = step.text { screen.text(board.filled(text)) }
        for hint in step.hints { HintView.show(hint, board, on: screen) }
        for procedure in step.procedures {
            screen.line()
            screen.line(Style.bold(procedure.title))
            if let text = procedure.text { screen.text(board.filled(text), first: "  ") }
            for hint in procedure.hints { HintView.show(hint, board, on: screen, indent: "  ") }
            for (index, action) in procedure.actions.enumerated() {
                let isDone = board.state.doneActions[action.id] != nil
                let answers = board.state.answers
                let isSkipped = !procedure.when.applies(answers) || !action.when.applies(answers)
                screen.text(
                    "**\(action.title)**: \(board.filled(action.text))",
                    first: "  \(isDone ? Style.green("✓") : isSkipped ? "–" : " ") \(index + 1). ", rest: "       ")
                for hint in action.hints { HintView.show(hint, board, on: screen, indent: "       ") }
            }
        }
        screen.line()
        screen.line(Style.bold("Checklist"))
        for item in card.items { ItemView(item, board).show(on: screen) }
    }
}
