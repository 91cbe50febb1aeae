/// What is true of all entries of a kind. Nothing has a default: whoever adds a kind says each.
public struct EventTraits: Hashable, Sendable {
    /// The kind's name in the journal.
    public let kind: String
    /// Raised when the shape changes; older shapes stay readable.
    public let version: Int
    /// Whether somebody did something in it, rather than only opened or put it away.
    public let isWork: Bool
    /// Whether somebody who has to touch a key for it should: what opens the lock, or gives it out of hand.
    public let weighs: Bool
    /// Whether a report's chapter about the switch shows it.
    public let isOfSwitch: Bool
    /// Its word in a picture of the night; nil for a dot.
    public let mark: String?
}
