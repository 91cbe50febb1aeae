/// A letter of an identifier that isn't what it looks like: nobody sees it, or it stands for a letter of another script.
///
/// After Unicode's UTS 39: the scripts whose letters are taken for each other don't stand in one word. Those that East Asia
/// writes beside Latin do.
public struct OddLetter: Hashable, Sendable {
    public let scalar: Unicode.Scalar
    /// From 1, in scalars.
    public let place: Int
    /// The script of the letters around it; nil for what is odd by itself.
    private let around: String?

    /// Scripts with letters that look like another's.
    private static let alike: Set<String> = ["LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "COPTIC", "CHEROKEE", "LISU"]
    /// Forms of usual letters, for typesetting.
    private static let forms: Set<String> = ["FULLWIDTH", "MATHEMATICAL", "CIRCLED", "PARENTHESIZED", "SQUARED"]

    /// The first odd letter of a name that is free text: one that nobody sees, or one of another script in a word.
    public static func firstInName(_ text: String) -> OddLetter? {
        firstHidden(in: text) ?? first(in: text, isName: true)
    }

    /// The first odd letter of an identifier, word by word.
    public static func first(in text: String) -> OddLetter? { first(in: text, isName: false) }

    private static func first(in text: String, isName: Bool) -> OddLetter? {
        var word: [(place: Int, scalar: Unicode.Scalar, script: String)] = []
        for (index, scalar) in text.unicodeScalars.enumerated() {
            if scalar.isHidden {
                if isName { continue }
                return OddLetter(scalar: scalar, place: index + 1, around: nil)
            }
            let script = script(of: scalar)
            if !isName, forms.contains(script) { return OddLetter(scalar: scalar, place: index + 1, around: nil) }
            if script.isEmpty, !continuesWord(scalar, isName: isName) {
                if let odd = odd(in: word, isName: isName) { return odd }
                word = []
            } else if alike.contains(script) {
                word.append((index + 1, scalar, script))
            }
        }
        return odd(in: word, isName: isName)
    }

    /// The first one that nobody sees, in a name that is free text. What joins letters and pictures there, or says how they
    /// are drawn, belongs to it.
    public static func firstHidden(in text: String) -> OddLetter? {
        for (index, scalar) in text.unicodeScalars.enumerated() where scalar.isHidden {
            switch scalar.value {
            case 0x200C, 0x200D, 0xFE00...0xFE0F, 0xE0020...0xE007F: continue
            default: return OddLetter(scalar: scalar, place: index + 1, around: nil)
            }
        }
        return nil
    }

    /// "character 5 is U+0430 (CYRILLIC SMALL LETTER A), among Latin letters"
    public var words: String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        let name = scalar.properties.name ?? scalar.properties.nameAlias
        let which =
            "character \(place) is U+\(String(repeating: "0", count: max(0, 4 - digits.count)))\(digits)"
            + (name.map { " (\($0))" } ?? "")
        if scalar.isHidden { return "\(which), which nobody sees" }
        return around.map { "\(which), among \($0.prefix(1))\($0.dropFirst().lowercased()) letters" }
            ?? "\(which), which only looks like a usual letter"
    }

    /// What is wrong with a text that has it, without an end.
    public func clause(of text: String) -> String { "\"\(text)\" isn't what it looks like: in it, \(words)" }

    /// Of a word in two scripts: the first letter of the one that has fewer, or that isn't Latin.
    /// - Parameter isName: whether only a letter that looks like one of the other script's counts: "Ωmega" deceives nobody.
    private static func odd(
        in word: [(place: Int, scalar: Unicode.Scalar, script: String)], isName: Bool
    ) -> OddLetter? {
        if isName {
            let other = word.first { $0.script != "LATIN" && lookAlikes.contains($0.scalar) }
            guard let other, let latin = word.first(where: { $0.script == "LATIN" }) else { return nil }
            return OddLetter(scalar: other.scalar, place: other.place, around: latin.script)
        }
        guard let first = word.first, let other = word.first(where: { $0.script != first.script }) else { return nil }
        let (same, others) = (word.count { $0.script == first.script }, word.count { $0.script != first.script })
        let isFirst = same < others || same == others && first.script != "LATIN"
        let odd = isFirst ? first : other
        return OddLetter(scalar: odd.scalar, place: odd.place, around: (isFirst ? other : first).script)
    }

    /// The first word of a letter's name; empty for what is no letter.
    private static func script(of scalar: Unicode.Scalar) -> String {
        if scalar.isASCII { return scalar.properties.isAlphabetic ? "LATIN" : "" }
        guard scalar.properties.isAlphabetic || scalar.properties.numericType != nil else { return "" }
        return String(scalar.properties.name?.prefix { $0 != " " } ?? "")
    }

    /// Letters of other scripts that look like Latin ones, after Unicode's confusables.txt.
    private static let lookAlikes = Set(
        "АВЕЅІЈКМНОРСТУХҮԌԚԜаеѕіјорсухһԁԛԝүАΒΕΖΗΙΚΜΝΟΡΤΥΧαγικνορυχϲϳᎪᎬᎷᎢᏚᎠᎡᎳᎻᏀᏃᏢᏟᏦՕօսոցհ".unicodeScalars)

    /// - Parameter isName: in free text, what a hyphen joins are words of their own.
    private static func continuesWord(_ scalar: Unicode.Scalar, isName: Bool) -> Bool {
        if scalar.isASCII { return scalar == "-" && !isName || scalar == "_" || ("0"..."9").contains(scalar) }
        return [.nonspacingMark, .spacingMark, .enclosingMark].contains(scalar.properties.generalCategory)
    }
}
