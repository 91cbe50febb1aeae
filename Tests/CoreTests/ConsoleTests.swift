import TestSupport
import Testing
import Text

@testable import Console

@Suite(.computing) struct ConsoleTests {
    @Test(arguments: [
        ("plain", "plain"), ("a\u{1B}[2Jb", "a\u{FFFD}[2Jb"), ("x\u{202E}evil", "x\u{FFFD}evil"),
        ("tab\there", "tab here"), ("bell\u{7}", "bell\u{FFFD}"), ("csi\u{9B}31m", "csi\u{FFFD}31m"),
        ("日本 é", "日本 é"), ("line\nbreak", "line\u{FFFD}break"),
    ])
    func whatComesFromElsewhereCanOnlyBeRead(text: String, expected: String) {
        #expect(SafeText.clean(text) == expected)
    }

    /// What is hidden shows, or two names that differ would look the same.
    @Test(arguments: [
        "pay\u{200B}pal", "pay\u{200C}pal", "pay\u{200D}pal", "pay\u{2060}pal", "pay\u{2064}pal", "pay\u{AD}pal",
        "pay\u{34F}pal", "pay\u{115F}pal", "pay\u{1160}pal", "pay\u{3164}pal", "pay\u{FFA0}pal", "pay\u{17B4}pal",
        "pay\u{180E}pal", "pay\u{180B}pal", "pay\u{FE00}pal", "pay\u{FE0F}pal", "pay\u{E0100}pal", "pay\u{E0041}pal",
        "pay\u{E000}pal", "pay\u{F0000}pal", "pay\u{10FE02}pal", "pay\u{10FEFF}pal", "pay\u{378}pal", "pay\u{FFFF}pal",
        "pay\u{2800}pal", "pay\u{1D173}pal", "pay\u{13430}pal",
    ])
    func whatIsHiddenShows(text: String) {
        #expect(SafeText.clean(text) == "pay\u{FFFD}pal")
        #expect(
            Screen(Terminal(isInteractive: true, isColoured: true, fixedColumns: 80)).rendered(text) == "pay\u{FFFD}pal"
        )
    }

    /// Names as people write them: Persian, Sinhala, Bengali, Japanese with a variant, a family, a heart, a key.
    @Test(arguments: [
        (
            "\u{645}\u{6CC}\u{200C}\u{62E}\u{648}\u{627}\u{647}\u{645}",
            "\u{645}\u{6CC}\u{62E}\u{648}\u{627}\u{647}\u{645}"
        ),
        ("\u{DC1}\u{DCA}\u{200D}\u{DBB}\u{DD3}", "\u{DC1}\u{DCA}\u{DBB}\u{DD3}"),
        ("\u{9B0}\u{200D}\u{9CD}\u{9AF}\u{9BE}", "\u{9B0}\u{9CD}\u{9AF}\u{9BE}"), ("葛\u{E0100}城", "葛城"),
        ("👩\u{1F3FD}\u{200D}💻", "👩\u{1F3FD}💻"), ("❤\u{FE0F}\u{200D}🔥", "❤🔥"), ("1\u{FE0F}\u{20E3}", "1\u{20E3}"),
        // One too many is nobody's spelling.
        ("\u{6CC}\u{200C}\u{200C}\u{62E}", "\u{6CC}\u{FFFD}\u{FFFD}\u{62E}"), ("👩\u{FE0F}\u{FE0F}", "👩\u{FFFD}"),
        ("👩\u{200D}x", "👩\u{FFFD}x"), ("1\u{FE0F}", "1\u{FFFD}"), ("\u{200D}a", "\u{FFFD}a"),
    ])
    func whatIsSpelledSoIsNoTrick(text: String, expected: String) {
        #expect(Array(SafeText.clean(text).unicodeScalars) == Array(expected.unicodeScalars))
    }

    /// Ours are read, and nobody else's: not even all private characters there are, in a row.
    @Test func nobodyElseWritesAStyleMark() {
        let screen = Screen(Terminal(isInteractive: true, isColoured: true, fixedColumns: 80))
        #expect(screen.rendered("a \(Style.red("b")) c") == "a \u{1B}[31mb\u{1B}[0m c")
        var all = String.UnicodeScalarView()
        for value in Array(0xE000...0xF8FF) + Array(0xF0000...0xFFFFD) + Array(0x100000...0x10FFFD) as [UInt32] {
            if let scalar = Unicode.Scalar(value) { all.append(scalar) }
        }
        let shown = screen.rendered(Style.bold(String(all)))
        #expect(shown.hasPrefix("\u{1B}[1m\u{FFFD}\u{FFFD}") && shown.hasSuffix("\u{FFFD}\u{1B}[0m"))
        #expect(shown.unicodeScalars.count { $0 == "\u{1B}" } == 2)
        // What is cut off ends its style.
        #expect(screen.rendered(SafeText.fitting(Style.red("abcdef"), 4)) == "\u{1B}[31mabc…\u{1B}[0m")
    }

    @Test func machinesGetEveryCharacterAsAnEscape() {
        #expect(
            SafeText.escapedJSON("{\n  \"a\" : \"x\u{202E}y\u{E0001}é\"\n}")
                == "{\n  \"a\" : \"x\\u202ey\\udb40\\udc01é\"\n}")
        #expect(SafeText.escapedJSON("\u{645}\u{200C}\u{10FE00}👩\u{200D}💻") == "\u{645}\\u200c\\udbff\\ude00👩\\u200d💻")
    }

    @Test func linesFitWhateverTheWidth() {
        _ = Screen(Terminal(isInteractive: false, isColoured: false, fixedColumns: 80))
        let text = "Move the company's sign-in 日本語 to another **identity** provider, one careful step at a time."
        for columns in 20...100 {
            for line in Wrapping.lines(text, columns: columns, first: "  ✗ ", rest: "    ") {
                #expect(SafeText.width(line) <= columns, "\(columns): \(line)")
            }
        }
    }

    @Test func markupBecomesStyleOrStaysReadable() {
        #expect(Markup.render("a `b` c", styled: false) == "a `b` c")
        #expect(Markup.render("2 * 3 ** 4", styled: false) == "2 * 3 ** 4")
        #expect(SafeText.width(Markup.render("**bold** x", styled: true)) == 6)
    }

    @Test func tablesAlign() {
        _ = Screen(Terminal(isInteractive: false, isColoured: false, fixedColumns: 80))
        var table = Table()
        table.add("日本", "x")
        table.add("abcd", "y")
        table.add("a", "many words that don't fit into the room there is")
        let lines = table.lines(columns: 30)
        #expect(lines[0] == "日本  x")
        #expect(lines[1] == "abcd  y")
        #expect(lines[2...] == ["a     many words that don't", "      fit into the room there", "      is"])
        // A name that would leave its words no room stands above them.
        table.add("a name of twenty-two", "words")
        #expect(table.lines(columns: 30).suffix(2) == ["a name of twenty-two", "      words"])
        #expect(table.lines(columns: 30).first == "日本  x")
        // One that leaves enough pushes the others aside.
        #expect(table.lines(columns: 80).last == "a name of twenty-two  words")
    }

    /// Columns that give way do so in their order, to their least, and only as far as there is too little room.
    @Test func columnsGiveWay() {
        _ = Screen(Terminal(isInteractive: false, isColoured: false, fixedColumns: 80))
        var table = Table(.cut, giving: [(column: 1, least: 4), (column: 2, least: 3)])
        table.add("id", "a name 日本語", "step one", "and the rest of it")
        table.add("no", "b", "x", "y")
        for columns in 25...60 {
            let lines = table.lines(columns: columns)
            #expect(lines.allSatisfy { SafeText.width($0) <= columns }, "\(columns): \(lines)")
            #expect(lines.allSatisfy { $0.hasPrefix("id") || $0.hasPrefix("no") })
            #expect(lines[0].contains("step one") || !lines[0].contains("日本語"), "the first gives way first")
        }
        #expect(table.lines(columns: 60)[0] == "id  a name 日本語  step one  and the rest of it")
        #expect(table.lines(columns: 24)[0] == "id  a n…  ste…  and the…")
    }
}
