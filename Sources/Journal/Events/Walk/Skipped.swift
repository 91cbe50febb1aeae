/// Something of the runbook doesn't apply here: said once, with the answer that it hangs on.
public struct Skipped: EventPayload {
    public static let traits = EventTraits(
        kind: "skipped", version: 1, isWork: true, weighs: false, isOfSwitch: false, mark: nil)
    /// Id of an action or an item.
    public let subject: String
    public let reason: String

    public init(subject: String, reason: String) {
        self.subject = subject
        self.reason = reason
    }

    public var sentence: String { "skipped \(subject): \(reason)" }
    public var about: String? { subject }
    public var approver: Person? { nil }

    public func fold(into state: inout SessionState, _ entry: StampedEvent) { state.skipped[subject] = reason }
}
