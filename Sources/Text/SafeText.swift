import Escaping
import TextShims

/// Text that came from elsewhere is data: nothing in it may move the cursor, hide, or reorder what a person reads, and
/// two names that differ don't look the same.
///
/// What is hidden (`Unicode.Scalar.isHidden`) goes three ways:
///
/// * Each becomes a visible U+FFFD: controls, marks of direction, zero-width spaces, fillers, soft hyphens, tags, private
///   and unassigned characters, and joiners and selectors that give nothing its form: two names that differ in one of
///   them are two on the screen as well.
/// * Joiners and variation selectors where a script or an emoji is written with them are dropped, or Persian, Indic and
///   Japanese names would be full of marks (`Shaping`). Of two names that differ in such a place alone, letters, address
///   and id are what tells them apart.
/// * Our own marks of style stay: nobody else can make them (`StyleMark`).
public enum SafeText {
    /// What becomes of a line's end.
    private enum LineBreak {
        case mark
        case stay
        case space
    }

    /// `text` with everything hidden in it marked or dropped.
    /// - Parameter keepsLines: whether line breaks stay.
    public static func clean(_ text: String, keepsLines: Bool = false) -> String {
        clean(text, keepsLines ? .stay : .mark)
    }

    /// The same on one line: its breaks are spaces.
    public static func line(_ text: String) -> String { clean(text, .space) }

    private static func clean(_ text: String, _ lineBreak: LineBreak) -> String {
        if text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) { return text }
        let scalars = Array(text.unicodeScalars)
        var result = String.UnicodeScalarView()
        for (place, mark) in StyleMark.pieces(scalars) {
            if mark != nil {
                result += scalars[place]
                continue
            }
            let scalar = scalars[place.lowerBound]
            switch scalar {
            case "\n" where lineBreak == .stay: result.append(scalar)
            case "\n" where lineBreak == .space, "\r" where lineBreak == .space, "\t": result.append(" ")
            case _ where !scalar.isHidden: result.append(scalar)
            case _ where Shaping.isAllItDoes(scalars, place.lowerBound): break
            default: result.append("\u{FFFD}")
            }
        }
        return String(result)
    }

    /// JSON whose strings hold nothing hidden as it is: each is written as an escape, which means the same.
    public static func escapedJSON(_ json: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in json.unicodeScalars {
            guard scalar.isHidden, scalar != "\n" else {
                result.append(scalar)
                continue
            }
            for unit in String(scalar).utf16 {
                let digits = String(unit, radix: 16)
                result += "\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)".unicodeScalars
            }
        }
        return String(result)
    }

    /// Columns that clean text takes on a terminal; style marks take none.
    public static func width(_ text: String) -> Int {
        text.unicodeScalars.reduce(0) { $0 + width($1) }
    }

    private static func width(_ scalar: Unicode.Scalar) -> Int {
        if scalar.isASCII { return 1 }
        // In clean text, private characters are parts of style marks.
        if scalar.properties.generalCategory == .privateUse { return 0 }
        return max(0, Int(lockstep_character_width(scalar.value)))
    }

    /// The end of `text` that fits into so many columns.
    public static func ending(_ text: String, _ columns: Int) -> String {
        guard width(text) > columns else { return text }
        var rest = text.unicodeScalars[...]
        while !rest.isEmpty, width(String(String.UnicodeScalarView(rest))) > columns - 1 { rest.removeFirst() }
        return "…" + String(String.UnicodeScalarView(rest))
    }

    /// The beginning of `text` that fits into so many columns.
    public static func fitting(_ text: String, _ columns: Int) -> String {
        guard width(text) > columns else { return text }
        let scalars = Array(text.unicodeScalars)
        var result = String.UnicodeScalarView()
        var used = 0
        var isStyled = false
        for (place, mark) in StyleMark.pieces(scalars) {
            if let mark {
                if case .begins = mark { isStyled = true } else { isStyled = false }
            } else {
                used += width(scalars[place.lowerBound])
                if used > columns - 1 { break }
            }
            result += scalars[place]
        }
        result.append("…")
        // What was begun ends here, or it would go on over the rest of the screen.
        if isStyled { result += StyleMark.end }
        return String(result)
    }
}
