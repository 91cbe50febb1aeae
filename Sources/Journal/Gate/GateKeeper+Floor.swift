import Foundation
import Runbook

extension GateKeeper {
    /// What no runbook takes away, as far as the runbook and the session show it. What the tenant shows is read for each
    /// attempt: `CutoverRunner`.
    static func floorBlockers(_ runbook: Runbook, _ state: SessionState, now: Date) -> [Reason] {
        let asked = runbook.itemsOfGate.filter {
            $0.check != nil && $0.when.applies(state.answers) && state.waiver(of: $0, now: now) == nil
        }
        guard asked.isEmpty else { return [] }
        return [
            Reason(
                kind: .floor, subject: nil,
                message:
                    "No item before the switch is checked live: nothing would stand between a mistake and everybody's "
                    + "sign-in.",
                remedy: "Use a runbook that checks something: lockstep runbooks lists those that come with Lockstep.")
        ]
    }

    /// Answers that the switch or what stands before it rests on, and that came in by a file: whoever switches says the same,
    /// one by one.
    public static func claimedAnswers(
        _ runbook: Runbook, _ state: SessionState
    ) -> [(input: String, claimed: SessionState.Answer)] {
        guard let plan = runbook.cutover, !state.foreign.isEmpty else { return [] }
        var seen: Set<String> = []
        return (plan.inputs + (plan.window?.inputs ?? []) + runbook.itemsOfGate.flatMap(\.inputs)).compactMap { input in
            guard seen.insert(input).inserted, let claimed = state.claimedAnswer(to: input) else { return nil }
            return (input, claimed)
        }
    }

    /// A runbook that doesn't come with Lockstep has its name typed once, before the first switch that is no rehearsal.
    static func untyped(_ runbook: Runbook, _ state: SessionState, bundled: String?) -> Reason? {
        guard needsName(state, bundled: bundled), state.approval?.runbook != runbook.id else { return nil }
        return Reason(
            kind: .unapproved, subject: nil,
            message: "\(runbook.id) isn't a runbook that comes with Lockstep, and nobody has typed its name.",
            remedy: "Type \"cutover\" again, and the runbook's name when it asks for it.")
    }

    /// Whether the runbook's own name is to be typed before a switch.
    public static func needsName(_ state: SessionState, bundled: String?) -> Bool {
        state.tenant.kind == .live && state.runbook.hash != bundled
            && !state.histories.values.contains { history in
                history.sendings.contains { $0.direction == .federate && !$0.isForeign && $0.session == state.id }
            }
    }
}
