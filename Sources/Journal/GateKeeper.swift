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

    /// Decides on an attempt at the cutover, for this very moment.
    /// - Parameter further: reasons that preflight found outside the session's state; each blocks like any other.
    public static func decide(
        _ runbook: Runbook, _ state: SessionState, attempt: String, further: [Reason] = [], now: Date
    ) -> Decision {
        var reasons = cutoverBlockers(runbook, state, standard: .fresh(attempt: attempt), now: now) + further
        guard let plan = runbook.cutover, let domain = plan.domain.filled(state.answers) else {
            return .blocked(reasons)
        }
        if state.approval?.attempt != attempt || state.approval?.domain != domain {
            reasons.append(
                Reason(
                    kind: .unapproved, subject: nil, message: "Nobody has approved this attempt.",
                    remedy: "Type \"cutover\" and then the domain's name."))
        } else if let people = state.approval?.people, people.count < plan.approvals {
            reasons.append(
                Reason(
                    kind: .unapproved, subject: nil,
                    message: "\(plan.approvals) people must approve the switch; \(people.count) did.",
                    remedy: "Type \"cutover\" again, with the others at their terminals."))
        }
        return reasons.isEmpty ? .open(Clearance(attempt: attempt, domain: domain, decidedAt: now)) : .blocked(reasons)
    }

    /// Everything but the approval that stands between this state and the switch, in the runbook's order.
    public static func cutoverBlockers(
        _ runbook: Runbook, _ state: SessionState, standard: Standard, now: Date
    ) -> [Reason] {
        guard let plan = runbook.cutover else {
            return [
                Reason(
                    kind: .noCutover, subject: nil, message: "This runbook switches nothing.",
                    remedy: "Walk its steps; there is no cutover to do.")
            ]
        }
        var reasons = switchBlockers(plan, state, now: now)
        for input in missingInputs(plan, runbook, state) {
            reasons.append(
                Reason(
                    kind: .inputMissing, subject: input.id, message: "Not answered yet: \(input.question)",
                    remedy: "set \(input.id)"))
        }
        for item in runbook.stepsOfGate.flatMap(\.checklist) where item.isRequired {
            reasons += itemBlockers(item, plan, state, standard: standard, now: now)
        }
        return reasons
    }

    /// What keeps a person from going past a step: its required items that don't stand at passed.
    public static func stepBlockers(_ step: Step, _ state: SessionState, now: Date) -> [Reason] {
        step.checklist.filter(\.isRequired).flatMap {
            itemBlockers($0, nil, state, standard: .remembered, now: now)
        }
    }

    private static func missingInputs(_ plan: CutoverPlan, _ runbook: Runbook, _ state: SessionState) -> [Input] {
        var seen: Set<String> = []
        return plan.inputs.filter { state.answers[$0] == nil && seen.insert($0).inserted }
            .compactMap { runbook.input($0) }
    }

    /// What the last switch leaves behind: done, in doubt, or too recent. No item can change that.
    public static func switchBlockers(_ plan: CutoverPlan, _ state: SessionState, now: Date) -> [Reason] {
        var reasons: [Reason] = []
        switch state.cutover {
        case .notStarted: break
        case .inDoubt(_, let domain, _):
            reasons.append(
                Reason(
                    kind: .inDoubt, subject: nil,
                    message: "A switch of \(domain) was begun and its outcome was never read back.",
                    remedy: "Type \"verify\": it reads what is true of the domain."))
        case .verified(let domain, _, let time):
            reasons.append(
                Reason(
                    kind: .switched, subject: nil,
                    message: "\(domain) was switched to federated at \(Value.time(time).words).",
                    remedy: "There is nothing left to switch. Sign in as a pilot user to see it work."))
        case .failed(let failure, _) where failure.outcome == .federatedOtherwise:
            reasons.append(
                Reason(
                    kind: .switched, subject: nil,
                    message: "\(failure.domain) is federated, but not as it was meant: \(failure.reason)",
                    remedy: "Set it right or remove the federation at Microsoft, then type \"verify\"."))
        case .rollbackInDoubt(_, let domain, _):
            reasons.append(
                Reason(
                    kind: .inDoubt, subject: nil,
                    message: "The federation of \(domain) was to be removed, and whether it is was never read back.",
                    remedy: "Type \"verify\": it reads what is true of the domain."))
        case .failed, .rolledBack: break
        }
        if let reason = cooldown(plan, state, now: now) { reasons.append(reason) }
        if let reason = plan.window.flatMap({ outside($0, state, now: now) }) { reasons.append(reason) }
        return reasons
    }

    /// Why the switch may not be made at this hour; nil if it may.
    private static func outside(_ window: SwitchWindow, _ state: SessionState, now: Date) -> Reason? {
        // An answer that is no time keeps the window shut.
        func moment(_ template: Template?, orElse: Date) -> Date? {
            guard let text = template?.filled(state.answers), !text.isEmpty else { return nil }
            return (try? Date(text, strategy: .iso8601)) ?? orElse
        }
        func reason(_ message: String, _ remedy: String, _ template: Template?) -> Reason {
            let input = template?.inputs.first ?? ""
            return Reason(
                kind: .window, subject: nil, message: message,
                remedy: "\(remedy) To agree on other hours, type: set \(input)")
        }
        if let opens = moment(window.opens, orElse: .distantFuture), now < opens {
            let left = Int(min(opens.timeIntervalSince(now), 1e9).rounded(.up))
            return reason(
                "The hours agreed on for the switch begin at \(Value.time(opens).words).",
                "Wait \(minutes(left)) more.", window.opens)
        }
        if let closes = moment(window.closes, orElse: .distantPast), now > closes {
            return reason(
                "The hours agreed on for the switch ended at \(Value.time(closes).words).", "It is too late now.",
                window.closes)
        }
        return nil
    }

    /// The time that must lie between two switches, in either direction; nil once it is over.
    /// - Parameter command: what to type then.
    public static func cooldown(
        _ plan: CutoverPlan, _ state: SessionState, now: Date, then command: String? = nil
    ) -> Reason? {
        guard let last = state.lastSwitch, let left = cooldownLeft(plan, state, now: now) else { return nil }
        return Reason(
            kind: .cooldown, subject: nil,
            message: "Federation can be switched once every \(DurationText.words(plan.cooldown)); the last switch was "
                + "sent at \(Value.time(last).words).",
            remedy: "Wait \(minutes(left)) more\(command.map { ", then type \($0)" } ?? "").")
    }

    /// Seconds until the next switch may be sent; nil once it may.
    public static func cooldownLeft(_ plan: CutoverPlan, _ state: SessionState, now: Date) -> Int? {
        guard let last = state.lastSwitch else { return nil }
        let left = plan.cooldown - Int(now.timeIntervalSince(last).rounded(.down))
        return left > 0 ? left : nil
    }

    private static func minutes(_ seconds: Int) -> String {
        seconds < 60 ? DurationText.words(seconds) : DurationText.words((seconds + 59) / 60 * 60)
    }

    private static func itemBlockers(
        _ item: Item, _ plan: CutoverPlan?, _ state: SessionState, standard: Standard, now: Date
    ) -> [Reason] {
        // While the question that it hangs on is open, it applies.
        guard item.when.applies(state.answers) else { return [] }
        if state.waiver(of: item, now: now) != nil { return [] }
        var reasons: [Reason] = []
        if item.check != nil {
            reasons += checkBlockers(item, plan, state, standard: standard, now: now)
        }
        if let attestation = item.attestation, state.attestation(of: item) == nil {
            reasons.append(
                Reason(
                    kind: .unattested, subject: item.id,
                    message: "Nobody has confirmed: “\(attestation.shown(state.answers))”",
                    remedy: "attest \(item.id)"))
        }
        return reasons
    }

    private static func checkBlockers(
        _ item: Item, _ plan: CutoverPlan?, _ state: SessionState, standard: Standard, now: Date
    ) -> [Reason] {
        guard let recorded = state.verdict(of: item) else {
            return [
                Reason(
                    kind: .unchecked, subject: item.id, message: "Not checked yet.",
                    remedy: "check \(item.id)")
            ]
        }
        switch recorded.verdict {
        case .failed(let findings) where findings.isEmpty:
            // Without a word of why, it is a failure all the same.
            return [
                Reason(
                    kind: .failed, subject: item.id, message: "It failed, and nothing says why.",
                    remedy: "check \(item.id)")
            ]
        case .failed(let findings):
            return findings.map {
                Reason(kind: .failed, subject: item.id, message: $0.message, remedy: $0.remedy)
            }
        case .unknown(let obstacle):
            return [
                Reason(
                    kind: .unknown, subject: item.id, message: "Could not be checked. \(obstacle.reason)",
                    remedy: obstacle.remedy)
            ]
        case .passed:
            guard case .fresh(let attempt) = standard, let plan else { return [] }
            let age = now.timeIntervalSince(recorded.stamp.time)
            // A verdict from the future is no fresher than one from the past: a clock has jumped.
            if recorded.attempt == attempt, abs(age) <= Double(plan.freshFor) { return [] }
            return [
                Reason(
                    kind: .stale, subject: item.id, message: "Its last check is too old for a switch.",
                    remedy: "Type \"cutover\" again: it checks everything anew.")
            ]
        }
    }
}
