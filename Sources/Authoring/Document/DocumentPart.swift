/// One part of a document that a runbook can follow.
public struct DocumentPart: Hashable, Sendable {
    /// What kind of part of a page it is.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// A heading, a stepper's step among them.
        case heading
        case hint
        /// A line of a checklist.
        case check
        /// A numbered step.
        case numbered
        /// A row of a table.
        case row
        /// A paragraph or a bullet that begins with a name in bold: a field, a tab, an action.
        case term
    }

    public let kind: Kind
    /// Unique in the document: `confirm-your-setup`, `confirm-your-setup/check-2`.
    public let anchor: String
    /// What stands there, without markup.
    public let text: String
    /// From 1.
    public let line: Int
    /// Of a heading: 1 to 6.
    public let level: Int
    /// Inside a GitBook stepper.
    public let isStep: Bool
    /// Of a hint: the style that the document gave it.
    public let style: String?
    /// A heading inside a list's entry: it says something of that, and begins nothing.
    let isNested: Bool
    /// What stands there and below it, up to the next part: every word of it, line by line.
    var body: [String] = []
}
