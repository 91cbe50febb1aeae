import Foundation

/// Whether two names are two people's. No spelling, no host and no option makes a second person of the first; a name that
/// is no name is nobody's.
public enum TwoPeople {
    /// What is left of a name when its spelling is taken away: letters of other alphabets and shapes as their Latin
    /// likenesses, small, without marks, blanks and what stands behind an @. Empty for what holds no letter or digit.
    public static func key(_ name: String) -> String {
        let own = name.split(separator: "@", omittingEmptySubsequences: false).first.map(String.init) ?? ""
        let plain = own.precomposedStringWithCompatibilityMapping
        let latin = plain.applyingTransform(StringTransform("Any-Latin; Latin-ASCII; Lower"), reverse: false) ?? plain
        return String(
            String.UnicodeScalarView(
                latin.lowercased().unicodeScalars.filter {
                    $0.properties.isAlphabetic || $0.properties.numericType != nil
                }))
    }

    /// Whether one is another than the other. Somebody who gives another name at their own account is still who they are.
    public static func differ(_ one: Person, _ other: Person) -> Bool {
        let keys = (key(one.name), key(other.name))
        guard !keys.0.isEmpty, !keys.1.isEmpty, keys.0 != keys.1 else { return false }
        if let account = one.account.map(key), account == keys.1 { return false }
        if let account = other.account.map(key), account == keys.0 { return false }
        return true
    }

    /// As many of these as are people of their own.
    public static func distinct(_ people: some Sequence<Person>) -> [Person] {
        var found: [Person] = []
        for person in people.sorted(by: { ($0.name, $0.host) < ($1.name, $1.host) })
        where !key(person.name).isEmpty && found.allSatisfy({ differ($0, person) }) { found.append(person) }
        return found
    }
}
