/// One property, and what must be so of it.
public struct Expectation: Hashable, Sendable {
    public let property: String
    public let condition: Condition
}
