import Escaping
import Foundation
import TestSupport
import Testing
import YAMLDocument

/// Every special character of every language here, alone and with what makes another `Character` of it, is read back by
/// somebody else's parser: Python's, the shell, libyaml.
@Suite(.computing) struct EscapingTests {
    private static let specials =
        (0x20...0x7E).compactMap { Unicode.Scalar($0) }.filter { !$0.properties.isAlphabetic }.map { String($0) } + [
            "\n", "\r", "\r\n", "\t", "\u{0}", "\u{B}", "\u{1B}", "\u{7F}", "\u{85}", "\u{9B}", "\u{A0}", "\u{2028}",
            "\u{FEFF}", "\u{FFFE}", "\u{1FFFF}", "\u{E000}", "\u{10FE00}", "\u{200B}", "\u{202E}", "\u{E0101}",
            "\u{2018}",
            "\u{2019}", "＝", "－", "−", "é", "日本", "👩‍💻", "\u{301}",
        ]
    private static let joined = ["", "\u{301}", "\u{200D}", "\u{FE0F}", "\u{338}"]

    /// Texts that begin, end and break with them, and two thousand of any mixture.
    static let texts: [String] = {
        var texts = [
            "", " ", "plain", "https://x.example/?a=b&c", "ida@x.example", "@ida", "- x", "1. x", "# x", "---",
        ]
        for special in specials {
            for mark in joined {
                let both = special + mark
                texts += [both, both + "=1+1", "x\(both)y", special + both, "x \(both)=2 \(both)", "\(mark)\(special)"]
            }
        }
        var random = SeededGenerator(15)
        let alphabet = specials + joined + ["=1+1", "a", "b", "1", " ", "<b>", "&amp;", "*/", "*x*", "[a](b)"]
        for _ in 0..<2_000 {
            texts.append(
                (0..<Int.random(in: 1...9, using: &random)).compactMap { _ in alphabet.randomElement(using: &random) }
                    .joined())
        }
        return texts
    }()

    /// `text` as a language may give it back: what it has no place for is U+FFFD.
    private static func replaced(_ text: String, keeping kept: String = "\t\n\r", nonCharacters: Bool = false) -> String
    {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let isControl = scalar.properties.generalCategory == .control && !kept.unicodeScalars.contains(scalar)
            let isLost = isControl || nonCharacters && scalar.properties.isNoncharacterCodePoint
            result.append(isLost ? "\u{FFFD}" : scalar)
        }
        return String(result)
    }

    private struct Case: Codable {
        let written: String
        let meant: String
    }

    /// Hands cases to a script, which prints what it doesn't read back as it was meant, a line each.
    private static func python(_ script: String, _ cases: [Case]) throws {
        let folder = try TemporaryFolder()
        let file = folder.url.appending(path: "cases.json")
        try JSONEncoder().encode(cases).write(to: file)
        let head = """
            import csv, html, io, json, sys
            cases = [(case["written"], case["meant"]) for case in json.load(open(sys.argv[1], encoding="utf-8"))]
            def say(*what): print(ascii(what)[:300])

            """
        let output = try run("python3", ["-X", "utf8", "-c", head + script, file.path])
        #expect(output.isEmpty, "\(String(decoding: output, as: UTF8.self).prefix(2_000))")
    }

    private static func run(_ program: String, _ arguments: [String]) throws -> Data {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [program] + arguments
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.everything()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0, "\(program) ended with \(process.terminationStatus)")
        return data
    }

    /// A table's field comes back, and no reader sees a formula: by commas, by what other countries' spreadsheets take,
    /// or line by line.
    @Test func tablesHoldWhatTheyWereGivenAndCalculateNothing() throws {
        try Self.python(
            """
            import unicodedata
            def calculates(cell):
                for letter in cell:
                    if letter.isspace() or unicodedata.category(letter) in ("Cc", "Cf", "Mn"): continue
                    return letter in "=+-@|%＝＋－＠｜％"
                return False
            for written, meant in cases:
                rows = list(csv.reader(io.StringIO(written, newline=""), strict=True))
                if len(rows) != 1 or len(rows[0]) != 3 or rows[0][1] != meant: say("field", written, rows)
                cells = [cell for row in rows for cell in row]
                for other in ";", "\\t":
                    cells += [cell for row in csv.reader(io.StringIO(written, newline=""), delimiter=other) for cell in row]
                cells += written.replace("\\r", "\\n").split("\\n")
                if any(map(calculates, cells)): say("formula", written)
            """,
            // What a reader gets is the text with its apostrophes, which `unguarded` takes away again.
            try Self.texts.map {
                Case(written: CSVText.row(["1", $0, "z"]), meant: try #require(Self.halved(CSVText.field($0))))
            })
        for text in Self.texts {
            let read = try #require(Self.halved(CSVText.field(text)))
            #expect(CSVText.unguarded(read) == Self.replaced(text), "\(text.debugDescription)")
        }
    }

    /// A quoted field as RFC 4180 reads it.
    private static func halved(_ field: String) -> String? {
        read(field, ["\""]).map { String(String.UnicodeScalarView($0)) }
    }

    @Test func pagesHoldWhatTheyWereGiven() throws {
        try Self.python(
            """
            import html.parser, unicodedata, xml.etree.ElementTree as tree
            class Reader(html.parser.HTMLParser):
                def handle_starttag(self, tag, attributes): self.seen.append((tag, attributes))
                def handle_endtag(self, tag): self.seen.append((tag,))
                def handle_data(self, data): self.text += data
            for written, meant in cases:
                page = '<p class="%s" id="x">%s</p>' % (written, written)
                # As it is, and as an editor may store it.
                for text in page, unicodedata.normalize("NFC", page):
                    wanted = meant if text is page else unicodedata.normalize("NFC", meant)
                    same = lambda seen: seen == wanted or text is not page and unicodedata.normalize("NFC", seen) == wanted
                    try:
                        element = tree.fromstring(text)
                        if not same(element.get("class")) or not same(element.text or "") or len(element): say("xml", written)
                    except tree.ParseError as error: say("xml", written, error)
                    reader = Reader(convert_charrefs=True)
                    reader.seen, reader.text = [], ""
                    reader.feed(text); reader.close()
                    if len(reader.seen) != 2 or not same(reader.seen[0][1][0][1]) or not same(reader.text): say("html", written)
            """,
            Self.texts.map { Case(written: XMLText.escaped($0), meant: Self.replaced($0, nonCharacters: true)) })
    }

    /// What was quoted is one scalar, whatever is in it; a whole document is no larger than a file may be.
    @Test func yamlHoldsWhatItWasGiven() throws {
        for start in stride(from: 0, to: Self.texts.count, by: 500) {
            let slice = Self.texts[start..<min(start + 500, Self.texts.count)]
            let node = try YAMLDocument.parse(
                slice.map { "- \(YAMLText.quoted($0))\n" }.joined(), file: "quoted.yaml")
            guard case .list(let items) = node.content, items.count == slice.count else {
                Issue.record("another number of texts")
                continue
            }
            for (item, text) in zip(items, slice) {
                // Yams takes a byte order mark away from each scalar, escaped or not.
                if text.unicodeScalars.first == "\u{FEFF}" { continue }
                guard case .scalar(let read, plain: false) = item.content else {
                    Issue.record("\(text.debugDescription) isn't a quoted scalar")
                    continue
                }
                #expect(Array(read.unicodeScalars) == Array(text.unicodeScalars), "\(text.debugDescription)")
            }
        }
        try Self.python(
            """
            try: import yaml
            except ImportError: sys.exit()
            for written, meant in cases:
                if yaml.safe_load("a: %s\\n" % written) != {"a": meant}: say(written)
            """, Self.texts.map { Case(written: YAMLText.quoted($0), meant: $0) })
        #expect(YAMLText.comment("a\nb: c\u{2028}d") == "# a b: c d")
    }

    @Test(arguments: ["sh", "bash"]) func shellsReadEachWordAsItWas(shell: String) throws {
        let there = try Self.run("sh", ["-c", "command -v \(shell) || true"])
        if there.isEmpty { return }
        let folder = try TemporaryFolder()
        for (name, write) in [("quoted", ShellText.quoted), ("word", ShellText.word)] {
            let script = folder.url.appending(path: name)
            let words = Self.texts.map(write).joined(separator: " ")
            try Data("printf '%s\\0' \(words)\n".utf8).write(to: script)
            let read = try Self.run(shell, [script.path]).split(separator: 0, omittingEmptySubsequences: false)
            #expect(read.count == Self.texts.count + 1)
            for (bytes, text) in zip(read, Self.texts) {
                #expect(Array(bytes) == text.utf8.filter { $0 != 0 }, "\(text.debugDescription)")
            }
        }
        #expect(ShellText.command("lockstep", "resume", "x; touch y", "") == "lockstep resume 'x; touch y' ''")
        #expect(ShellText.command("lockstep", "resume", "a2b3c4d5") == "lockstep resume a2b3c4d5")
    }

    @Test func addressesAndPatternsHoldWhatTheyWereGiven() throws {
        try Self.python(
            """
            import urllib.parse
            for written, meant in cases:
                if urllib.parse.unquote(written) != meant or not written.isascii(): say(written)
            """, Self.texts.map { Case(written: PercentText.encoded($0, keeping: "-._~$(),='"), meant: $0) })
        try Self.python(
            """
            import sqlite3
            base = sqlite3.connect(":memory:")
            for written, meant in cases:
                if "\\0" in meant: continue
                other = meant.replace("%", "zz").replace("_", "z")
                like = lambda text: base.execute("SELECT ? LIKE ? ESCAPE '\\\\'", (text, written)).fetchone()[0]
                if like(meant) != 1 or other != meant and like(other): say(written)
            """, Self.texts.map { Case(written: LikeText.escaped($0), meant: $0) })
    }

    /// A quote of any kind is there twice, so none ends the text; nothing else is one.
    @Test func powerShellAndODataReadEachTextAsItWas() {
        let quotes = Set("'\u{2018}\u{2019}\u{201A}\u{201B}".unicodeScalars)
        let unseen: Set<Unicode.GeneralCategory> = [.control, .format, .lineSeparator, .paragraphSeparator]
        for text in Self.texts {
            let seen = text.unicodeScalars.filter { !unseen.contains($0.properties.generalCategory) }
            #expect(Self.read(PowerShellText.quoted(text), quotes) == Array(seen), "\(text.debugDescription)")
            #expect(Self.read(ODataText.literal(text), ["'"]) == Array(text.unicodeScalars), "\(text.debugDescription)")
        }
    }

    /// What is between the outer quotes, where each quote stands twice; nil where one stands alone.
    private static func read(_ written: String, _ quotes: Set<Unicode.Scalar>) -> [Unicode.Scalar]? {
        var rest = written.unicodeScalars.dropFirst().dropLast()
        var read: [Unicode.Scalar] = []
        while let scalar = rest.popFirst() {
            if quotes.contains(scalar), rest.popFirst() != scalar { return nil }
            read.append(scalar)
        }
        return read
    }
}
