/// Somebody who was asked for their approval said no.
public struct ApprovalDeclined: EventBody {
    public static let kind = "approvalDeclined"
    /// What they were asked to approve, in short.
    public let what: String
    public let by: Person
    public let reason: String

    public init(what: String, by: Person, reason: String) {
        self.what = what
        self.by = by
        self.reason = reason
    }
}
