/// The session goes on elsewhere: nothing more is written here until what was written there has come back.
public struct Sealed: EventBody {
    public static let kind = "sealed"
    /// For whom, as it was said.
    public let to: String

    public init(to: String) { self.to = to }
}
