/// What the next person must know, from whoever leaves.
public struct HandedOver: EventPayload {
    public static let traits = EventTraits(
        kind: "handedOver", version: 1, isWork: false, weighs: true, isOfSwitch: false, mark: "handed over")
    public let text: String

    public init(text: String) { self.text = text }

    public var sentence: String { "handed over: \(text)" }
    public var about: String? { nil }
    public var approver: Person? { nil }

    public func fold(into state: inout SessionState, _ entry: StampedEvent) {
        state.handover = SessionState.Note(text: text, stamp: entry.stamp)
    }
}
