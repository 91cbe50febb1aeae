/// The switch was sent and the domain isn't what was meant.
public struct CutoverFailed: EventBody {
    /// What is true of the domain now.
    public enum Outcome: String, Hashable, Sendable, Codable {
        /// Nothing that was sent took effect, or can: people sign in as before.
        case stillManaged
        /// Federated, but not as it was meant: act at once.
        case federatedOtherwise
        /// It was federated, and somebody else has set it back.
        case reverted
    }

    public static let kind = "cutoverFailed"
    /// 2: what somebody else set back is told apart from what never was.
    public static var version: Int { 2 }
    public let attempt: String
    public let domain: String
    public let outcome: Outcome
    public let reason: String

    public init(attempt: String, domain: String, outcome: Outcome, reason: String) {
        self.attempt = attempt
        self.domain = domain
        self.outcome = outcome
        self.reason = reason
    }
}
