/// A table as comma-separated values (RFC 4180), with nothing in it that a spreadsheet would run: names come from people
/// (OWASP: "CSV Injection").
///
/// Every field is quoted, so nothing in it ends it. A spreadsheet that takes another separator, or reads line by line,
/// sees cells where we see none: an apostrophe stands before whatever would be a formula at the beginning of the field,
/// after a line break, a semicolon or a tab. Controls, which no table means, become U+FFFD.
public enum CSVText {
    /// A row with its end.
    public static func row(_ fields: [String]) -> String { fields.map(field).joined(separator: ",") + "\r\n" }

    /// One field, in quotes where it needs them, and never a formula.
    public static func field(_ text: String) -> String {
        let scalars = text.unicodeScalars.map { isMeant($0) ? $0 : "\u{FFFD}" }
        var result = String.UnicodeScalarView("\"".unicodeScalars)
        for (index, scalar) in scalars.enumerated() {
            if beginsCell(scalars, index), isFormula(scalars[index...]) { result.append("'") }
            result.append(scalar)
            if scalar == "\"" { result.append(scalar) }
        }
        result.append("\"")
        return String(result)
    }

    /// A field as it was before `field` put apostrophes into it. Text that never had any stays as it is.
    public static func unguarded(_ text: String) -> String {
        let scalars = Array(text.unicodeScalars)
        var result = String.UnicodeScalarView()
        for (index, scalar) in scalars.enumerated() {
            if scalar == "'", beginsCell(scalars, index), isFormula(scalars[(index + 1)...]) { continue }
            result.append(scalar)
        }
        return String(result)
    }

    private static func isMeant(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory != .control || "\t\n\r".unicodeScalars.contains(scalar)
    }

    private static func beginsCell(_ scalars: [Unicode.Scalar], _ index: Int) -> Bool {
        index == 0 || ";\t\n\r".unicodeScalars.contains(scalars[index - 1])
    }

    /// Whether a spreadsheet would calculate it. What it passes over before it looks is passed over here too, and
    /// apostrophes, so that reading back takes away just what writing has added.
    private static func isFormula(_ scalars: ArraySlice<Unicode.Scalar>) -> Bool {
        let first = scalars.first {
            $0 != "'" && !$0.isHidden && !$0.properties.isWhitespace
                && $0.properties.generalCategory != .nonspacingMark
        }
        return first.map { formulaStarts.contains($0) } ?? false
    }

    /// With their wide and small forms, which some spreadsheets fold.
    private static let formulaStarts = Set("=+-@|%＝＋－＠｜％﹢﹣﹦﹫−".unicodeScalars)
}
