import Console
import Journal
import Runbook
import Text

/// What comes next in the session.
struct NextView {
    let board: Board
    /// Of the domain in the whole store; read only where a switch was set back.
    let history: () -> SwitchHistory
    let isRehearsal: Bool

    private var step: Step { board.here.step }

    /// One sentence.
    var summary: String {
        switch board.next {
        case .action(let procedure, let action): "\(procedure.title): \(action.title). Press Enter to read it."
        case .checklist(let reasons):
            "the checklist of this step: \(reasons.count) \(reasons.count == 1 ? "thing is" : "things are") open. "
                + "Type check." + beside
        case .step(let step) where !self.step.checklist.isEmpty && board.state.isSwitched:
            "the domain is federated. Enter goes on to step \(step.number): \(step.title)."
        case .step(let step): "this step is complete. Enter goes on to step \(step.number): \(step.title)."
        case .cutover: cutover
        case .verify:
            board.state.aftermath.isNotKnown
                ? "what was sent is not known yet. It is looked at again meanwhile; verify looks now."
                : "see to the domain as said above; verify reads it again."
        case .finished where board.runbook.cutover == nil:
            "nothing. Every step is complete."
        case .finished where board.state.aftermath.isTakenBack:
            "nothing. The trial is taken back, and what it was to prove was seen before."
        case .finished:
            "nothing. The domain is federated, and everything after the switch is done."
        }
    }

    /// After a rollback no item has been looked at yet that says so.
    private var cutover: String {
        switch board.state.aftermath {
        case .rolledBack, .reverted: setBack
        default: "every checklist passes. Type cutover when nobody is at work."
        }
    }

    private var setBack: String {
        let rest = board.runbook.cutover.flatMap { GateKeeper.cooldownLeft($0, history(), now: board.now) }
        let from = rest.map { " From \(Value.time(board.now.addingTimeInterval(Double($0))).words) on," } ?? ""
        return
            "the domain was set back.\(from.isEmpty ? " Type" : "\(from) type") cutover to switch it again; it checks "
            + "everything anew."
    }

    /// What may be done meanwhile, where the phase's steps stand side by side.
    private var beside: String {
        let steps = board.steps(beside: step)
        guard let first = steps.first else { return "" }
        return " Or meanwhile: goto \(first.number) (\(first.title))."
    }

    /// In full.
    func show(on screen: Screen) {
        switch board.next {
        case .action(let procedure, let action): show(action, of: procedure, on: screen)
        case .checklist:
            screen.line(Style.bold("Checklist of step \(step.number): \(step.title)"))
            for card in board.here.items { ItemView(card, board).show(on: screen) }
            screen.line()
            screen.text("`check` checks what can be seen in the tenant, `attest ITEM` records your word.")
        case .step, .cutover, .verify, .finished: screen.text(summary, first: "Next: ", rest: "      ")
        }
    }

    private func show(_ action: Action, of procedure: Procedure, on screen: Screen) {
        let position = procedure.actions.firstIndex(of: action) ?? 0
        if position == 0 {
            screen.line(Style.bold("\(step.number). \(step.title) · \(procedure.title)"))
            if let text = procedure.text { screen.text(board.filled(text)) }
            for hint in procedure.hints { HintView.show(hint, board, on: screen) }
        }
        screen.line(
            "\(Style.bold(action.title)) \(Style.dim("(\(procedure.title), \(position + 1) of \(procedure.actions.count))"))"
        )
        screen.text(board.filled(action.text), first: "  ")
        for hint in action.hints { HintView.show(hint, board, on: screen, indent: "  ") }
        if let rehearse = action.rehearse, isRehearsal {
            screen.line("  In this rehearsal: \(Style.cyan(board.filled(rehearse)))")
        }
        screen.line(Style.dim("  done — when it is done   ·   status, help"))
    }
}
