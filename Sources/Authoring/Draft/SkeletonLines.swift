import Escaping

/// A draft's YAML, line by line.
struct SkeletonLines {
    private(set) var text = ""

    mutating func add(_ depth: Int, _ line: String) {
        text += String(repeating: "  ", count: depth) + line + "\n"
    }

    /// A text of several lines as an author goes on with it: in a block. Nothing for none.
    mutating func text(_ depth: Int, _ key: String, _ lines: [String]) {
        var clean = lines.map(SkeletonLines.plain)
        // A block is indented as its first line is.
        while let first = clean.first, first.allSatisfy(\.isWhitespace) { clean.removeFirst() }
        guard let first = clean.first else { return }
        clean[0] = String(first.drop(while: \.isWhitespace))
        if clean.count == 1 { return add(depth, "\(key): \(YAMLText.quoted(clean[0]))") }
        add(depth, "\(key): |-")
        for line in clean { text += line.isEmpty ? "\n" : String(repeating: "  ", count: depth + 1) + line + "\n" }
    }

    /// A text that YAML can't take for anything else, and that has no template in it.
    static func quoted(_ text: String) -> String { YAMLText.quoted(plain(text)) }

    private static func plain(_ text: String) -> String {
        var plain = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let isControl = scalar.properties.generalCategory == .control || scalar == "\u{FEFF}"
            // Two braces on end would be a place to fill in.
            if scalar == "{", plain.last == "{" { plain.append(" ") }
            let isBreak = scalar == "\u{2028}" || scalar == "\u{2029}" || scalar == "\u{85}"
            plain.append(isControl || isBreak || scalar.properties.isNoncharacterCodePoint ? " " : scalar)
        }
        return String(plain)
    }
}
