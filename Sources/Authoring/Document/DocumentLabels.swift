/// What of a part's words a runbook takes over as it stands: names in bold, code, addresses, permissions, numbers.
enum DocumentLabels {
    /// Each once.
    static func labels(of part: DocumentPart) -> [String] {
        var seen: Set<String> = []
        let text = part.body.joined(separator: "\n")
        var found: [String] = []
        // Of code every word stands as it is; of a name in bold its steps do, one by one: **A → B**.
        for match in text.matches(of: /`([^`\n]+)`/) { found.append(String(match.1)) }
        for match in text.replacing(/`[^`\n]+`/, with: " ").matches(of: /\*\*([^*\n]+)\*\*/) {
            found += match.1.split { "→>".contains($0) }.map(String.init)
        }
        let rest = text.replacing(/`[^`\n]+`|\*\*[^*\n]+\*\*/, with: " ")
        for match in rest.matches(of: /https?:\/\/[^\s()<>]+/) { found.append(String(match.0)) }
        let words = rest.replacing(/https?:\/\/[^\s()<>]+/, with: " ")
        for match in words.matches(of: /\b[A-Z][A-Za-z]+(?:\.[A-Z][A-Za-z]+)+\b/) { found.append(String(match.0)) }
        for match in words.matches(of: /\b[0-9]{2,}\b/) { found.append(String(match.0)) }
        // A picture of a button is none.
        return found.map(trimmed).filter { !$0.contains("icon:") }.filter {
            folded($0).contains { $0.isLetter || $0.isNumber } && seen.insert(folded($0)).inserted
        }
    }

    private static func trimmed(_ text: String) -> String {
        var text = text[...]
        while let first = text.first, first == " " { text.removeFirst() }
        while let last = text.last, " :.,;".contains(last) { text.removeLast() }
        return String(text)
    }

    /// Words alone, so that marks, spaces and how a name is broken into lines mean nothing.
    static func folded(_ text: String) -> String {
        let words = text.lowercased().split { !$0.isLetter && !$0.isNumber }
        return " " + words.joined(separator: " ") + " "
    }
}
