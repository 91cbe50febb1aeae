import Escaping
import TestSupport
import Testing

/// Letters that nobody sees, or that look like others.
@Suite(.computing) struct OddLetterTests {
    @Test(arguments: [
        ("nordwind.ex\u{430}mple", "character 12 is U+0430 (CYRILLIC SMALL LETTER A), among Latin letters"),
        // The Latin one is the odd one.
        (
            "c\u{435}\u{440}\u{433}\u{435}\u{439}.example",
            "character 1 is U+0063 (LATIN SMALL LETTER C), among Cyrillic letters"
        ),
        ("\u{3BF}ffice.example", "U+03BF (GREEK SMALL LETTER OMICRON), among Latin letters"),
        ("ida.h\u{585}lm@nordwind.example", "U+0585 (ARMENIAN SMALL LETTER OH)"),
        ("nord\u{200B}wind", "character 5 is U+200B (ZERO WIDTH SPACE), which nobody sees"),
        ("\u{FEFF}ida", "U+FEFF"), ("ida\u{202E}", "U+202E (RIGHT-TO-LEFT OVERRIDE)"),
        ("a\u{AD}b", "U+00AD (SOFT HYPHEN)"),
        ("a\u{2060}b", "U+2060 (WORD JOINER)"), ("\u{1D5BA}bc", "which only looks like a usual letter"),
        ("\u{FF41}bc", "which only looks like a usual letter"), ("x-\u{430}.example", "U+0430"),
    ])
    func oddLettersAreNamed(text: String, says: String) {
        #expect(
            OddLetter.first(in: text)?.words.contains(says) == true, "\(OddLetter.first(in: text)?.words ?? "none")")
    }

    @Test(arguments: [
        "nordwind.example", "ida.holm+x@nordwind.example", "w\u{FC}rft.example", "wu\u{308}rft.example",
        "\u{43F}\u{440}\u{438}\u{43C}\u{435}\u{440}.example", "\u{3B5}\u{3BB}.example", "\u{65E5}\u{672C}abc.example",
        "\u{627}\u{628}.example", "8adf8e6e-67b2-4cf2-a259-e3dc5476c621", "xn--wrft-0ra.example", "stra\u{DF}e.example",
        "",
    ])
    func usualLettersAreNot(text: String) { #expect(OddLetter.first(in: text) == nil) }

    @Test func aNameMayJoinItsLetters() {
        for text in ["\u{645}\u{6CC}\u{200C}\u{62E}", "App \u{2708}\u{FE0F}", "\u{1F469}\u{200D}\u{1F4BB}", "\u{440}H"]
        {
            #expect(OddLetter.firstHidden(in: text) == nil, "\(text)")
        }
        #expect(OddLetter.firstHidden(in: "App\u{200B}")?.place == 4)
        for text in [
            "\u{645}\u{6CC}\u{200C}\u{62E}", "App \u{2708}\u{FE0F}", "\u{FF21}pp", "\u{41C}\u{422}\u{421} App",
            "Peig 2", "Peig-\u{41F}\u{440}\u{438}\u{43B}\u{43E}\u{436}\u{435}\u{43D}\u{438}\u{435}", "\u{3A9}mega",
            "\u{3BC}Torrent",
        ] {
            #expect(OddLetter.firstInName(text) == nil, "\(text)")
        }
        for text in ["P\u{435}ig", "Global Administrat\u{43E}r", "Peig\u{200B}App", "App\u{202E}", "\u{415}ntra-ID"] {
            #expect(OddLetter.firstInName(text) != nil, "\(text)")
        }
    }
}
