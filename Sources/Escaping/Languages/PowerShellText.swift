/// Text that PowerShell reads literally.
public enum PowerShellText {
    /// PowerShell takes typographic quotes for plain ones, so all are doubled; what would end the line, or stay unseen
    /// in it, is left out.
    public static func quoted(_ text: String) -> String {
        var result = String.UnicodeScalarView("'".unicodeScalars)
        for scalar in text.unicodeScalars {
            if scalar.breaksLine || scalar.properties.generalCategory == .format { continue }
            result.append(scalar)
            if "'\u{2018}\u{2019}\u{201A}\u{201B}".unicodeScalars.contains(scalar) { result.append(scalar) }
        }
        result.append("'")
        return String(result)
    }
}
