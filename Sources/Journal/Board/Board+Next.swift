import Runbook

extension Board {
    /// What comes next in a session.
    public enum Next: Sendable {
        case action(Procedure, Action)
        case checklist([Reason])
        case step(Step)
        case cutover
        /// Something was sent, and nothing else comes before it is known.
        case verify
        case finished
    }

    public var next: Next {
        switch state.aftermath {
        case let aftermath where aftermath.isTakenBack: if let next = nextAfterRemoval { return next }
        case .notKnown, .unread, .otherwise, .reverted: return .verify
        case .nothingSent, .asMeant, .managed, .refused, .rolledBack: break
        }
        let here = here
        if state.isSwitched || state.aftermath.isTakenBack, runbook.stepsOfGate.contains(here.step) {
            return runbook.stepsAfterSwitch.first.map { .step($0) } ?? .finished
        }
        if let action = here.openActions.first,
            let procedure = here.step.procedures.first(where: { $0.actions.contains(action) })
        {
            return .action(procedure, action)
        }
        let reasons = here.reasons
        if !reasons.isEmpty { return .checklist(reasons) }
        if let following = step(after: here.step) { return .step(following) }
        if state.isSwitched || state.aftermath.isTakenBack { return .finished }
        return runbook.cutover == nil ? .finished : .cutover
    }

    /// What comes once the switch was taken back; nil for what is left of a trial's steps.
    private var nextAfterRemoval: Next? {
        // A trial that has proved what it was for isn't switched again.
        guard state.isTrialProven(runbook) else { return .cutover }
        let trial = Set(runbook.stepsOfTrial.map(\.id))
        return steps.allSatisfy { !trial.contains($0.step.id) || $0.isComplete } ? .finished : nil
    }

    /// The open steps that may be done instead of this one: the incomplete ones of its phase, if they stand side by side.
    public func steps(beside step: Step) -> [Step] {
        guard runbook.phase(step.phase)?.isSideBySide == true else { return [] }
        return steps.filter {
            $0.step.phase == step.phase && $0.step.id != step.id && $0.isOpen && !$0.isComplete
        }.map(\.step)
    }

    /// The step to go on with once this one is complete; nil behind the last, and while the next hasn't opened.
    public func step(after step: Step) -> Step? {
        if let beside = steps(beside: step).first { return beside }
        let isSideBySide = runbook.phase(step.phase)?.isSideBySide == true
        let following = steps.first {
            isSideBySide
                ? $0.step.number > step.number && $0.step.phase != step.phase : $0.step.number == step.number + 1
        }
        return following.flatMap { $0.isOpen ? $0.step : nil }
    }

    /// What of the steps before this one is still to be done, for whoever goes ahead.
    public func left(before step: Step) -> [Step] {
        let isSideBySide = runbook.phase(step.phase)?.isSideBySide == true
        return steps.filter {
            $0.step.number < step.number && !(isSideBySide && $0.step.phase == step.phase) && !$0.isComplete
        }.map(\.step)
    }
}
