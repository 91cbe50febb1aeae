/// A page's lines as a runbook can say them: bold and code stay, a link is its words with its address behind, a picture what
/// it shows. Nothing that a person reads is left out; the page's own marks are.
struct DocumentBody {
    private let lines: [Substring]

    init(_ lines: ArraySlice<Substring>) { self.lines = Array(lines) }

    /// - Parameters:
    ///   - numbers: from 1.
    ///   - kind: of the part that begins with the first of them; nil for none.
    func words(of numbers: Range<Int>, as kind: DocumentPart.Kind?) -> [String] {
        var kept: [String] = []
        var (fence, isFrontMatter) = (nil as Character?, false)
        for number in numbers where number <= lines.count {
            let line = lines[number - 1]
            let indent = line.prefix { $0 == " " || $0 == "\t" }.count
            let text = String(line.dropFirst(indent)).trimmingTrailingSpaces
            if number == 1, text == "---" { isFrontMatter = true }
            if isFrontMatter {
                if number > 1, text == "---" || text == "..." { isFrontMatter = false }
                // What a page's host shows below its title; the rest is for programs.
                if let match = text.wholeMatch(of: /(?:description|subtitle): *(?:"(.*)"|'(.*)'|(.+))/) {
                    let words = match.1 ?? match.2 ?? match.3 ?? ""
                    if !words.allSatisfy({ ">|- ".contains($0) }) { kept.append(KeptMarkdown.text(String(words))) }
                }
                continue
            }
            if text.hasPrefix("```") || text.hasPrefix("~~~"), fence == nil || text.first == fence {
                fence = fence == nil ? text.first : nil
                continue
            }
            if fence != nil {
                if !text.isEmpty { kept.append(String(repeating: " ", count: indent) + DocumentBody.code(text)) }
                continue
            }
            if number == numbers.lowerBound, kind == .heading { continue }
            guard let words = DocumentBody.line(text, isFirst: number == numbers.lowerBound ? kind : nil) else {
                continue
            }
            kept.append(words.isEmpty ? "" : String(repeating: " ", count: kept.isEmpty ? 0 : indent) + words)
        }
        return DocumentBody.trimmed(kept)
    }

    private static func code(_ text: String) -> String { text.contains("`") ? text : "`\(text)`" }

    /// nil for a line that says nothing to a person.
    private static func line(_ text: String, isFirst kind: DocumentPart.Kind?) -> String? {
        if text.isEmpty { return "" }
        if text.hasPrefix("{%") { return tagWords(text) }
        if text.hasPrefix(":::") {
            // What stands behind the word is the note's own title.
            let word = text.drop { $0 == ":" || $0 == " " }
            let title = word.drop(while: \.isLetter)
            return title.isEmpty ? nil : KeptMarkdown.text(String(title))
        }
        if text.count > 1, text.allSatisfy({ "=-*_ ".contains($0) }) { return nil }
        if text.hasPrefix("|") { return row(text) }
        if text.hasPrefix("#") { return KeptMarkdown.text(String(text.drop { $0 == "#" || $0 == " " })) }
        if text.hasPrefix(">") {
            let words = String(text.drop { $0 == ">" || $0 == " " })
            guard words.hasPrefix("[!"), let end = words.firstIndex(of: "]") else { return KeptMarkdown.text(words) }
            let rest = words[words.index(after: end)...]
            return rest.allSatisfy { $0 == " " } ? nil : KeptMarkdown.text(String(rest))
        }
        if kind == .check || kind == .term || kind == .numbered {
            if let (_, words) = OutlineReader.ordinal(text, isKept: true) { return words }
            if OutlineReader.isBullet(text) {
                let words = text.dropFirst().drop { $0 == " " }
                let isBox = kind == .check && words.hasPrefix("[")
                return KeptMarkdown.text(String(isBox ? words.dropFirst(4) : words))
            }
        }
        // The end of a row that goes on below its beginning.
        if text.hasSuffix("|") { return KeptMarkdown.text(String(text.dropLast())) }
        if OutlineReader.isBullet(text) {
            return "- " + KeptMarkdown.text(String(text.dropFirst(2).drop { $0 == " " }))
        }
        return KeptMarkdown.text(text)
    }

    private static func row(_ text: String) -> String? {
        let cells = OutlineReader.cells(text)
        if cells.allSatisfy({ $0.allSatisfy { "-: ".contains($0) } }) { return nil }
        return cells.map(KeptMarkdown.text).filter { !$0.isEmpty }.joined(separator: ": ")
    }

    /// What a tag of GitBook shows: an address, a title, a caption.
    private static func tagWords(_ text: String) -> String? {
        let shown = text.matches(of: /(?:url|title|caption|alt)="([^"]+)"/).map { String($0.1) }
        let behind = KeptMarkdown.text(text.replacing(/\{%.*?%\}/, with: " "))
        let words = (shown + [behind]).filter { !$0.isEmpty }
        return words.isEmpty ? nil : words.joined(separator: " ")
    }

    /// Without empty lines at its ends, and one at most between two others.
    private static func trimmed(_ lines: [String]) -> [String] {
        var result: [String] = []
        for line in lines where !line.isEmpty || result.last?.isEmpty == false { result.append(line) }
        while result.last?.isEmpty == true { result.removeLast() }
        return result
    }
}
