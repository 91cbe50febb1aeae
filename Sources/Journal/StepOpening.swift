import Runbook

extension SessionState {
    /// Whether a step's turn has come: those behind the cutover's own open with the switch.
    public func isOpen(_ step: Step, in runbook: Runbook) -> Bool {
        isSwitched || !runbook.stepsAfterSwitch.contains { $0.id == step.id }
    }

    /// The items whose turn has come.
    public func openItems(of runbook: Runbook) -> [Item] {
        runbook.steps.filter { isOpen($0, in: runbook) }.flatMap(\.checklist)
    }
}
