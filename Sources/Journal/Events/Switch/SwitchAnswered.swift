/// How the service answered the switch, or the removal, that was sent.
public struct SwitchAnswered: EventBody {
    public static let kind = "switchAnswered"
    public let attempt: String
    public let domain: String
    public let answer: SwitchAnswer

    public init(attempt: String, domain: String, answer: SwitchAnswer) {
        self.attempt = attempt
        self.domain = domain
        self.answer = answer
    }
}
