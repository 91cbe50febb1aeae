import Foundation
import Runbook

extension SessionState {
    /// Whether a step's turn has come: those behind the cutover's own open with the switch, and stay open while what
    /// became of it isn't known.
    public func isOpen(_ step: Step, in runbook: Runbook) -> Bool {
        aftermath.isPastSwitch || !runbook.stepsAfterSwitch.contains { $0.id == step.id }
    }

    /// The items whose turn has come.
    public func openItems(of runbook: Runbook) -> [Item] {
        runbook.steps.filter { isOpen($0, in: runbook) }.flatMap(\.checklist)
    }

    /// Those of a step that apply here and aren't done.
    public func openActions(of step: Step) -> [Action] {
        step.applicableActions(answers).filter { doneActions[$0.id] == nil }
    }

    /// Whether nothing of a step is left to do: its actions are done and its required items stand.
    public func isComplete(_ step: Step, now: Date) -> Bool {
        openActions(of: step).isEmpty && GateKeeper.stepBlockers(step, self, now: now).isEmpty
    }

    /// The open steps that may be done instead of this one: the incomplete ones of its phase, if they stand side by side.
    public func stepsBeside(_ step: Step, in runbook: Runbook, now: Date) -> [Step] {
        guard runbook.phase(step.phase)?.isSideBySide == true else { return [] }
        return runbook.steps.filter {
            $0.phase == step.phase && $0.id != step.id && isOpen($0, in: runbook) && !isComplete($0, now: now)
        }
    }

    /// The step to go on with once this one is complete; nil behind the last, and while the next hasn't opened.
    public func step(after step: Step, in runbook: Runbook, now: Date) -> Step? {
        if let beside = stepsBeside(step, in: runbook, now: now).first { return beside }
        let isSideBySide = runbook.phase(step.phase)?.isSideBySide == true
        return runbook.steps.first {
            isSideBySide ? $0.number > step.number && $0.phase != step.phase : $0.number == step.number + 1
        }.flatMap { isOpen($0, in: runbook) ? $0 : nil }
    }
}
