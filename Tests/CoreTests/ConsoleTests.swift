import Console
import Testing

@Suite struct ConsoleTests {
    @Test(arguments: [
        ("plain", "plain"), ("a\u{1B}[2Jb", "a\u{FFFD}[2Jb"), ("x\u{202E}evil", "x\u{FFFD}evil"),
        ("tab\there", "tab here"), ("bell\u{7}", "bell\u{FFFD}"), ("csi\u{9B}31m", "csi\u{FFFD}31m"),
        ("日本 é", "日本 é"), ("line\nbreak", "line\u{FFFD}break"),
    ])
    func whatComesFromElsewhereCanOnlyBeRead(text: String, expected: String) {
        #expect(SafeText.clean(text) == expected)
    }

    @Test func machinesGetEveryCharacterAsAnEscape() {
        #expect(
            SafeText.escapedJSON("{\n  \"a\" : \"x\u{202E}y\u{E0001}é\"\n}")
                == "{\n  \"a\" : \"x\\u202ey\\udb40\\udc01é\"\n}")
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
    }
}
