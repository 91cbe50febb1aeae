import Console
import Journal
import Runbook

/// What comes next in the session.
struct NextView {
    enum Next {
        case action(Procedure, Action)
        case checklist([Reason])
        case step(Step)
        case cutover
        /// Something was sent, and nothing else comes before it is known.
        case verify
        case finished
    }

    let conversation: Conversation

    var next: Next {
        let state = conversation.state
        let step = conversation.step
        switch state.aftermath {
        case .rolledBack: return .cutover
        case .reverted(let revert) where revert.isCertain: return .cutover
        case .notKnown, .unread, .otherwise, .reverted: return .verify
        case .nothingSent, .asMeant, .managed, .refused: break
        }
        if state.isSwitched, conversation.runbook.stepsOfGate.contains(step) {
            return conversation.runbook.stepsAfterSwitch.first.map { .step($0) } ?? .finished
        }
        for procedure in step.procedures {
            guard procedure.when.applies(state.answers) else { continue }
            if let action = procedure.actions.first(where: {
                state.doneActions[$0.id] == nil && $0.when.applies(state.answers)
            }) {
                return .action(procedure, action)
            }
        }
        let reasons = GateKeeper.stepBlockers(step, state, now: conversation.writer.time)
        if !reasons.isEmpty { return .checklist(reasons) }
        let now = conversation.writer.time
        if let following = state.step(after: step, in: conversation.runbook, now: now) { return .step(following) }
        if state.isSwitched { return .finished }
        return conversation.runbook.cutover == nil ? .finished : .cutover
    }

    /// One sentence.
    var summary: String {
        switch next {
        case .action(let procedure, let action): "\(procedure.title): \(action.title). Press Enter to read it."
        case .checklist(let reasons):
            "the checklist of this step: \(reasons.count) \(reasons.count == 1 ? "thing is" : "things are") open. "
                + "Type check." + beside
        case .step(let step) where !conversation.step.checklist.isEmpty && conversation.state.isSwitched:
            "the domain is federated. Enter goes on to step \(step.number): \(step.title)."
        case .step(let step): "this step is complete. Enter goes on to step \(step.number): \(step.title)."
        case .cutover: cutover
        case .verify:
            conversation.state.aftermath.isNotKnown
                ? "what was sent is not known yet. It is looked at again meanwhile; verify looks now."
                : "see to the domain as said above; verify reads it again."
        case .finished where conversation.runbook.cutover == nil:
            "nothing. Every step is complete."
        case .finished:
            "nothing. The domain is federated, and everything after the switch is done."
        }
    }

    /// After a rollback no item has been looked at yet that says so.
    private var cutover: String {
        switch conversation.state.aftermath {
        case .rolledBack, .reverted: setBack
        default: "every checklist passes. Type cutover when nobody is at work."
        }
    }

    private var setBack: String {
        let (runner, writer) = (conversation.runner, conversation.writer)
        let rest = conversation.runbook.cutover.flatMap { plan in
            (try? runner.history()).flatMap { GateKeeper.cooldownLeft(plan, $0, now: writer.time) }
        }
        let from = rest.map { " From \(Value.time(writer.time.addingTimeInterval(Double($0))).words) on," } ?? ""
        return
            "the domain was set back.\(from.isEmpty ? " Type" : "\(from) type") cutover to switch it again; it checks "
            + "everything anew."
    }

    /// What may be done meanwhile, where the phase's steps stand side by side.
    private var beside: String {
        let steps = conversation.state.stepsBeside(
            conversation.step, in: conversation.runbook, now: conversation.writer.time)
        guard let first = steps.first else { return "" }
        return " Or meanwhile: goto \(first.number) (\(first.title))."
    }

    /// In full.
    func show() {
        let screen = conversation.screen
        switch next {
        case .action(let procedure, let action): show(action, of: procedure)
        case .checklist:
            screen.line(Style.bold("Checklist of step \(conversation.step.number): \(conversation.step.title)"))
            for item in conversation.step.checklist { ItemView(item: item, conversation: conversation).show() }
            screen.line()
            screen.text("`check` checks what can be seen in the tenant, `attest ITEM` records your word.")
        case .step, .cutover, .verify, .finished: screen.text(summary, first: "Next: ", rest: "      ")
        }
    }

    private func show(_ action: Action, of procedure: Procedure) {
        let screen = conversation.screen
        let position = procedure.actions.firstIndex(of: action) ?? 0
        if position == 0 {
            screen.line(Style.bold("\(conversation.step.number). \(conversation.step.title) · \(procedure.title)"))
            if let text = procedure.text { screen.text(conversation.filled(text)) }
            for hint in procedure.hints { HintView.show(hint, conversation, indent: "") }
        }
        screen.line(
            "\(Style.bold(action.title)) \(Style.dim("(\(procedure.title), \(position + 1) of \(procedure.actions.count))"))"
        )
        screen.text(conversation.filled(action.text), first: "  ")
        for hint in action.hints { HintView.show(hint, conversation, indent: "  ") }
        if let rehearse = action.rehearse, conversation.desk != nil {
            screen.line("  In this rehearsal: \(Style.cyan(conversation.filled(rehearse)))")
        }
        screen.line(Style.dim("  done — when it is done   ·   status, help"))
    }
}
