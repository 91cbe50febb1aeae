/// Text inside XML 1.0 and HTML, between tags and in quoted attributes alike.
///
/// Besides the five characters of markup: line breaks and tabs become references, which attributes keep; a combining
/// mark at the beginning becomes one too, for normalizing would melt it into the tag's `>`; and what XML 1.0 forbids
/// (section 2.2) or discourages becomes U+FFFD.
public enum XMLText {
    /// `text` as it stands between tags or in quotes.
    public static func escaped(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        var isFirst = true
        for scalar in text.unicodeScalars {
            defer { isFirst = false }
            switch scalar {
            case "&": result += "&amp;".unicodeScalars
            case "<": result += "&lt;".unicodeScalars
            case ">": result += "&gt;".unicodeScalars
            case "\"": result += "&quot;".unicodeScalars
            case "'": result += "&#39;".unicodeScalars
            case "\t", "\n", "\r": result += "&#\(scalar.value);".unicodeScalars
            case _ where isForbidden(scalar): result.append("\u{FFFD}")
            case _ where isFirst && isMark(scalar): result += "&#\(scalar.value);".unicodeScalars
            default: result.append(scalar)
            }
        }
        return String(result)
    }

    private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .control || scalar.properties.isNoncharacterCodePoint
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark: true
        default: false
        }
    }
}
