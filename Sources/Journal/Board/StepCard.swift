import Foundation
import Runbook

/// A step at one moment: its items, and what of it is done.
public struct StepCard: Sendable {
    public let step: Step
    /// Whether its turn has come: those behind the cutover's own open with the switch, and stay open while what became of
    /// it isn't known. Those of a trial stay open once it was taken back.
    public let isOpen: Bool
    public let items: [ItemCard]
    /// Its actions that apply to this deployment.
    public let actions: [Action]
    /// Those that nobody has said to have done.
    public let openActions: [Action]

    init(_ step: Step, _ runbook: Runbook, _ state: SessionState, now: Date) {
        let isBehind = runbook.stepsAfterSwitch.contains { $0.id == step.id }
        let isOpen =
            state.aftermath.isPastSwitch || !isBehind
            || (state.aftermath.isTakenBack && runbook.stepsOfTrial.contains { $0.id == step.id })
        self.step = step
        self.isOpen = isOpen
        items = step.checklist.map { ItemCard($0, runbook, state, isOpen: isOpen, isBehind: isBehind, now: now) }
        actions = step.applicableActions(state.answers)
        openActions = actions.filter { state.doneActions[$0.id] == nil }
    }

    /// What keeps a person from going past it: its required items that don't stand.
    public var reasons: [Reason] { items.filter(\.item.isRequired).flatMap { $0.reasons(.remembered) } }

    /// Whether nothing of it is left to do: its required items stand. Where there are none that apply, what somebody says
    /// to have done is all there is to go by.
    public var isComplete: Bool {
        let isProven = items.contains { $0.item.isRequired && $0.standing != .skipped }
        return isOpen && reasons.isEmpty && (isProven || openActions.isEmpty)
    }

    /// Its items that nobody has to do anything about now.
    public var settled: Int { items.count(where: \.standing.isSettled) }

    public var doneActions: Int { actions.count - openActions.count }
}
