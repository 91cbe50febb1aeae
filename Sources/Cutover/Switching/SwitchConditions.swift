import Foundation
import Journal
import Runbook

/// Under which conditions a switch would be made that isn't held up by everything: people who approve it approve these.
enum SwitchConditions {
    static func lines(_ runbook: Runbook, _ state: SessionState, now: Date) -> [String] {
        guard let plan = runbook.cutover else { return [] }
        var lines = runbook.stepsOfGate.flatMap(\.checklist).compactMap { item in
            state.waiver(of: item, now: now).map {
                "\(item.id) is waived until \(Value.time($0.expires).words): \($0.reason) (\($0.by))"
            }
        }
        lines += GateKeeper.dropped(runbook, state).map { gone in
            "\(gone.item) isn't asked: \(gone.input) was \(gone.before.brief), and is \(gone.after.brief) by "
                + by(gone.after) + reason(gone.after)
        }
        for (word, template) in [("Opens", plan.window?.opens), ("Closes", plan.window?.closes)] {
            guard let input = template?.inputs.first else { continue }
            let agreed = state.agreed(on: input, people: state.people(for: plan))
            let words = agreed.value.flatMap { $0.isEmpty ? nil : $0 } ?? "no hour agreed on"
            let log = state.countingAnswers(to: input)
            guard let last = log.last, let before = log.last(where: { $0.value != last.value }) else {
                lines.append("\(word): \(words)")
                continue
            }
            lines.append(
                "\(word): \(words); it was \(before.value.isEmpty ? "no hour" : before.value), and was changed by \(by(last))"
                    + reason(last))
        }
        return lines
    }

    private static func by(_ answer: SessionState.Answer) -> String {
        answer.approvedBy.map { "\(answer.stamp.by) and \($0) (\($0.caveat(besides: nil)))" }
            ?? "\(answer.stamp.by) alone"
    }

    private static func reason(_ answer: SessionState.Answer) -> String {
        answer.reason.map { ": \($0)" } ?? ", without a reason"
    }
}
