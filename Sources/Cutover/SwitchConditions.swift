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
        for (word, template) in [("Opens", plan.window?.opens), ("Closes", plan.window?.closes)] {
            guard let input = template?.inputs.first else { continue }
            let agreed = state.agreed(on: input, people: state.people(for: plan))
            let words = agreed.value.flatMap { $0.isEmpty ? nil : $0 } ?? "no hour agreed on"
            let log = state.answerLog[input] ?? []
            guard let last = log.last, let before = log.last(where: { $0.value != last.value }) else {
                lines.append("\(word): \(words)")
                continue
            }
            let by =
                last.approvedBy.map { "\(last.stamp.by) and \($0) (\($0.caveat(besides: nil)))" }
                ?? "\(last.stamp.by) alone"
            lines.append(
                "\(word): \(words); it was \(before.value.isEmpty ? "no hour" : before.value), and was changed by \(by)"
                    + (last.reason.map { ": \($0)" } ?? ", without a reason"))
        }
        return lines
    }
}
