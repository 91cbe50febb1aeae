/// A stretch of the deployment; what may still be undone differs in each.
public struct Phase: Hashable, Sendable {
    public let id: String
    public let title: String
    public let text: Template
    /// What people could notice or lose while in this phase: told on entering it.
    public let mayBreak: Template
    /// Whether its steps may be done in any order; otherwise they open one after the other.
    public let isSideBySide: Bool
    /// The parts of the document that it follows.
    public let sources: [SourceAnchor]
    public let hints: [Hint]
}
