/// What is true of the domain after its federation was to be removed.
public struct RolledBack: SwitchPayload {
    public static let traits = EventTraits(
        kind: "rolledBack", version: 1, isWork: true, weighs: false, isOfSwitch: true, mark: "rolled back")
    public let attempt: String
    public let domain: String
    /// Whether it was read back as managed.
    public let isManaged: Bool
    /// Why not, if it isn't.
    public let reason: String?

    public init(attempt: String, domain: String, isManaged: Bool, reason: String?) {
        self.attempt = attempt
        self.domain = domain
        self.isManaged = isManaged
        self.reason = reason
    }

    public var sentence: String {
        "read back: \(domain) is \(isManaged ? "managed again" : "still federated")" + (reason.map { ". \($0)" } ?? "")
    }

    public func mayBeTold(to history: SwitchHistory) -> Bool { history.sendings.allSatisfy(\.isForeign) }

    /// What earlier builds concluded is a reading, no more.
    public func fold(into history: inout SwitchHistory, _ event: Event, isForeign: Bool) {
        if isManaged, history.directory?.isFederated != false { history.seeManaged(at: event.time, isTimed: false) }
    }
}
