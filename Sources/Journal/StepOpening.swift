import Runbook

extension SessionState {
    /// Whether a step's turn has come: those behind the cutover's own open with the switch.
    public func isOpen(_ step: Step, in runbook: Runbook) -> Bool {
        guard let plan = runbook.cutover, let last = runbook.step(plan.step), step.number > last.number else {
            return true
        }
        if case .verified = cutover { return true }
        return false
    }

    /// The items whose turn has come.
    public func openItems(of runbook: Runbook) -> [Item] {
        runbook.steps.filter { isOpen($0, in: runbook) }.flatMap(\.checklist)
    }
}
