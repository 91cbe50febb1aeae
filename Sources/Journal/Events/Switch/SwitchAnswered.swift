/// How the service answered the switch, or the removal, that was sent.
public struct SwitchAnswered: SwitchPayload {
    public static let traits = EventTraits(
        kind: "switchAnswered", version: 1, isWork: true, weighs: false, isOfSwitch: true, mark: nil)
    public let attempt: String
    public let domain: String
    public let answer: SwitchAnswer

    public init(attempt: String, domain: String, answer: SwitchAnswer) {
        self.attempt = attempt
        self.domain = domain
        self.answer = answer
    }

    public var sentence: String { "got the answer for \(domain): \(answer.words)" }

    /// What became of what was sent from here is not for others to say.
    public func mayBeTold(to history: SwitchHistory) -> Bool {
        history.sendings.contains { $0.attempt == attempt && $0.isForeign }
    }

    public func fold(into history: inout SwitchHistory, _ event: Event, isForeign: Bool) {
        history.take(answer, of: attempt, at: event.time)
    }
}
