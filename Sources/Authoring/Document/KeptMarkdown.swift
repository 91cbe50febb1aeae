/// A line of Markdown in the marks that runbooks have: bold and code as they are, a link as its words with its address, a
/// picture as what it shows.
enum KeptMarkdown {
    static func text(_ markdown: String) -> String {
        var result = ""
        var rest = markdown[...]
        while let character = rest.first {
            rest.removeFirst()
            switch character {
            case "\\" where rest.first.map { !$0.isLetter && !$0.isNumber && $0 != " " } == true:
                result.append(rest.removeFirst())
            case "`":
                guard let end = rest.firstIndex(of: "`") else { continue }
                result += "`\(rest[..<end])`"
                rest = rest[rest.index(after: end)...]
            case "*" where rest.first == "*":
                rest.removeFirst()
                result += "**"
            case "_" where rest.first == "_" && (result.isEmpty || result.last == " "):
                rest.removeFirst()
                if let end = rest.firstRange(of: "__") {
                    result += "**\(text(String(rest[..<end.lowerBound])))**"
                    rest = rest[end.upperBound...]
                }
            case "*": break
            case "_" where result.isEmpty || result.last == " " || rest.isEmpty || rest.first == " ": break
            case "!" where rest.first == "[": continue
            case "[":
                guard let link = link(rest) else {
                    result.append(character)
                    continue
                }
                let words = text(link.words)
                result += words
                if !link.address.isEmpty, link.address != words {
                    result += words.isEmpty ? link.address : " (\(link.address))"
                }
                rest = link.after
            case "<":
                guard let end = rest.firstIndex(of: ">"), rest.first.map({ $0.isLetter || "/!".contains($0) }) == true
                else {
                    result.append(character)
                    continue
                }
                let inner = rest[..<end]
                if inner.contains("://") || inner.contains("@"), !inner.contains(" ") {
                    result += inner
                } else {
                    result += between(result, inner) + shown(inner)
                }
                rest = rest[rest.index(after: end)...]
            default: result.append(character)
            }
        }
        return result.split(separator: " ").joined(separator: " ")
    }

    /// What a tag shows, or leads to; a blank for what ends a line.
    private static func shown(_ tag: Substring) -> String {
        let words = tag.matches(of: /(?:alt|href|title)="([^"]+)"/).map { String($0.1) }
        if !words.isEmpty { return words.joined(separator: " ") + " " }
        return ["br", "/p", "/li", "/div", "/summary"].contains { tag.hasPrefix($0) } ? " " : ""
    }

    /// What stands between the cells of a table in HTML, and between its rows.
    private static func between(_ text: String, _ tag: Substring) -> String {
        let name = tag.prefix { $0.isLetter }.lowercased()
        guard ["td", "th", "tr"].contains(name), let last = text.last(where: { $0 != " " }), last != ";" else {
            return ""
        }
        return name == "tr" ? "; " : ": "
    }

    /// `words](address "title")` after an opening bracket; brackets inside the words go in pairs.
    private static func link(_ text: Substring) -> (words: String, address: String, after: Substring)? {
        var depth = 0
        var close: Substring.Index?
        for index in text.indices {
            if text[index] == "[" { depth += 1 }
            guard text[index] == "]" else { continue }
            if depth == 0 {
                close = index
                break
            }
            depth -= 1
        }
        guard let close else { return nil }
        let after = text[text.index(after: close)...]
        guard after.first == "(", let end = after.firstIndex(of: ")") else { return nil }
        let inner = after[after.index(after: after.startIndex)..<end].split(separator: " ", maxSplits: 1)
        let address = String(inner.first ?? "").replacing("\\", with: "").filter { !"<>".contains($0) }
        let title = inner.count > 1 ? " " + inner[1].filter { !"\"'".contains($0) } : ""
        return (String(text[..<close]) + title, address, after[after.index(after: end)...])
    }
}
