import Foundation

/// Whether two names are two people's. No spelling, no host and no option makes a second person of the first; a name that
/// is no name is nobody's.
public enum TwoPeople {
    /// What is left of a name when its spelling is taken away: letters of other alphabets and shapes as their Latin
    /// likenesses, small, without marks, blanks and what stands behind an @. Empty for what holds no letter or digit.
    public static func key(_ name: String) -> String {
        likeness(plain(name).filter { isLetter($0) || $0.properties.numericType != nil })
    }

    /// Whether one is another than the other.
    public static func differ(_ one: Person, _ other: Person) -> Bool { sameness(one, other) == nil }

    /// By what one is the other, for the middle of a sentence; nil where they are two. Somebody who gives another name at
    /// their own account is still who they are.
    public static func sameness(_ one: Person, _ other: Person) -> String? {
        if let key = one.key, key == other.key { return "the same key, \(key)" }
        if let entra = one.entra, entra == other.entra { return "the same account of the tenant, \(entra)" }
        let keys = (key(one.name), key(other.name))
        guard !keys.0.isEmpty, !keys.1.isEmpty, keys.0 != keys.1 else { return "the same name" }
        if let account = one.account.map(key), account == keys.1 { return "named as the account that they are at" }
        if let account = other.account.map(key), account == keys.0 { return "named as the account that they are at" }
        // Who adds a surname, a title or a number is still who they are.
        let words = (words(one.name), words(other.name))
        return words.0.isSubset(of: words.1) || words.1.isSubset(of: words.0) ? "a name within the other" : nil
    }

    /// The words of a name, without numbers behind them.
    private static func words(_ name: String) -> Set<String> {
        var words: Set<String> = []
        for part in plain(name).split(whereSeparator: { !isLetter($0) && $0.properties.numericType == nil }) {
            var part = part
            while part.count > 1, let last = part.last, last.properties.numericType != nil { part.removeLast() }
            words.insert(likeness(part))
        }
        return words
    }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isAlphabetic }

    /// Letters that are taken for each other on a screen are one: i, l and 1; o and 0.
    private static func likeness(_ scalars: some Sequence<Unicode.Scalar>) -> String {
        String(
            String.UnicodeScalarView(
                scalars.map { scalar in
                    switch scalar {
                    case "l", "1", "\u{04CF}", "\u{AB75}", "\u{01C0}": "i"
                    case "0": "o"
                    case "\u{0501}": "d"
                    case "\u{0251}", "\u{237A}": "a"
                    default: scalar
                    }
                }))
    }

    /// A name before any @, in small Latin letters as far as there are likenesses.
    private static func plain(_ name: String) -> String.UnicodeScalarView {
        let own = name.split(separator: "@", omittingEmptySubsequences: false).first.map(String.init) ?? ""
        let compatible = own.precomposedStringWithCompatibilityMapping
            .replacing("\u{A1}", with: "i").replacing("|", with: "i").replacing("!", with: "i")
            .replacing("\u{237A}", with: "a")
        let latin =
            compatible.applyingTransform(StringTransform("Any-Latin; Latin-ASCII; Lower"), reverse: false) ?? compatible
        return latin.lowercased().unicodeScalars
    }

    /// As many of these as are people of their own.
    public static func distinct(_ people: some Sequence<Person>) -> [Person] {
        var found: [Person] = []
        for person in people.sorted(by: { ($0.name, $0.host) < ($1.name, $1.host) })
        where !key(person.name).isEmpty && found.allSatisfy({ differ($0, person) }) { found.append(person) }
        return found
    }
}
