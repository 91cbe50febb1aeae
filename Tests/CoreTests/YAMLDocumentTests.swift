import Testing
import YAMLDocument

@Suite struct YAMLDocumentTests {
    @Test(arguments: [
        ("a: [1, 2", "f.yaml:2:1: error: not valid YAML"),
        ("a: 1\na: 2\n", "the key \"a\" is there twice"),
        ("1: a\n\"1\": b\n", "f.yaml:2:1: error: the key \"1\" is there twice"),
        ("!!str a: 1\nb: 2\n", "begins with !! says of which type"),
        ("- true: a\n  'true': b\n", "f.yaml:2:3: error: the key \"true\""),
        ("a:\n\tb: 1\n", "f.yaml:2:1: error: not valid YAML"),
        (String(repeating: "[", count: 40) + String(repeating: "]", count: 40), "nested deeper than 32 levels"),
        ("? [a]\n: 1\n", "a key must be a word"),
        (String(repeating: "x", count: 1_100_000), "larger than 1024 KiB"),
    ])
    func badFilesAreRefusedWithTheirPlace(text: String, message: String) {
        let problems = #expect(throws: Problems.self) { try YAMLDocument.parse(text, file: "f.yaml") }
        #expect(problems.map { "\($0)".contains(message) } == true, "\(problems.map { "\($0)".prefix(300) } ?? "")")
    }

    @Test func aFileMayBeginWithAByteOrderMark() throws {
        guard case .mapping(let entries) = try YAMLDocument.parse("\u{FEFF}a: 1\nb: 2\n", file: "f").content else {
            Issue.record("it isn't read")
            return
        }
        #expect(entries.map(\.key) == ["a", "b"])
    }

    /// What stands for something else isn't read: as a value, a key, an element, in a flow or a block, used or not.
    @Test(arguments: [
        ("a: &a 1\nb: *a\n", "1:4"), ("a: 1\nb: *a\n", "2:4"), ("a: 1\n? *a\n: 2\n", "2:3"), ("&a a: 1\n", "1:1"),
        ("- &a [x]\n", "1:3"), ("x: {y: &a {z: 1}}\n", "1:8"), ("x:\r\n  y: &a\r\n    z: 1\r\n", "2:6"),
    ])
    func anchorsAndAliasesAreRefusedWhereTheyStand(text: String, place: String) {
        let problems = #expect(throws: Problems.self) { try YAMLDocument.parse(text, file: "f.yaml") }
        let said = problems.map { "\($0)" } ?? ""
        #expect(said.hasPrefix("f.yaml:\(place): error: anchors (&) and aliases (*) aren't read here"), "\(said)")
        #expect(said.split(separator: "\n").count == 3, "\(said)")
    }

    /// Bombs end before anything is made of them: aliases as keys, keys inside keys, depth, numbers.
    @Test(.timeLimit(.minutes(1)))
    func bombsEndAtOnce() {
        var aliases = "a: &a [x, x, x, x, x, x, x, x, x, x]\n"
        for (previous, name) in zip("abcdefg", "bcdefgh") {
            aliases +=
                "\(name): &\(name) [" + Array(repeating: "*\(previous)", count: 10).joined(separator: ", ") + "]\n"
        }
        aliases += "? *h\n: 1\n"
        let start = ContinuousClock.now
        for (text, says) in [
            (aliases, "aliases"), (String(repeating: "? ", count: 400_000), "a key must be a word"),
            (String(repeating: "{? ", count: 200_000), "a key must be a word"),
            (String(repeating: "- ", count: 400_000), "nested deeper"),
            ("[" + String(repeating: "x,", count: 60_000) + "]", "more than 50000 values"),
        ] {
            let problems = #expect(throws: Problems.self) { try YAMLDocument.parse(text, file: "bomb.yaml") }
            let said = problems.map { "\($0)" } ?? ""
            #expect(said.contains(says) && said.utf8.count < 2_000, "\(said.prefix(300))")
        }
        #expect(ContinuousClock.now - start < .seconds(20))
    }

    @Test(
        arguments: [
            ("chek", ["check", "cutover"], "check"), ("stauts", ["status", "step"], "status"),
            ("zzz", ["check"], nil), ("cut", ["cutover"], "cutover"), ("Domain", ["domain"], "domain"),
        ] as [(String, [String], String?)])
    func suggestionsAreNear(word: String, candidates: [String], expected: String?) {
        #expect(Suggestion.nearest(to: word, in: candidates) == expected)
    }
}
