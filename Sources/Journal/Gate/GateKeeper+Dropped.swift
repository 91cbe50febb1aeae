import Foundation
import Runbook

extension GateKeeper {
    /// An item of the gate that another answer took away, after it was to be asked.
    public struct Dropped: Hashable, Sendable {
        public let item: String
        public let input: String
        /// What the answer was while the item was asked.
        public let before: SessionState.Answer
        /// What it is.
        public let after: SessionState.Answer
    }

    /// Items that are not asked since an answer was changed: people who approve a switch approve that too.
    public static func dropped(_ runbook: Runbook, _ state: SessionState) -> [Dropped] {
        runbook.itemsOfGate.compactMap { item in
            guard item.isRequired, !item.when.applies(state.answers) else { return nil }
            for input in item.when?.inputs ?? [] {
                let log = state.countingAnswers(to: input)
                guard let after = log.last else { continue }
                let before = log.dropLast().last {
                    item.when.applies(state.answers.merging([input: $0.value]) { $1 })
                }
                if let before { return Dropped(item: item.id, input: input, before: before, after: after) }
            }
            return nil
        }
    }

    /// The items of the gate that another answer would take away.
    public static func drops(
        _ input: String, to answer: String, _ runbook: Runbook, _ state: SessionState
    ) -> [Item] {
        let answers = state.answers.merging([input: answer]) { $1 }
        return runbook.itemsOfGate.filter {
            $0.isRequired && $0.when?.inputs.contains(input) == true && $0.when.applies(state.answers)
                && !$0.when.applies(answers)
        }
    }

    /// Where more than one person must approve the switch, nobody takes an item away alone.
    static func droppedBlockers(_ runbook: Runbook, _ plan: CutoverPlan, _ state: SessionState) -> [Reason] {
        let people = state.people(for: plan)
        return dropped(runbook, state).compactMap { gone in
            guard let alone = state.agreed(on: gone.input, people: people).alone else { return nil }
            return Reason(
                kind: .unapproved, subject: gone.input,
                message:
                    "\(alone.stamp.by) changed \(gone.input) from \(gone.before.brief) to \(alone.brief), and \(gone.item) isn't "
                    + "asked since: \(people) people must agree to that.",
                remedy: "set \(gone.input) \(alone.brief): a second person approves it.")
        }
    }
}

extension SessionState.Answer {
    /// It in a sentence.
    public var brief: String { AnswerText.short(value) }
}

extension SessionState {
    /// What counts here of a question that somebody elsewhere answered.
    public func ownWords(on input: String) -> String {
        ownAnswer(to: input).map { "Here it is \($0.brief), by \($0.by)." } ?? "Here nobody has."
    }
}
