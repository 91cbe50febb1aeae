/// One documented stepper: a titled list of actions.
public struct Procedure: Hashable, Sendable {
    public let title: String
    public let text: Template?
    /// The parts of the document that it follows.
    public let sources: [SourceAnchor]
    /// nil for what always applies; its actions apply only if it does.
    public let when: When?
    public let hints: [Hint]
    public let actions: [Action]
}
