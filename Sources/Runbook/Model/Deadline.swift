/// A moment that a flow must be done by: counted down to, and told when it has passed.
public struct Deadline: Hashable, Sendable {
    /// An input of type date-time.
    public let moment: Template
    /// What it is called: "The migration deadline".
    public let title: String
}
