/// A question of the runbook was answered.
public struct InputAnswered: EventPayload {
    /// 2: why it was changed, and who agreed.
    public static let traits = EventTraits(
        kind: "inputAnswered", version: 2, isWork: true, weighs: false, isOfSwitch: false, mark: nil)
    public let input: String
    public let answer: String
    /// Why an answer that others count on was changed.
    public let reason: String?
    /// The second person who agreed to the change, and the account of the first.
    public let approvedBy: Person?
    public let account: String?

    public init(
        input: String, answer: String, reason: String? = nil, approvedBy: Person? = nil, account: String? = nil
    ) {
        self.input = input
        self.answer = answer
        self.reason = reason
        self.approvedBy = approvedBy
        self.account = account
    }

    public var sentence: String {
        "answered \(input): \(AnswerText.short(answer))" + (reason.map { ", because: \($0)" } ?? "")
            + (approvedBy.map { " (approved by \($0.withCaveat(besides: account)))" } ?? "")
    }
    public var about: String? { nil }
    public var approver: Person? { approvedBy }

    public func fold(into state: inout SessionState, _ entry: StampedEvent) {
        let stamp = entry.stamp
        // A token may go to an address: whose it is, somebody here says.
        if stamp.isForeign, answer.contains("://") { return }
        // What somebody here has answered, nobody from elsewhere answers otherwise: theirs stands beside it, as theirs.
        let isClaim = stamp.yields(to: state.ownAnswer(to: input)?.stamp)
        state.answerLog[input, default: []].append(
            SessionState.Answer(
                value: answer, stamp: stamp, by: stamp.who.at(account),
                approvedBy: stamp.isForeign || !state.counts(approvedBy, at: stamp.time) ? nil : approvedBy,
                reason: reason))
        if isClaim { return }
        state.answers[input] = answer
        state.answered[input] = entry.sequence
    }
}
