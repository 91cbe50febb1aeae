/// Words of a POSIX shell's command line. NUL, which no command line can hold, is left out.
public enum ShellText {
    /// A command to be pasted: each word is quoted if a shell would take anything in it for its own.
    public static func command(_ words: [String]) -> String { words.map(word).joined(separator: " ") }

    /// Words as a POSIX shell takes them apart again.
    public static func command(_ words: String...) -> String { command(words) }

    /// A word as it is where nothing in it means anything, quoted elsewhere.
    public static func word(_ text: String) -> String {
        let isPlain =
            !text.isEmpty && text.unicodeScalars.allSatisfy { $0.isPlain || "-_./:@,+".unicodeScalars.contains($0) }
        return isPlain ? text : quoted(text)
    }

    /// Between single quotes nothing means anything but the quote itself, which stands outside of them.
    public static func quoted(_ text: String) -> String {
        var result = String.UnicodeScalarView("'".unicodeScalars)
        for scalar in text.unicodeScalars where scalar.value != 0 {
            if scalar == "'" { result += "'\\''".unicodeScalars } else { result.append(scalar) }
        }
        result.append("'")
        return String(result)
    }
}
