/// An entry of the directory audit log about a domain's authentication.
public struct SwitchAudited: SwitchPayload {
    public static let traits = EventTraits(
        kind: "switchAudited", version: 1, isWork: true, weighs: false, isOfSwitch: true, mark: nil)
    public let domain: String
    /// The attempt of ours that it tells of; nil for somebody else's switch.
    public let attempt: String?
    /// The entry's id.
    public let entry: String
    /// When it happened, by Microsoft's clock: `2026-11-25T22:04:05.678Z`.
    public let at: String
    /// Who did it, as the log names them.
    public let by: String
    public let succeeded: Bool
    /// Why not, in the log's words.
    public let reason: String?

    public init(
        domain: String, attempt: String?, entry: String, at: String, by: String, succeeded: Bool, reason: String?
    ) {
        self.domain = domain
        self.attempt = attempt
        self.entry = entry
        self.at = at
        self.by = by
        self.succeeded = succeeded
        self.reason = reason
    }

    public var sentence: String {
        let whose = attempt == nil ? "a change of \(domain) by \(by)" : "this session's change of \(domain)"
        let how = succeeded ? "done" : "failed\(reason.map { ": \($0)" } ?? "")"
        return "the directory's audit log has \(whose) at \(at): \(how)"
    }

    public func mayBeTold(to history: SwitchHistory) -> Bool { history.sendings.allSatisfy(\.isForeign) }

    public func fold(into history: inout SwitchHistory, _ event: Event, isForeign: Bool) { history.take(self) }
}
