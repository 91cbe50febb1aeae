/// An earlier event no longer counts; it stays readable.
public struct Undone: EventPayload {
    public static let traits = EventTraits(
        kind: "undone", version: 1, isWork: true, weighs: false, isOfSwitch: false, mark: nil)
    /// The event's sequence.
    public let sequence: Int

    public init(sequence: Int) { self.sequence = sequence }

    public var sentence: String { "took back entry \(sequence)" }
    public var about: String? { nil }
    public var approver: Person? { nil }

    public func fold(into state: inout SessionState, _ entry: StampedEvent) {
        // What was done here, nobody elsewhere takes back.
        if !entry.stamp.isForeign || state.foreign.contains(sequence) { state.undo(sequence) }
    }
}
