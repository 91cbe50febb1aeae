import Escaping
import Foundation

/// What may stand where an identifier belongs, and what it says.
public enum IdentifierText {
    /// Words that databases, spreadsheets and scripts write for nothing, without letter case.
    private static let nothing: Set<String> = [
        "null", "(null)", "<null>", "$null", "\\n", "nil", "none", "undefined", "nan", "n/a", "#n/a", "na", "n.a.",
        "n/v", "#nv", "k.a.", "s/o", "n/d", "nd", "#null!", "#ref!", "#value!", "#wert!", "(none)", "<none>", "(leer)",
        "(empty)", "empty", "leer", "not set", "(not set)", "<not set>", "notset", "nothing", "missing", "dbnull",
        "system.dbnull", "[]", "{}", "\"\"", "''", "?", "0x", "unset", "blank", "(blank)", "tbd", "keine", "keiner",
        "aucun", "ninguno", "nessuno", "geen", "brak",
    ]

    /// Whether it stands for nothing: a word for it, dashes or dots alone, or an id of zeros alone in any spelling.
    public static func isNothing(_ text: String) -> Bool {
        let lowered = text.lowercased()
        if lowered.isEmpty || nothing.contains(lowered) { return true }
        if lowered.allSatisfy({ "-–—_.·* ".contains($0) }) { return true }
        // A GUID of zeros, with or without its braces and dashes; the same in Base64.
        let bare = lowered.filter { !"{}()-".contains($0) }
        if bare.utf8.count >= 16, bare.allSatisfy({ $0 == "0" }) { return true }
        return Data(base64Encoded: text).map { $0.count >= 16 && $0.allSatisfy { $0 == 0 } } ?? false
    }

    /// Whether it looks like what Entra Connect makes of an Active Directory's `objectGUID`: sixteen bytes in Base64.
    /// Microsoft Entra Connect: "Design concepts", sourceAnchor.
    public static func looksLikeDirectorys(_ text: String) -> Bool {
        text.utf8.count == 24 && Data(base64Encoded: text)?.count == 16
    }

    /// Whether other providers and directories write such ones as well, so that it says nothing of whose it is: GUIDs in any
    /// spelling, security identifiers, addresses, Google's long numbers and Okta's ids.
    public static func looksLikeAnybodys(_ text: String) -> Bool {
        if looksLikeDirectorys(text) || text.contains("@") { return true }
        let bare = text.filter { !"{}-".contains($0) }
        if bare.utf8.count == 32, bare.allSatisfy(\.isHexDigit) { return true }
        if text.wholeMatch(of: /S-1-[0-9-]+|[0-9]{18,22}|00u[0-9A-Za-z]{17}/) != nil { return true }
        let padded = text + String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        guard text.utf8.count >= 22, let bytes = Data(base64Encoded: padded) else { return false }
        // A GUID's bytes or text, or a security identifier's bytes (version 1, its count of parts, six bytes of authority).
        return bytes.count == 16 || bytes.count >= 12 && bytes[0] == 1 && bytes.count == 8 + 4 * Int(bytes[1])
            || String(validating: bytes, as: UTF8.self).map { UUID(uuidString: $0) != nil } ?? false
    }

    /// Whether a spreadsheet rounded it: `1.00000E+17`, `1,2E+05`.
    static func isRounded(_ text: String) -> Bool {
        text.wholeMatch(of: /[0-9]+([.,][0-9]+)?[eE]\+?[0-9]+/) != nil
    }

    /// Whether a spreadsheet may have rounded it: more digits than it keeps, with zeros from the sixteenth on.
    static func isPerhapsRounded(_ text: String) -> Bool {
        let digits = text.utf8
        return digits.count > 15 && digits.allSatisfy { (48...57).contains($0) }
            && digits.dropFirst(15).allSatisfy { $0 == 48 }
    }

    /// Without blanks and what nobody sees at its ends: it came with copying.
    static func trimmed(_ text: String) -> String {
        func isNoText(_ scalar: Unicode.Scalar) -> Bool {
            scalar.properties.isWhitespace
                || scalar.isHidden && scalar.properties.generalCategory != .control
        }
        let scalars = text.unicodeScalars
        guard let first = scalars.firstIndex(where: { !isNoText($0) }),
            let last = scalars.lastIndex(where: { !isNoText($0) })
        else { return "" }
        return String(scalars[first...last])
    }

    /// The first character in it that nobody sees: two texts that look equal and aren't.
    static func hidden(in text: String) -> Unicode.Scalar? {
        text.unicodeScalars.first { $0.isHidden }
    }
}
