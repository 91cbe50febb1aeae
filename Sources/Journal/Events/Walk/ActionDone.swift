/// Somebody said that they did what a step asks for.
public struct ActionDone: EventPayload {
    public static let traits = EventTraits(
        kind: "actionDone", version: 1, isWork: true, weighs: false, isOfSwitch: false, mark: nil)
    public let action: String

    public init(action: String) { self.action = action }

    public var sentence: String { "did \(action)" }
    public var about: String? { action }
    public var approver: Person? { nil }

    public func fold(into state: inout SessionState, _ entry: StampedEvent) {
        state.remember(entry, .action(action, before: state.doneActions[action]), "\(action) done")
        state.doneActions[action] = entry.stamp
    }
}
