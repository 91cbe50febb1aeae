import Escaping
import Foundation
import Runbook
import Sameness
import Text

extension GateKeeper {
    /// What the last switch leaves behind, the time between two, and the hours agreed on. No item can change that.
    /// - Parameters:
    ///   - content: `PlanSeal.content` of what would be sent; nil where it can't be said.
    ///   - history: of the domain in the whole store; nil takes what the session itself knows.
    public static func switchBlockers(
        _ plan: CutoverPlan, _ state: SessionState, content: String?, history: SwitchHistory? = nil, now: Date
    ) -> [Reason] {
        let own = plan.domain.filled(state.answers).map {
            state.histories[DomainName.folded($0)] ?? SwitchHistory(domain: $0)
        }
        let history = history ?? own ?? state.switches
        var reasons = blockers(history, plan, state, content: content, now: now)
        // Another domain that this session has switched, or may have: a session is about one.
        for (domain, other) in state.histories.sorted(by: { $0.key < $1.key }) where domain != history.domain {
            reasons += blockers(other, plan, state, content: nil, now: now)
        }
        if let reason = cooldown(plan, history, now: now) { reasons.append(reason) }
        if let window = plan.window {
            reasons += hoursBlockers(window, state, people: state.people(for: plan), now: now)
        }
        return reasons
    }

    private static func blockers(
        _ history: SwitchHistory, _ plan: CutoverPlan, _ state: SessionState, content: String?, now: Date
    ) -> [Reason] {
        let aftermath = Aftermath.decide(history)
        let words = AftermathWords(history, session: state.id, cooldown: plan.cooldown, now: now)
        func reason(_ kind: Reason.Kind, _ remedy: String) -> [Reason] {
            [Reason(kind: kind, subject: nil, message: words.headline ?? "", remedy: remedy)]
        }
        switch aftermath {
        case .nothingSent, .managed, .refused, .rolledBack: return []
        case .asMeant(let standing):
            if history.isHearsay { return reason(.inDoubt, disbelief(history.sendings, state)) }
            guard let sent = history.sendings.last(where: { $0.attempt == standing.attempt }), sent.session != state.id
            else {
                return reason(
                    .switched, "There is nothing left to switch. Sign in as a pilot user to see it work.")
            }
            return reason(
                .switched,
                "\(sent.who) switched it in session \(sent.session) of this store, at \(AftermathWords.time(sent.at)): "
                    + "go on there.")
        case .otherwise, .unread:
            if history.isHearsay { return reason(.inDoubt, disbelief(history.sendings, state)) }
            return reason(.switched, words.remedy ?? "Type \"verify\".")
        case .reverted(let revert):
            if revert.isCertain || Aftermath.maySendAgain(content, after: history, cooldown: plan.cooldown, now: now) {
                return []
            }
            return reason(
                .inDoubt,
                "Type \"verify\" later. Only the plan that was sent may be sent again before "
                    + "\(AftermathWords.time(revert.since.addingTimeInterval(SwitchTimes.settled))).")
        case .notKnown(let doubt):
            if Aftermath.maySendAgain(content, after: history, cooldown: plan.cooldown, now: now) { return [] }
            return reason(.inDoubt, remedy(doubt, content, state))
        }
    }

    /// What to do where only a file tells of it.
    private static func disbelief(_ sendings: [Sending], _ state: SessionState) -> String {
        let others = Set(sendings.map(\.session)).subtracting([state.id]).sorted()
        guard let session = others.first else { return "Type \"verify\": it reads what is true of the domain." }
        return "Ask whoever sent the file. If it isn't to be believed, what it tells goes with its session: "
            + ProgramCommand.text("delete", session)
    }

    private static func remedy(_ doubt: Aftermath.Doubt, _ content: String?, _ state: SessionState) -> String {
        var remedy = "Type \"verify\": it reads what is true of the domain."
        if doubt.sendings.allSatisfy(\.isForeign), doubt.sendings.contains(where: { $0.session != state.id }) {
            remedy = disbelief(doubt.sendings, state)
        } else if let other = doubt.sendings.first(where: { $0.session != state.id }) {
            remedy =
                "\(other.who) sent it in session \(other.session), at \(AftermathWords.time(other.at)): go on there, if it "
                + "is still in this store (\(ProgramCommand.text("resume", other.session))), or wait until it is known."
        }
        if doubt.direction == .federate, !doubt.isAudited {
            remedy +=
                doubt.sendings.allSatisfy { $0.content == content && content != nil }
                ? " The same plan may be sent again once the time between two switches is over and the domain, read "
                    + "after the last sending, still shows as managed."
                : " Another plan than the one that was sent may not follow before it is known, or "
                    + "\(AftermathWords.time(doubt.settledBy))."
        }
        return remedy
    }

    /// What a switch that may be sent now would be sent on top of: sendings of the same plan that are not known yet.
    public static func sentBefore(
        _ plan: CutoverPlan, _ history: SwitchHistory, content: String?, now: Date
    ) -> [Sending] {
        Aftermath.maySendAgain(content, after: history, cooldown: plan.cooldown, now: now) ? history.openSwitches : []
    }

    /// The time that must lie between two switches, in either direction; nil once it is over.
    /// - Parameter command: what to type then.
    public static func cooldown(
        _ plan: CutoverPlan, _ history: SwitchHistory, now: Date, then command: String? = nil
    ) -> Reason? {
        guard let last = history.lastSwitch, let left = cooldownLeft(plan, history, now: now) else { return nil }
        let words =
            last > now
            ? "commands that were given out work until \(Value.time(last).words)"
            : "the last switch, by anybody, was sent or seen at \(Value.time(last).words)"
        return Reason(
            kind: .cooldown, subject: nil,
            message: "Federation can be switched once every \(DurationText.words(plan.cooldown)); \(words).",
            remedy: "Wait \(minutes(left)) more\(command.map { ", then type \($0)" } ?? "").")
    }

    /// Seconds until the next switch may be sent; nil once it may.
    public static func cooldownLeft(_ plan: CutoverPlan, _ history: SwitchHistory, now: Date) -> Int? {
        cooldownLeft(plan.cooldown, history, now: now)
    }

    static func cooldownLeft(_ cooldown: Int, _ history: SwitchHistory, now: Date) -> Int? {
        guard let last = history.lastSwitch else { return nil }
        let left = cooldown - Int(min(max(now.timeIntervalSince(last), -1e9), 1e9).rounded(.down))
        return left > 0 ? left : nil
    }

    static func minutes(_ seconds: Int) -> String {
        seconds < 60 ? DurationText.words(seconds) : DurationText.words((seconds + 59) / 60 * 60)
    }
}
