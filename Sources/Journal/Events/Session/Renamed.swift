/// The session has another name.
public struct Renamed: EventPayload {
    public static let traits = EventTraits(
        kind: "renamed", version: 1, isWork: false, weighs: false, isOfSwitch: false, mark: nil)
    public let name: String

    public init(name: String) { self.name = name }

    public var sentence: String { "named it “\(name)”" }
    public var about: String? { nil }
    public var approver: Person? { nil }

    public func fold(into state: inout SessionState, _ entry: StampedEvent) { state.name = name }
}
