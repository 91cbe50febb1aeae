/// Breaks text into lines that fit.
public enum Wrapping {
    /// - Parameters:
    ///   - columns: the room there is.
    ///   - first: what stands before the first line.
    ///   - rest: what stands before the others; as wide as `first`, or the text hangs.
    public static func lines(_ text: String, columns: Int, first: String = "", rest: String = "") -> [String] {
        var lines: [String] = []
        for (index, paragraph) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            var line = index == 0 ? first : rest
            var used = SafeText.width(line)
            var isEmpty = true
            for word in paragraph.split(separator: " ") {
                let width = SafeText.width(String(word))
                if !isEmpty, used + 1 + width > columns {
                    lines.append(line)
                    line = rest
                    used = SafeText.width(rest)
                    isEmpty = true
                }
                line += isEmpty ? String(word) : " \(word)"
                used += width + (isEmpty ? 0 : 1)
                isEmpty = false
            }
            lines.append(line)
        }
        return lines
    }
}
