/// Text inside an SQL `LIKE` pattern that says `ESCAPE '\'`.
public enum LikeText {
    /// `text` as it is to be found, behind `ESCAPE '\'`.
    public static func escaped(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if "\\%_".unicodeScalars.contains(scalar) { result.append("\\") }
            result.append(scalar)
        }
        return String(result)
    }
}
