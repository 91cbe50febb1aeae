/// Somebody took the pen: from here on the events are theirs.
public struct LeaseTaken: EventBody {
    public static let kind = "leaseTaken"
    /// Whose it was, if it was somebody's.
    public let from: Person?
    /// true: they were asked for it, and gave it.
    public let isGiven: Bool?

    public init(from: Person?, isGiven: Bool? = nil) { (self.from, self.isGiven) = (from, isGiven) }
}
