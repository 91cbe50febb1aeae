import Foundation
import Runbook

extension SessionState {
    /// The waiver that keeps an item from blocking at a moment.
    public func waiver(of item: Item, now: Date) -> Waiver? {
        guard item.waiving != .never, let waiver = waivers[item.id], !waiver.stamp.isForeign, now < waiver.expires,
            item.waiving == .onePerson || waiver.isApproved
        else { return nil }
        return waiver
    }

    /// What is known of an item's check: the last verdict, unless a question that the check asks about has been
    /// answered anew since, for then it was about something else.
    public func verdict(of item: Item) -> RecordedVerdict? {
        guard let recorded = verdicts[item.id],
            !(item.check?.inputs ?? []).contains(where: { answeredSequence($0) > recorded.sequence })
        else { return nil }
        return recorded
    }

    /// Somebody's word for an item, if it was given for the very sentence that stands there now.
    public func attestation(of item: Item) -> Attestation? {
        guard let given = attestations[item.id], !given.stamp.isForeign,
            given.statement == statement(of: item)
        else { return nil }
        return given
    }

    /// The sentence that a word for an item is given for; nil while a question in it is open: nobody confirms a gap.
    public func statement(of item: Item) -> String? {
        // A certificate's ends are what a person compares.
        item.attestation?.filled(answersInWords.mapValues { $0.utf8.count > 400 ? AnswerText.short($0) : $0 })
    }

    /// What was left open on purpose is said as it was typed.
    private var answersInWords: [String: String] { answers.mapValues { $0.isEmpty ? "none" : $0 } }

    /// Somebody's word for an item from elsewhere: nobody here has given theirs.
    public func claim(for item: Item) -> Attestation? {
        attestations[item.id].flatMap { $0.stamp.isForeign ? $0 : nil }
    }

    /// A waiver from elsewhere, which holds nothing open here.
    public func claimedWaiver(of item: Item) -> Waiver? {
        waivers[item.id].flatMap { $0.stamp.isForeign ? $0 : nil }
    }

    /// Items that are waived with a second person's word whose key counts no more.
    public var lapsedWaivers: [String] { waivers.filter(\.value.isLapsed).keys.sorted() }

    /// The last answer to a question that somebody here gave.
    public func ownAnswer(to input: String) -> Answer? { answerLog[input]?.last { !$0.stamp.isForeign } }

    /// The answers to a question that count, in order: until somebody here answers, what came from elsewhere.
    public func countingAnswers(to input: String) -> [Answer] {
        var hasOwn = false
        return (answerLog[input] ?? []).filter { answer in
            defer { hasOwn = hasOwn || !answer.stamp.isForeign }
            return !answer.stamp.isForeign || !hasOwn
        }
    }

    /// The last answer to a question, where it came from elsewhere and nobody here has given one since.
    public func claimedAnswer(to input: String) -> Answer? {
        answerLog[input]?.last.flatMap { $0.stamp.isForeign ? $0 : nil }
    }

    /// How many people must approve a switch: what the runbook asks, or more where the session was begun with more.
    public func people(for plan: CutoverPlan) -> Int { max(plan.approvals, approvals) }

    /// As it would be with these verdicts, where nobody may write them down.
    public func supposing(_ checked: [ItemChecked], by who: Person, at time: Date) -> SessionState {
        var state = self
        for check in checked {
            state.verdicts[check.item] = RecordedVerdict(
                verdict: check.verdict, evidence: check.evidence, stamp: Stamp(who: who, time: time),
                attempt: check.attempt, sequence: eventCount + 1)
        }
        return state
    }

    /// Text of the runbook with the session's answers in it, and until there is one, with what the runbook offers.
    public func filled(_ template: Template, of runbook: Runbook) -> String {
        var answers = answersInWords
        for input in runbook.inputs where answers[input.id] == nil {
            // That nothing is offered is no answer yet.
            answers[input.id] = input.fallback.flatMap { (try? input.normalized($0)) == "" ? nil : $0 }
        }
        return template.shown(answers)
    }
}
