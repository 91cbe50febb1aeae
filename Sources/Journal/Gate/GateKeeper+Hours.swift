import Foundation
import Runbook

extension GateKeeper {
    /// The hours agreed on for the switch: whether it is time, and whether those who agreed on them were enough to change
    /// them.
    static func hoursBlockers(
        _ window: SwitchWindow, _ state: SessionState, people: Int, now: Date
    ) -> [Reason] {
        var (answers, reasons) = (state.answers, [Reason]())
        for input in window.inputs {
            let agreed = state.agreed(on: input, people: people)
            answers[input] = agreed.value
            guard let alone = agreed.alone else { continue }
            func shown(_ text: String?) -> String { text.map { $0.isEmpty ? "none" : $0 } ?? "nothing" }
            reasons.append(
                Reason(
                    kind: .unapproved, subject: input,
                    message:
                        "\(alone.stamp.by) changed \(input) from \(shown(agreed.value)) to \(shown(alone.value)), and "
                        + "\(people) people must agree to other hours.",
                    remedy: "set \(input) \(shown(alone.value)): a second person approves it."))
        }
        return [outside(window, answers, now: now)].compactMap(\.self) + reasons
    }

    /// Why the switch may not be made at this hour; nil if it may.
    private static func outside(_ window: SwitchWindow, _ answers: [String: String], now: Date) -> Reason? {
        // An answer that is no time keeps the window shut.
        func moment(_ template: Template?, orElse: Date) -> Date? {
            guard let text = template?.filled(answers), !text.isEmpty else { return nil }
            return Moment.kept(text) ?? orElse
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
}
