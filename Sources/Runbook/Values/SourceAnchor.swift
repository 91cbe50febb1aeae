/// A part of a document that something of a runbook follows.
public struct SourceAnchor: Hashable, Sendable {
    /// The document's name; nil for the step's own.
    public let document: String?
    /// The part's anchor in it.
    public let anchor: String

    /// - Parameter text: `anchor`, or `document#anchor`.
    public init(_ text: String) {
        if let mark = text.firstIndex(of: "#") {
            document = String(text[..<mark])
            anchor = String(text[text.index(after: mark)...])
        } else {
            document = nil
            anchor = text
        }
    }
}
