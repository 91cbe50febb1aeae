/// One documented stepper: a titled list of actions.
public struct Procedure: Hashable, Sendable {
    public let title: String
    public let text: Template?
    public let source: String?
    public let hints: [Hint]
    public let actions: [Action]
}
