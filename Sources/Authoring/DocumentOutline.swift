/// A GitBook or plain Markdown page, as the parts that a runbook has to cover: headings, steppers' steps, numbered
/// steps, checklist lines, hints, rows of tables, and names in bold that begin a paragraph or a bullet.
///
/// Anchors are made of headings and of places below them, not of sentences: rewording a hint leaves its anchor.
public struct DocumentOutline: Hashable, Sendable {
    /// The page's name: its file's, without the ending.
    public let name: String
    /// The first heading.
    public let title: String
    /// In the document's order, without the title.
    public let parts: [DocumentPart]

    /// More lines than any page has.
    private static let longest = 100_000

    public init(name: String, markdown: String) {
        var reader = OutlineReader()
        var number = 0
        for line in markdown.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).prefix(Self.longest) {
            number += 1
            reader.read(line, number)
        }
        reader.finish()
        self.name = name
        title = reader.title ?? name
        parts = reader.parts
    }
}
