/// Somebody took the pen: from here on the events are theirs.
public struct PenTaken: EventPayload {
    public static let traits = EventTraits(
        kind: "leaseTaken", version: 1, isWork: false, weighs: true, isOfSwitch: false, mark: nil)
    /// Whose it was, if it was somebody's.
    public let from: Person?
    /// true: they were asked for it, and gave it.
    public let isGiven: Bool?

    public init(from: Person?, isGiven: Bool? = nil) { (self.from, self.isGiven) = (from, isGiven) }

    public var sentence: String {
        (isGiven == true ? "asked for the pen and got it" : "took over") + (from.map { " from \($0)" } ?? "")
    }
    public var about: String? { nil }
    public var approver: Person? { nil }

    /// Whose the pen is, the store knows.
    public func fold(into state: inout SessionState, _ entry: StampedEvent) {}
}
