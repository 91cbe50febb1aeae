/// The switch was sent and the domain isn't what was meant.
public struct CutoverFailed: SwitchPayload {
    /// What is true of the domain now.
    public enum Ending: String, Hashable, Sendable, Codable {
        /// Nothing that was sent took effect, or can: people sign in as before.
        case stillManaged
        /// Federated, but not as it was meant: act at once.
        case federatedOtherwise
        /// It was federated, and somebody else has set it back.
        case reverted
    }

    /// 2: what somebody else set back is told apart from what never was.
    public static let traits = EventTraits(
        kind: "cutoverFailed", version: 2, isWork: true, weighs: false, isOfSwitch: true, mark: "failed")
    public let attempt: String
    public let domain: String
    public let outcome: Ending
    public let reason: String

    public init(attempt: String, domain: String, outcome: Ending, reason: String) {
        self.attempt = attempt
        self.domain = domain
        self.outcome = outcome
        self.reason = reason
    }

    public var sentence: String {
        switch outcome {
        case .stillManaged: "concluded: \(domain) was not switched. \(reason)"
        case .federatedOtherwise: "read back: \(domain) is federated otherwise. \(reason)"
        case .reverted: "read back: \(domain) was set back by somebody else. \(reason)"
        }
    }

    public func mayBeTold(to history: SwitchHistory) -> Bool { history.sendings.allSatisfy(\.isForeign) }

    /// What earlier builds concluded is a reading, no more.
    public func fold(into history: inout SwitchHistory, _ event: Event, isForeign: Bool) {
        // Today's builds write the reading beside it.
        if history.directory?.isFederated == (outcome == .federatedOtherwise) { return }
        switch outcome {
        case .stillManaged, .reverted: history.seeManaged(at: event.time, isTimed: false)
        case .federatedOtherwise:
            history.see(
                .init(configurationID: nil, issuer: nil, differences: [reason], isOurIssuer: true), at: event.time,
                by: nil)
        }
    }
}
