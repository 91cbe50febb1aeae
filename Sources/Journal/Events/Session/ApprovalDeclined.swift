/// Somebody who was asked for their approval said no.
public struct ApprovalDeclined: EventPayload {
    public static let traits = EventTraits(
        kind: "approvalDeclined", version: 1, isWork: true, weighs: false, isOfSwitch: false, mark: nil)
    /// What they were asked to approve, in short.
    public let what: String
    public let by: Person
    public let reason: String

    public init(what: String, by: Person, reason: String) {
        self.what = what
        self.by = by
        self.reason = reason
    }

    public var sentence: String { "was told no by \(by) (\(by.caveat(besides: nil))) to “\(what)”: \(reason)" }
    public var about: String? { nil }
    public var approver: Person? { by }

    public func fold(into state: inout SessionState, _ entry: StampedEvent) {}
}
