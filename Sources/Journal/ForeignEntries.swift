/// Which entries of a journal were written elsewhere, as this store knows it. Whoever writes elsewhere says so of their
/// own entries there; here only what was noted here counts, so that a file can't call its own entries ours.
public struct ForeignEntries: Hashable, Sendable {
    public private(set) var ranges: [ClosedRange<Int>] = []

    public init() {}

    /// - Parameter waiting: entries that were taken in since the journal was last written here.
    public init(_ events: [Event], waiting: ClosedRange<Int>? = nil) {
        if let waiting { ranges.append(waiting) }
        for event in events.reversed() where !contains(event.sequence) {
            guard case .takenIn(let body) = event.payload, body.first <= body.last else { continue }
            ranges.append(body.first...body.last)
        }
    }

    public var isEmpty: Bool { ranges.isEmpty }
    public var count: Int { ranges.reduce(0) { $0 + $1.count } }

    public func contains(_ sequence: Int) -> Bool { ranges.contains { $0.contains(sequence) } }
}
