import Foundation
import Sameness

/// Forms of names and addresses in which spellings of the same thing are equal.
enum Folding {
    /// Letter case aside, with one way to write each accented letter, and one to write each domain's name.
    static func address(_ text: String) -> String { DomainName.foldedAddress(text) }

    /// Letters without their marks: `Øster-Müller` becomes `oster-muller`.
    static func plain(_ text: String) -> String {
        let lowered = text.lowercased()
        if lowered.utf8.allSatisfy({ $0 < 0x80 }) { return lowered }
        var result = ""
        for character in lowered {
            if let spelt = letters[character] { result += spelt } else { result.append(character) }
        }
        return result.folding(options: [.diacriticInsensitive, .widthInsensitive], locale: nil).lowercased()
    }

    /// Letters that aren't another letter with a mark.
    private static let letters: [Character: String] = [
        "ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i",
    ]

    /// The words of a name or of an address's local part, plain, without what follows a plus.
    static func words(_ text: String) -> [String] {
        let plain = plain(text).prefix { $0 != "+" }
        return plain.split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }

    /// A local part without dots, dashes and what follows a plus.
    static func letters(of local: String) -> String { words(local).joined() }

    /// Without what German writes for the two dots over a letter where it can't write dots; the same for both spellings.
    static func withoutUmlauts(_ letters: String) -> String {
        letters.replacing("ue", with: "u").replacing("oe", with: "o").replacing("ae", with: "a")
    }

    /// The digits at the end: namesakes are told apart by them. One alone means the same as none.
    static func number(of letters: String) -> Substring {
        let number = letters.suffix(letters.reversed().prefix { $0.isNumber }.count)
        return number == "1" ? "" : number
    }

    /// The words in the order of the alphabet, and the number of them all: the same for swapped names.
    static func unordered(_ words: [String]) -> String {
        let numbers = words.map { String(number(of: $0)) }.joined()
        return (words.map { String(withoutNumber($0)) }.sorted() + [numbers]).joined(separator: " ")
    }

    static func withoutNumber(_ letters: String) -> Substring {
        letters.dropLast(letters.reversed().prefix { $0.isNumber }.count)
    }
}
