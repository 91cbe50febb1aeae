/// Text inside Markdown (CommonMark, and GitHub's and GitLab's dialects) that shows as it is and does nothing.
///
/// Wikis and trackers link more than the standard knows, after a backslash has been read: addresses, `@names`, `#1`,
/// `:check_mark:`. Only code is left alone by all of them, so a word that could be one of these becomes code. Everything
/// else keeps its look: marks get a backslash, and a dot or a dash only where a line begins, for only there they mean
/// something. A line break becomes a space.
public enum MarkdownText {
    /// Text for any place on a line, its beginning included.
    public static func line(_ text: String) -> String { line(text, isBeginning: true) }

    private static func line(_ text: String, isBeginning: Bool) -> String {
        let words = text.unicodeScalars.split { $0.isLineBreak || $0 == "\t" || $0 == " " }
        return words.enumerated().map { escaped(Array($0.element), isFirst: isBeginning && $0.offset == 0) }
            .joined(separator: " ")
    }

    /// Text as code; nothing for none, as code can't be empty.
    public static func code(_ text: String) -> String {
        let flat = String(text.unicodeScalars.map { $0.isLineBreak ? " " : $0 })
        if flat.isEmpty { return "" }
        var (longest, run) = (0, 0)
        for scalar in flat.unicodeScalars {
            run = scalar == "`" ? run + 1 : 0
            longest = max(longest, run)
        }
        let fence = String(repeating: "`", count: longest + 1)
        // Readers take one space away from each side, if both have one and there is more than spaces.
        let scalars = flat.unicodeScalars
        let touches = { (scalar: Unicode.Scalar?) in scalar == "`" || scalar == " " }
        let isPadded = touches(scalars.first) || touches(scalars.last)
        return isPadded && !scalars.allSatisfy { $0 == " " } ? "\(fence) \(flat) \(fence)" : fence + flat + fence
    }

    /// A line in which `**bold**` and `` `code` `` mean what they say, as in runbooks, and nothing else does.
    public static func marked(_ text: String) -> String {
        let scalars = Array(text.unicodeScalars)
        var (result, plain, index) = ("", 0, 0)
        func takePlain() {
            let piece = String(scalars[plain..<index])
            // The spaces beside a mark belong to it.
            result += piece.unicodeScalars.first == " " && !result.isEmpty ? " " : ""
            result += line(piece, isBeginning: plain == 0)
            result += piece.unicodeScalars.last == " " && piece.unicodeScalars.count > 1 ? " " : ""
        }
        while index < scalars.count {
            let mark: [Unicode.Scalar] = scalars[index] == "`" ? ["`"] : ["*", "*"]
            let start = index + mark.count
            guard scalars[index...].starts(with: mark), start < scalars.count,
                let end = (start..<scalars.count).first(where: { scalars[$0...].starts(with: mark) }), end > start
            else {
                index += 1
                continue
            }
            takePlain()
            let inner = String(scalars[start..<end])
            result += mark.count == 1 ? code(inner) : "**\(line(inner, isBeginning: false))**"
            (index, plain) = (end + mark.count, end + mark.count)
        }
        takePlain()
        return result
    }

    private static func escaped(_ word: [Unicode.Scalar], isFirst: Bool) -> String {
        guard isLinked(word) else { return prose(word, isFirst: isFirst) }
        // The punctuation around it stays prose.
        let head = word.prefix { outside.contains($0) }
        let tail = word.dropFirst(head.count).reversed().prefix { outside.contains($0) }.reversed()
        let inner = word.dropFirst(head.count).dropLast(tail.count)
        // Code would end differently from what a line that only looks like an opening quote says.
        return prose(Array(head), isFirst: isFirst) + code(String(inner)) + prose(Array(tail), isFirst: false)
    }

    private static let outside = Set("()[]{}<>\"'“”‘’„‚«»,;.".unicodeScalars)

    /// Whether some reader would make a link, a mention or a picture of it.
    private static func isLinked(_ word: [Unicode.Scalar]) -> Bool {
        let lowered = String(word.filter(\.isASCII)).lowercased()
        if ["://", "www.", "mailto:", "xmpp:"].contains(where: { lowered.firstRange(of: $0) != nil }) { return true }
        for (index, scalar) in word.enumerated() {
            let next = index + 1 < word.count ? word[index + 1] : nil
            let follows = next.map { $0.isPlain || !$0.isASCII } ?? false
            let begins = index == 0 || !word[index - 1].isPlain
            switch scalar {
            case "@": return true
            case "#" where follows: return true
            case "!" where begins && follows, "~" where begins && follows, "&" where begins && follows,
                "$" where begins && follows, "%" where begins && follows:
                return true
            case ":" where isShortcode(word[(index + 1)...]): return true
            default: continue
            }
        }
        return false
    }

    /// What follows the colon of `:tada:`.
    private static func isShortcode(_ rest: ArraySlice<Unicode.Scalar>) -> Bool {
        let name = rest.prefix { $0.isPlain || "_+-".unicodeScalars.contains($0) }
        return rest.dropFirst(name.count).first == ":" && name.contains { !$0.isASCIIDigit }
    }

    private static func prose(_ word: [Unicode.Scalar], isFirst: Bool) -> String {
        let digits = isFirst ? word.prefix(while: \.isASCIIDigit).count : 0
        var result = String.UnicodeScalarView()
        for (index, scalar) in word.enumerated() {
            // "1." and "1)" begin lists, "-", "+" and "=" lists and headings, ">" a quotation, ":" a definition.
            let beginsLine =
                isFirst
                && (index == 0 && "-+=>:".unicodeScalars.contains(scalar)
                    || index > 0 && index == digits && ".)".unicodeScalars.contains(scalar))
            // "&" alone is one; before a letter or a number sign it may be an entity.
            let isEntity =
                scalar == "&" && index + 1 < word.count && (word[index + 1].isPlain || word[index + 1] == "#")
            if beginsLine || isEntity || marks.contains(scalar) { result.append("\\") }
            result.append(scalar)
        }
        return String(result)
    }

    private static let marks = Set("\\`*_{}[]<#|~$".unicodeScalars)
}
