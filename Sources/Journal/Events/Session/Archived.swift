/// The session is put away, or taken out again.
public struct Archived: EventPayload {
    public static let traits = EventTraits(
        kind: "archived", version: 1, isWork: false, weighs: false, isOfSwitch: false, mark: nil)
    public let isArchived: Bool

    public init(isArchived: Bool) { self.isArchived = isArchived }

    public var sentence: String { isArchived ? "put it away" : "took it out again" }
    public var about: String? { nil }
    public var approver: Person? { nil }

    public func fold(into state: inout SessionState, _ entry: StampedEvent) { state.isArchived = isArchived }
}
