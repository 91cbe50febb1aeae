/// One thing that a person does in a portal.
public struct Action: Hashable, Sendable {
    /// `step/procedure.action`, numbered from 1: `app-registration/2.3`. Unique in the runbook.
    public let id: String
    public let title: String
    public let text: Template
    /// The parts of the document that it follows.
    public let sources: [SourceAnchor]
    /// nil for what always applies.
    public let when: When?
    public let hints: [Hint]
    /// The `portal` command that does the same to a simulated tenant, offered in rehearsals only.
    public let rehearse: Template?
}
