/// Written before the federation is removed.
public struct RollbackStarted: SwitchPayload {
    /// 2: which configuration is removed, and the id that goes along.
    public static let traits = EventTraits(
        kind: "rollbackStarted", version: 2, isWork: true, weighs: true, isOfSwitch: true, mark: "removal")
    public let attempt: String
    public let domain: String
    /// Of the federation that was shown and is removed; nil where it couldn't be read.
    public let configurationID: String?
    /// The `client-request-id` that goes along.
    public let requestID: String?

    public init(_ clearance: borrowing RemovalClearance, requestID: String?) {
        attempt = clearance.attempt
        domain = clearance.domain
        configurationID = clearance.configurationID
        self.requestID = requestID
    }

    public var sentence: String { "sent the removal of the federation of \(domain)" }

    /// What was sent elsewhere may be on its way, unless it is known here.
    public func mayBeTold(to history: SwitchHistory) -> Bool { history.sendings.allSatisfy { $0.attempt != attempt } }

    public func fold(into history: inout SwitchHistory, _ event: Event, isForeign: Bool) {
        history.sendings.append(
            Sending(
                direction: .remove, session: event.session, attempt: attempt, domain: history.domain,
                who: event.who, at: event.time, commandsUntil: nil, content: nil, requestID: requestID,
                configurationID: configurationID ?? history.federation?.seen.configurationID, isForeign: isForeign))
    }
}
