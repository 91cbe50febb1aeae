/// Reads a page line by line. Never fails: what it doesn't know is text.
struct OutlineReader {
    private(set) var title: String?
    private(set) var parts: [DocumentPart] = []

    /// Headings that the current line is under, outermost first; those inside a list are left with it.
    private var sections: [(anchor: String, level: Int, indent: Int)] = []
    private var anchors: Set<String> = []
    private var counts: [String: Int] = [:]
    private var isInFrontMatter = false
    private var fence: Character?
    /// How many headings there were when the stepper began that is being read.
    private var stepperDepth: Int?
    private var hint: (style: String, line: Int, text: String)?
    /// The header of the table that is being read, if one is; then how many rows came.
    private var table: (header: [String], rows: Int)?
    /// A row goes on below: its last cell isn't closed yet.
    private var isRowOpen = false
    private var previous = ""
    /// Whether the line before is a paragraph's, and no part by itself: underlined it is a heading.
    private var isPlain = false
    /// Whether an alert's own lines are being read.
    private var isInAlert = false
    /// The last line of each hint, by its first.
    private(set) var ends: [Int: Int] = [:]
    /// What a page's host has added for programs: nothing behind it is the page's.
    private(set) var dropped: String?

    private var section: String { sections.last?.anchor ?? "" }

    mutating func read(_ line: Substring, _ number: Int) {
        if dropped != nil { return }
        let indent = line.prefix { $0 == " " || $0 == "\t" }.count
        let text = String(line.dropFirst(indent)).trimmingTrailingSpaces
        defer { previous = text }
        if number == 1, text == "---" {
            isInFrontMatter = true
            return
        }
        if isInFrontMatter {
            if text == "---" || text == "..." { isInFrontMatter = false }
            return
        }
        if let fence {
            if text.hasPrefix(String(repeating: fence, count: 3)) { self.fence = nil }
            return
        }
        if text.hasPrefix("```") || text.hasPrefix("~~~") {
            fence = text.first
            return
        }
        if text.hasPrefix("{%") {
            tag(text, number)
            return
        }
        if text.hasPrefix(":::") {
            colons(text, number)
            return
        }
        if isInAlert, !text.hasPrefix(">") {
            isInAlert = false
            endHint(at: number - 1)
        } else if isInAlert {
            let words = PlainMarkdown.text(String(text.drop { $0 == ">" || $0 == " " }))
            if !words.isEmpty, hint?.text.isEmpty == true { hint?.text = words }
            return
        }
        if hint != nil {
            if !text.isEmpty, hint?.text.isEmpty == true { hint?.text = PlainMarkdown.text(text) }
            return
        }
        if isRowOpen {
            isRowOpen = !text.hasSuffix("|")
            return
        }
        if text.isEmpty {
            table = nil
            return
        }
        // What is less indented than a heading is no longer under it.
        while let last = sections.last, last.indent > 0, last.indent > indent { sections.removeLast() }
        structure(text, indent, number)
    }

    private mutating func structure(_ text: String, _ indent: Int, _ number: Int) {
        let wasPlain = isPlain
        isPlain = false
        if wasPlain, indent == 0, !previous.isEmpty, let level = OutlineReader.underline(text) {
            heading(previous, level, 0, number - 1)
        } else if let (level, words) = OutlineReader.heading(text) {
            table = nil
            heading(words, level, indent, number)
        } else if text.hasPrefix("|") {
            row(OutlineReader.cells(text), number)
            isRowOpen = !text.hasSuffix("|")
        } else if let words = OutlineReader.checkbox(text) {
            add(.check, place("check"), words, number)
        } else if let (ordinal, words) = OutlineReader.ordinal(text), indent == 0 {
            sections.removeAll { $0.indent > 0 }
            add(.numbered, unique("\(section)/step-\(ordinal)"), words, number)
        } else if let words = OutlineReader.term(text), previous.isEmpty || OutlineReader.isBullet(text) {
            add(.term, unique("\(section)/\(OutlineReader.slug(words))"), words, number)
        } else if text.hasPrefix(">"), !previous.hasPrefix(">") {
            let words = text.drop { $0 == ">" || $0 == " " }
            guard words.hasPrefix("[!") else { return }
            hint = (OutlineReader.style(String(words.dropFirst(2).prefix { $0.isLetter })), number, "")
            isInAlert = true
        } else {
            isPlain = indent == 0 && !OutlineReader.isBullet(text) && !text.hasPrefix(">")
        }
    }

    mutating func finish() { if hint != nil { endHint(at: .max) } }

    /// `:::note` … `:::`, as Docusaurus and its kin write a hint.
    private mutating func colons(_ text: String, _ number: Int) {
        let word = text.drop { $0 == ":" || $0 == " " }.prefix { $0.isLetter }
        if hint == nil {
            if !word.isEmpty { hint = (OutlineReader.style(String(word)), number, "") }
        } else if word.isEmpty {
            endHint(at: number)
        }
    }

    static func underline(_ text: String) -> Int? {
        if text.count >= 2, text.allSatisfy({ $0 == "=" }) { return 1 }
        return text.count >= 2 && text.allSatisfy { $0 == "-" } ? 2 : nil
    }

    // MARK: - GitBook's tags

    private mutating func tag(_ text: String, _ number: Int) {
        let words = text.drop { "{% ".contains($0) }.split { " %}".contains($0) }.map(String.init)
        switch words.first {
        case "stepper": stepperDepth = sections.count
        case "endstepper":
            if let stepperDepth { sections.removeLast(max(0, sections.count - stepperDepth)) }
            stepperDepth = nil
        case "hint":
            let style = words.first { $0.hasPrefix("style=") }.map { $0.dropFirst(6).filter { $0 != "\"" } }
            hint = (OutlineReader.style(style.map { String($0) } ?? "info"), number, "")
        case "endhint": endHint(at: number)
        default: break
        }
    }

    private mutating func endHint(at line: Int) {
        guard let ended = hint else { return }
        hint = nil
        ends[ended.line] = line
        add(.hint, place("hint"), ended.text, ended.line, style: ended.style)
    }

    private static func style(_ word: String) -> String {
        switch word.lowercased() {
        case "warning", "important": "warning"
        case "danger", "caution": "danger"
        case "success", "tip": "success"
        default: "info"
        }
    }

    // MARK: - Parts

    private mutating func heading(_ words: String, _ level: Int, _ indent: Int, _ number: Int) {
        let text = PlainMarkdown.text(words)
        // GitBook ends a page with what a program may ask it.
        if text.hasPrefix("Agent Instructions") {
            dropped = text
            return
        }
        if level == 1, title == nil {
            title = text
            return
        }
        // A heading inside a list item is under that item's heading; others end what is before them.
        sections.removeAll { indent == 0 ? $0.level >= level || $0.indent > 0 : $0.indent >= indent }
        let anchor = unique(OutlineReader.slug(text))
        sections.append((anchor, level, indent))
        add(.heading, anchor, text, number, level: level, isNested: indent > 0 && stepperDepth == nil)
    }

    private mutating func row(_ cells: [String], _ number: Int) {
        guard let open = table else {
            table = (cells, -1)
            return
        }
        if open.rows == -1 {
            // The line under the header.
            table = (open.header, 0)
            return
        }
        table = (open.header, open.rows + 1)
        let first = PlainMarkdown.text(cells.first ?? "")
        if open.header.allSatisfy(\.isEmpty), first.isEmpty {
            // A box that a table was used for.
            add(
                .hint, place("hint"), PlainMarkdown.text(cells.dropFirst().joined(separator: " ")), number,
                style: "info")
            return
        }
        if first.isEmpty { return }
        add(.row, unique("\(section)/\(OutlineReader.slug(first))"), first, number)
    }

    private mutating func add(
        _ kind: DocumentPart.Kind, _ anchor: String, _ text: String, _ line: Int, level: Int = 0, style: String? = nil,
        isNested: Bool = false
    ) {
        parts.append(
            DocumentPart(
                kind: kind, anchor: anchor, text: text, line: line, level: level, isStep: stepperDepth != nil,
                style: style, isNested: isNested))
    }

    /// `section/hint-2`: the second of its kind there.
    private mutating func place(_ word: String) -> String {
        let key = "\(section)/\(word)"
        counts[key, default: 0] += 1
        return unique("\(key)-\(counts[key] ?? 1)")
    }

    private mutating func unique(_ anchor: String) -> String {
        let trimmed = anchor.hasPrefix("/") ? String(anchor.dropFirst()) : anchor
        let base = trimmed.isEmpty ? "part" : trimmed
        var result = base
        var number = 0
        while !anchors.insert(result).inserted {
            number += 1
            result = "\(base)-\(number)"
        }
        return result
    }
}
