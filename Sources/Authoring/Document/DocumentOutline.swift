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
    /// What stands before all of them.
    let introduction: [String]
    /// The heading of what its host has added for programs, if it has: from there on nothing is read.
    public let dropped: String?

    /// Whether two braces stand on end somewhere, as a runbook's place of an answer does.
    public var hasDoubleBraces: Bool {
        introduction.contains { $0.contains("{{") } || parts.contains { $0.body.contains { $0.contains("{{") } }
    }

    /// More lines than any page has.
    private static let longest = 100_000

    public init(name: String, markdown: String) {
        var reader = OutlineReader()
        // Some editors begin a file with a mark of its byte order.
        let bare = markdown.unicodeScalars.first == "\u{FEFF}" ? String(markdown.unicodeScalars.dropFirst()) : markdown
        let lines = bare.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).prefix(Self.longest)
        var end = lines.count
        for (index, line) in lines.enumerated() {
            reader.read(line, index + 1)
            if reader.dropped != nil { end = min(end, index) }
        }
        reader.finish()
        self.name = name
        title = reader.title ?? name
        dropped = reader.dropped
        let body = DocumentBody(lines[..<end])
        var found = reader.parts.sorted { $0.line < $1.line }
        let starts = found.map(\.line) + [end + 1]
        var before = body.words(of: 1..<starts[0], as: nil)
        var last: Int?
        for index in found.indices {
            let next = max(starts[index + 1], found[index].line + 1)
            // What stands behind a hint is no part of it: it goes on where the hint interrupted.
            let stop = reader.ends[found[index].line].map { min(next, $0 == .max ? next : $0 + 1) } ?? next
            found[index].body = body.words(of: found[index].line..<stop, as: found[index].kind)
            let rest = stop < next ? body.words(of: stop..<next, as: nil) : []
            if found[index].kind != .hint { last = index }
            guard !rest.isEmpty else { continue }
            if let last { found[last].body += [""] + rest } else { before += [""] + rest }
        }
        (introduction, parts) = (before, found)
    }

    /// As pages address a heading: small letters, digits and dashes.
    public static func anchor(of text: String) -> String { OutlineReader.slug(text) }
}
