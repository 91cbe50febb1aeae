/// Markdown as a person reads it: links by their words, no marks of emphasis, no backslashes.
enum PlainMarkdown {
    static func text(_ markdown: String) -> String {
        var result = ""
        var rest = markdown[...]
        while let character = rest.first {
            rest.removeFirst()
            switch character {
            case "\\":
                if let next = rest.first {
                    result.append(next)
                    rest.removeFirst()
                }
            case "*", "`": break
            case "_" where result.isEmpty || result.last == " " || rest.isEmpty || rest.first == " ": break
            case "[":
                guard let (words, after) = link(rest) else {
                    result.append(character)
                    continue
                }
                result += text(words)
                rest = after
            case "<":
                // Tags, and addresses in angle brackets.
                guard let end = rest.firstIndex(of: ">") else {
                    result.append(character)
                    continue
                }
                let inner = rest[..<end]
                if inner.hasPrefix("http") { result += inner }
                rest = rest[rest.index(after: end)...]
            default: result.append(character)
            }
        }
        return result.split(separator: " ").joined(separator: " ")
    }

    /// `words](address)` after an opening bracket.
    private static func link(_ text: Substring) -> (words: String, after: Substring)? {
        guard let close = text.firstIndex(of: "]") else { return nil }
        let after = text[text.index(after: close)...]
        guard after.first == "(", let end = after.firstIndex(of: ")") else { return nil }
        return (String(text[..<close]), after[after.index(after: end)...])
    }
}
