import Testing
import YAMLDocument

@Suite struct YAMLDocumentTests {
    @Test(arguments: [
        ("a: [1, 2", "f.yaml:2:1: error: not valid YAML"),
        ("a: 1\na: 2\n", "the key \"a\" is there twice"),
        ("a:\n\tb: 1\n", "f.yaml:2:1: error: not valid YAML"),
        (String(repeating: "[", count: 40) + String(repeating: "]", count: 40), "nested deeper than 32 levels"),
        ("? [a]\n: 1\n", "a key must be a word"),
        (String(repeating: "x", count: 1_100_000), "larger than 1024 KiB"),
    ])
    func badFilesAreRefusedWithTheirPlace(text: String, message: String) {
        let problems = #expect(throws: Problems.self) { try YAMLDocument.parse(text, file: "f.yaml") }
        #expect(problems.map { "\($0)".contains(message) } == true, "\(problems.map { "\($0)".prefix(300) } ?? "")")
    }

    @Test func anAliasBombEndsAtTheLimit() {
        var text = "a: &a [x, x, x, x, x, x, x, x, x, x]\n"
        for (previous, name) in zip("abcdefg", "bcdefgh") {
            text += "\(name): &\(name) [" + Array(repeating: "*\(previous)", count: 10).joined(separator: ", ") + "]\n"
        }
        let problems = #expect(throws: Problems.self) { try YAMLDocument.parse(text, file: "bomb.yaml") }
        #expect(problems.map { "\($0)".contains("more than 50000 values") } == true)
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
