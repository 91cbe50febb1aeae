/// The session goes on elsewhere: nothing more is written here until what was written there has come back.
public struct Sealed: EventPayload {
    public static let traits = EventTraits(
        kind: "sealed", version: 1, isWork: true, weighs: true, isOfSwitch: false, mark: nil)
    /// For whom, as it was said.
    public let to: String

    public init(to: String) { self.to = to }

    public var sentence: String { "sealed it: it goes on elsewhere, with \(to)" }
    public var about: String? { nil }
    public var approver: Person? { nil }

    public func fold(into state: inout SessionState, _ entry: StampedEvent) {
        // What nobody here signed seals nothing; what came in from there has ended the seal.
        guard !entry.isPutIn, !state.foreign.cameIn(entry.sequence) else { return }
        state.seal = SessionState.Seal(to: to, stamp: entry.stamp)
    }
}
