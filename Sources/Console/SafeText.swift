import EditLineShims

/// Text that came from elsewhere is data: nothing in it may move the cursor, hide, or reorder what a person reads.
public enum SafeText {
    /// `text` with control characters, bidirectional controls and the like replaced by a visible mark.
    /// - Parameter keepsLines: whether line breaks stay.
    public static func clean(_ text: String, keepsLines: Bool = false) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if scalar == "\n", keepsLines {
                result.append(scalar)
            } else if scalar == "\t" {
                result.append(" ")
            } else if isHarmful(scalar) {
                result.append("\u{FFFD}")
            } else {
                result.append(scalar)
            }
        }
        return String(result)
    }

    /// JSON whose strings hold no such character as it is: each is written as an escape, which means the same.
    public static func escapedJSON(_ json: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in json.unicodeScalars {
            guard isHarmful(scalar), scalar != "\n" else {
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

    private static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00...0x1F, 0x7F...0x9F: true
        // Marks, embeddings, overrides and isolates of the bidirectional algorithm.
        case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
        // Line and paragraph separators, the byte order mark, interlinear annotations, tags.
        case 0x2028, 0x2029, 0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE007F: true
        default: false
        }
    }

    /// Columns that `text` takes on a terminal; style marks take none.
    public static func width(_ text: String) -> Int {
        text.unicodeScalars.reduce(0) { $0 + width($1) }
    }

    private static func width(_ scalar: Unicode.Scalar) -> Int {
        if scalar == Style.end || Style.of(scalar) != nil { return 0 }
        if scalar.isASCII { return 1 }
        return max(0, Int(lockstep_character_width(scalar.value)))
    }

    /// The beginning of `text` that fits into so many columns.
    public static func fitting(_ text: String, _ columns: Int) -> String {
        guard width(text) > columns else { return text }
        var result = String.UnicodeScalarView()
        var used = 0
        for scalar in text.unicodeScalars {
            used += width(scalar)
            if used > columns - 1 { break }
            result.append(scalar)
        }
        return String(result) + "…"
    }
}
