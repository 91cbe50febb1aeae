/// A YAML value that remembers where it was written.
public struct YAMLNode: Sendable {
    /// What stands at a node.
    public enum Content: Sendable {
        case null
        /// `plain` is false for quoted and block scalars, which are always text.
        case scalar(String, plain: Bool)
        case list([YAMLNode])
        case mapping([Member])
    }

    /// One key of a mapping, in the file's order.
    public struct Member: Sendable {
        public let key: String
        public let keyLocation: SourceLocation
        public let value: YAMLNode
    }

    public let content: Content
    public let location: SourceLocation

    /// What the value is, in the words of an error message.
    public var kind: String {
        switch content {
        case .null: "nothing"
        case .scalar(_, plain: false): "text"
        case .scalar(let text, plain: true): YAMLNode.looksLikeNumber(text) ? "a number" : "text"
        case .list: "a list"
        case .mapping: "a mapping"
        }
    }

    private static func looksLikeNumber(_ text: String) -> Bool { Double(text) != nil }
}
