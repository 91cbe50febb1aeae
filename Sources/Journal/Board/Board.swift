import Foundation
import Runbook

/// Where a session stands at one moment: each item and each step, with reasons, and what comes next. Pure. Whoever shows,
/// counts or decides how something stands reads it here, so that no two screens can disagree.
public struct Board: Sendable {
    public let runbook: Runbook
    public let state: SessionState
    public let now: Date
    /// In the runbook's order.
    public let steps: [StepCard]

    public init(_ runbook: Runbook, _ state: SessionState, now: Date) {
        (self.runbook, self.state, self.now) = (runbook, state, now)
        steps = runbook.steps.map { StepCard($0, runbook, state, now: now) }
    }

    /// In the runbook's order.
    public var items: [ItemCard] { steps.flatMap(\.items) }

    /// The items whose turn has come.
    public var openItems: [ItemCard] { steps.filter(\.isOpen).flatMap(\.items) }

    /// An item of this runbook, as it stands.
    public func card(_ item: Item) -> ItemCard {
        items.first { $0.item.id == item.id } ?? ItemCard(item, runbook, state, now: now)
    }

    /// A step of this runbook, as it stands.
    public func card(_ step: Step) -> StepCard {
        steps.first { $0.step.id == step.id } ?? StepCard(step, runbook, state, now: now)
    }

    /// The step that the person is at.
    public var here: StepCard { steps.first { $0.step.id == state.currentStep } ?? steps[0] }

    /// Text of the runbook with the session's answers in it, and until there is one, with what the runbook offers.
    public func filled(_ template: Template) -> String { state.filled(template, of: runbook) }
}
