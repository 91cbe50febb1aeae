import Foundation
import Runbook

/// Decides whether a gate is open. Pure: the same runbook, state and time give the same answer, and nothing else is
/// looked at. There is no way around it.
public enum GateKeeper {
    /// Which verdicts count.
    public enum Standard: Hashable, Sendable {
        /// The last ones, however old: for boards, and for going on to the next step.
        case remembered
        /// Those taken for this attempt, and no older than the runbook allows: for the switch.
        case fresh(attempt: String)
    }

    /// Everything but the approval that stands between this state and the switch, in the runbook's order.
    public static func cutoverBlockers(
        _ runbook: Runbook, _ state: SessionState, standard: Standard, content: String? = nil,
        history: SwitchHistory? = nil, now: Date
    ) -> [Reason] {
        guard let plan = runbook.cutover else {
            return [
                Reason(
                    kind: .noCutover, subject: nil, message: "This runbook switches nothing.",
                    remedy: "Walk its steps; there is no cutover to do.")
            ]
        }
        var reasons = switchBlockers(plan, state, content: content, history: history, now: now)
        reasons += floorBlockers(runbook, state, now: now)
        for input in missingInputs(plan, runbook, state) {
            reasons.append(
                Reason(
                    kind: .inputMissing, subject: input.id, message: "Not answered yet: \(input.question)",
                    remedy: "set \(input.id)"))
        }
        reasons += claimedAnswers(runbook, state).map { input, claimed in
            Reason(
                kind: .unapproved, subject: input,
                message: "\(claimed.stamp.by), answered \(input): \(claimed.brief). \(state.ownWords(on: input))",
                remedy: "set \(input)")
        }
        reasons += droppedBlockers(runbook, plan, state)
        return reasons
            + runbook.itemsOfGate.flatMap {
                ItemCard($0, runbook, state, now: now).reasons(standard, freshFor: plan.freshFor)
            }
    }

    private static func missingInputs(_ plan: CutoverPlan, _ runbook: Runbook, _ state: SessionState) -> [Input] {
        var seen: Set<String> = []
        return plan.inputs.filter { state.answers[$0] == nil && seen.insert($0).inserted }
            .compactMap { runbook.input($0) }
    }
}
