import Escaping
import Text

/// Why nothing was taken of a line. A byte that was guessed would be recorded as if somebody had meant it.
enum LineRefusal: Error, Hashable {
    case tooLong
    /// - Parameter byte: the first that is none of UTF-8, counted from 1.
    case notText(byte: Int)
    /// Characters that no key types: what a terminal or a program put around the text, as a rule.
    case control
    /// At a prompt for commands, each of which is one line.
    case severalLines(first: String, count: Int)

    var words: String {
        switch self {
        case .tooLong: "That line is longer than \(LineLimit.bytes / 1_024) KiB: nothing of it was taken."
        case .notText(let byte):
            "Byte \(byte) of that line isn't UTF-8: nothing of it was taken. Convert the text (iconv -t UTF-8), or set the "
                + "terminal to UTF-8."
        case .control:
            "There are characters in it that can't be typed: nothing of it was taken. Paste it again, or type it."
        case .severalLines(let first, let count):
            "\"\(SafeText.fitting(SafeText.clean(SecretText.masked(first)), 40))\" and \(count - 1) more "
                + "\(count == 2 ? "line was" : "lines were") pasted, and a command is one line: nothing of it was run. Paste one "
                + "line at a time, or give them all on standard input."
        }
    }

    /// What bytes of a line say, without the marks that terminals put around what is pasted.
    static func text(_ bytes: [UInt8]) throws(LineRefusal) -> String {
        let text: String
        do throws(UTF8Place) { text = try UTF8Place.text(of: bytes) } catch { throw .notText(byte: error.byte) }
        let plain = text.replacing(pasteBegins, with: "").replacing(pasteEnds, with: "")
        if plain.unicodeScalars.contains(where: { $0.properties.generalCategory == .control && $0 != "\t" }) {
            throw .control
        }
        return plain
    }

    /// xterm, "Bracketed Paste Mode".
    static let (pasteBegins, pasteEnds) = ("\u{1B}[200~", "\u{1B}[201~")
}
