import Foundation
import Runbook
import Sameness

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

    /// Decides on an attempt at the cutover, for this very moment.
    /// - Parameters:
    ///   - seal: what would be sent and whom it touches, as it was found for this attempt; nil while it can't be said.
    ///   - history: of the domain in the whole store; nil takes what the session itself knows.
    ///   - bundled: `RunbookSource.hash` of the runbook of the same name that comes with this Lockstep, if there is one.
    ///   - further: reasons that preflight found outside the session's state; each blocks like any other.
    public static func decide(
        _ runbook: Runbook, _ state: SessionState, attempt: String, seal: PlanSeal?, history: SwitchHistory? = nil,
        bundled: String?, further: [Reason] = [], now: Date
    ) -> Decision {
        var reasons =
            cutoverBlockers(
                runbook, state, standard: .fresh(attempt: attempt), content: seal?.content, history: history, now: now)
            + further
        guard let plan = runbook.cutover, let domain = plan.domain.filled(state.answers) else {
            return .blocked(reasons)
        }
        reasons += unapproved(
            state.approval, attempt: attempt, domain: domain, plan: seal?.hash, people: state.people(for: plan),
            command: "cutover", isOnly: reasons.isEmpty)
        if reasons.isEmpty, let reason = untyped(runbook, state, bundled: bundled) { reasons.append(reason) }
        if reasons.isEmpty, seal?.domain != DomainName.folded(domain) {
            reasons.append(
                Reason(
                    kind: .plan, subject: nil, message: "The plan is of another domain.",
                    remedy: "Type \"cutover\" again."))
        }
        guard reasons.isEmpty, let seal else { return .blocked(reasons) }
        return .open(
            Clearance(attempt: attempt, domain: domain, plan: seal.hash, content: seal.content, decidedAt: now))
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
                ItemCard($0, state, now: now).reasons(standard, freshFor: plan.freshFor)
            }
    }

    private static func missingInputs(_ plan: CutoverPlan, _ runbook: Runbook, _ state: SessionState) -> [Input] {
        var seen: Set<String> = []
        return plan.inputs.filter { state.answers[$0] == nil && seen.insert($0).inserted }
            .compactMap { runbook.input($0) }
    }
}
