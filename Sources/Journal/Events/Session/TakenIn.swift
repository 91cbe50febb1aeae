/// Entries of this journal were written elsewhere, and came in by a file that somebody here took in.
public struct TakenIn: EventPayload {
    public static let traits = EventTraits(
        kind: "takenIn", version: 1, isWork: false, weighs: false, isOfSwitch: false, mark: nil)
    /// Sequences, both included.
    public let first: Int
    public let last: Int
    /// The last one's hash: stands for all of the file.
    public let head: String

    public init(first: Int, last: Int, head: String) {
        self.first = first
        self.last = last
        self.head = head
    }

    public var sentence: String { "took in entries \(first) to \(last) from a file: others wrote them, elsewhere" }
    public var about: String? { nil }
    public var approver: Person? { nil }

    /// `ForeignEntries` has read it before the fold begins.
    public func fold(into state: inout SessionState, _ entry: StampedEvent) {}
}
