/// A remark of the document, with the weight that the document gave it.
public struct Hint: Hashable, Sendable {
    /// GitBook's four styles.
    public enum Style: String, Hashable, Sendable, CaseIterable {
        case info, success, warning, danger
    }

    public let style: Style
    public let text: Template
    /// The parts of the document that it follows.
    public let sources: [SourceAnchor]
}
