/// What a line of a page is.
extension OutlineReader {
    static func heading(_ text: String) -> (Int, String)? {
        let level = text.prefix { $0 == "#" }.count
        guard (1...6).contains(level), text.dropFirst(level).first == " " else { return nil }
        var words = String(text.dropFirst(level + 1))
        while words.hasSuffix("#") || words.hasSuffix(" ") { words.removeLast() }
        return words.isEmpty ? nil : (level, words)
    }

    static func checkbox(_ text: String) -> String? {
        guard let bullet = text.first, "*-+".contains(bullet) else { return nil }
        let rest = text.dropFirst().drop { $0 == " " }
        guard rest.hasPrefix("[ ] ") || rest.lowercased().hasPrefix("[x] ") else { return nil }
        return PlainMarkdown.text(String(rest.dropFirst(4)))
    }

    static func isBullet(_ text: String) -> Bool {
        guard let mark = text.first, "*-+".contains(mark) else { return false }
        return text.dropFirst().first == " "
    }

    /// What a paragraph or a bullet begins with in bold: the name of what it explains.
    static func term(_ text: String) -> String? {
        let rest = isBullet(text) ? text.dropFirst().drop { $0 == " " } : text[...]
        guard rest.hasPrefix("**"), let end = rest.dropFirst(2).firstRange(of: "**") else { return nil }
        var words = PlainMarkdown.text(String(rest.dropFirst(2)[..<end.lowerBound]))
        while let last = words.last, ":.".contains(last) { words.removeLast() }
        return words.isEmpty || words.contains("icon:") ? nil : words
    }

    /// - Parameter isKept: whether its marks stay.
    static func ordinal(_ text: String, isKept: Bool = false) -> (Int, String)? {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard let number = Int(digits), digits.count <= 4 else { return nil }
        let rest = text.dropFirst(digits.count)
        guard rest.hasPrefix(". ") || rest.hasPrefix(") ") else { return nil }
        let words = String(rest.dropFirst(2))
        return (number, isKept ? KeptMarkdown.text(words) : PlainMarkdown.text(words))
    }

    static func cells(_ text: String) -> [String] {
        var (cells, cell): ([String], String) = ([], "")
        var isEscaped = false
        for character in text.dropFirst() {
            if isEscaped {
                cell.append(character)
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
                cell.append(character)
            } else if character == "|" {
                cells.append(cell.trimmingSpaces)
                cell = ""
            } else {
                cell.append(character)
            }
        }
        if !cell.trimmingSpaces.isEmpty { cells.append(cell.trimmingSpaces) }
        return cells
    }

    /// As pages address their headings: `Certificates & secrets` is `certificates-and-secrets`.
    static func slug(_ text: String) -> String {
        var result = ""
        for character in text.lowercased().replacing("&", with: " and ") {
            if character.isLetter || character.isNumber {
                result.append(character)
            } else if !result.hasSuffix("-"), !result.isEmpty, !"'’\"“”".contains(character) {
                result.append("-")
            }
        }
        while result.hasSuffix("-") { result.removeLast() }
        return result
    }
}

extension String {
    var trimmingTrailingSpaces: String {
        var text = self
        while let last = text.last, last == " " || last == "\t" || last == "\r" { text.removeLast() }
        return text
    }

    var trimmingSpaces: String {
        String(trimmingTrailingSpaces.drop { $0 == " " || $0 == "\t" })
    }
}
