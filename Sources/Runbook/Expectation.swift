/// One property, one matcher, one argument.
public struct Expectation: Hashable, Sendable {
    public let property: String
    public let matcher: String
    public let argument: MatcherArgument
}
