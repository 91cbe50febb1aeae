import Runbook

extension SessionState {
    /// What was agreed on as the answer to a question, and by whom it was changed since, alone.
    public struct Agreed: Hashable, Sendable {
        /// nil while nobody has answered.
        public let value: String?
        /// A later answer that nobody else agreed to.
        public let alone: Answer?
    }

    /// The first answer is an agreement; where more than one person must approve the switch, another answer needs a second
    /// person's word, each time.
    public func agreed(on input: String, people: Int) -> Agreed {
        var (value, alone): (String?, Answer?) = (nil, nil)
        for answer in countingAnswers(to: input) {
            let isApproved = answer.approvedBy.map { TwoPeople.differ(answer.by, $0) } ?? false
            if value == nil || value == answer.value || people < 2 || isApproved {
                (value, alone) = (answer.value, nil)
            } else {
                alone = answer
            }
        }
        return Agreed(value: value, alone: alone)
    }
}
