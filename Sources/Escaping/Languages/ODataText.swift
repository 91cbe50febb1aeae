/// Text inside OData's expressions.
///
/// OData 4.01, "URL Conventions", section 5.1.1.6.1: a quote inside a string is doubled.
public enum ODataText {
    /// A string literal, quotes included. In an address it needs percent encoding besides.
    public static func literal(_ text: String) -> String {
        var result = String.UnicodeScalarView("'".unicodeScalars)
        for scalar in text.unicodeScalars {
            result.append(scalar)
            if scalar == "'" { result.append(scalar) }
        }
        result.append("'")
        return String(result)
    }
}
