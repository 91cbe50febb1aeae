/// Text inside YAML 1.2, and 1.1 as libyaml reads it.
public enum YAMLText {
    /// A scalar in double quotes: the only style that has an escape for everything. YAML reads many plain words as
    /// something else, so nothing stays plain; and whoever opens the file sees what is in it, so what is hidden is
    /// written as an escape.
    public static func quoted(_ text: String) -> String {
        var result = String.UnicodeScalarView("\"".unicodeScalars)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\"".unicodeScalars
            case "\\": result += "\\\\".unicodeScalars
            case "\n": result += "\\n".unicodeScalars
            case "\r": result += "\\r".unicodeScalars
            case "\t": result += "\\t".unicodeScalars
            case _ where scalar.isHidden || scalar.properties.isNoncharacterCodePoint:
                result += escape(scalar).unicodeScalars
            default: result.append(scalar)
            }
        }
        result.append("\"")
        return String(result)
    }

    /// One line of a comment.
    public static func comment(_ text: String) -> String {
        "# " + String(text.unicodeScalars.map { $0.isHidden ? " " : $0 })
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        let (letter, width) = scalar.value <= 0xFF ? ("x", 2) : scalar.value <= 0xFFFF ? ("u", 4) : ("U", 8)
        return "\\\(letter)\(String(repeating: "0", count: width - digits.count))\(digits)"
    }
}
