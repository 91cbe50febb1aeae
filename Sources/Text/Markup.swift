/// The little Markdown that runbooks use inside a line: `**bold**` and `` `code` ``.
public enum Markup {
    /// - Parameter styled: whether to use styles; plain output keeps the code's backticks and drops the asterisks.
    public static func render(_ text: String, styled: Bool) -> String {
        var result = ""
        var rest = text[...]
        while let start = rest.firstIndex(where: { $0 == "*" || $0 == "`" }) {
            result += rest[..<start]
            let marker = rest[start] == "`" ? "`" : "**"
            let after = rest[start...].dropFirst(marker.count)
            guard rest[start...].hasPrefix(marker), let end = after.firstRange(of: marker),
                end.lowerBound > after.startIndex
            else {
                result.append(rest[start])
                rest = rest[rest.index(after: start)...]
                continue
            }
            let inner = String(after[..<end.lowerBound])
            result += marker == "**" ? Style.bold(inner) : styled ? Style.cyan(inner) : "`\(inner)`"
            rest = after[end.upperBound...]
        }
        return result + rest
    }
}
