/// Entries of this journal were written elsewhere, and came in by a file that somebody here took in.
public struct TakenIn: EventBody {
    public static let kind = "takenIn"
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
}
