/// The domain was read back as federated, with the configuration that was meant.
public struct CutoverVerified: SwitchPayload {
    public static let traits = EventTraits(
        kind: "cutoverVerified", version: 1, isWork: true, weighs: false, isOfSwitch: true, mark: "federated")
    public let attempt: String
    public let domain: String
    /// Id of the federation configuration in Graph.
    public let configurationID: String

    public init(attempt: String, domain: String, configurationID: String) {
        self.attempt = attempt
        self.domain = domain
        self.configurationID = configurationID
    }

    public var sentence: String { "read back: \(domain) is federated as planned" }

    public func mayBeTold(to history: SwitchHistory) -> Bool { history.sendings.allSatisfy(\.isForeign) }

    /// What earlier builds concluded is a reading, no more.
    public func fold(into history: inout SwitchHistory, _ event: Event, isForeign: Bool) {
        // Its reading stands beside it.
        if history.managedSince == nil, history.federation?.seen.configurationID == configurationID { return }
        history.see(
            .init(configurationID: configurationID, issuer: nil, differences: [], isOurIssuer: true), at: event.time,
            by: attempt)
    }
}
