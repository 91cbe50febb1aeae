/// One page of the documentation; it ends with a checklist.
public struct Step: Hashable, Sendable {
    public let id: String
    /// Position in the runbook, from 1.
    public let number: Int
    public let title: String
    /// Id of the phase that the step belongs to.
    public let phase: String
    /// The document that this step follows, where it isn't the runbook's.
    public let document: String?
    /// The parts of the document that it follows.
    public let sources: [SourceAnchor]
    public let text: Template?
    public let hints: [Hint]
    public let procedures: [Procedure]
    public let checklist: [Item]

    /// Those that these answers don't skip.
    public func applicableActions(_ answers: [String: String]) -> [Action] {
        procedures.filter { $0.when.applies(answers) }.flatMap(\.actions).filter { $0.when.applies(answers) }
    }

    public var actions: [Action] { procedures.flatMap(\.actions) }
}
