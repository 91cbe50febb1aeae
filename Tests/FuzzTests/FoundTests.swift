import Foundation
import HTTPTransport
import TestSupport
import Testing

@testable import Assistant
@testable import lockstep

/// What fuzzing found in parsers that no other tests read from.
@Suite(.computing) struct FoundTests {
    @Test(
        arguments: [
            ("note \"a b\" c", ["note", "a b", "c"]), ("note don't", ["note", "don't"]),
            ("a 'b \\' c", ["a", "b \\", "c"]),
            // A mark over a quote, a backslash or a space leaves it what it is.
            ("note \"\u{301}a b\"", ["note", "\u{301}a b"]), ("note \"a b\"\u{301}", ["note", "a b\u{301}"]),
            ("a \u{301}b", ["a", "\u{301}b"]), ("a \\\u{301} b", ["a", "\\\u{301}", "b"]), ("cd C:\\", ["cd", "C:\\"]),
            ("cd C:\\x\\y\\", ["cd", "C:\\x\\y\\"]), ("a \\\\b\\ c\\'", ["a", "\\b c'"]),
            ("", []), ("\"\"", [""]), ("\"a", nil), ("\"a\\\"", nil),
        ] as [(String, [String]?)])
    func linesAreSplitByTheirScalars(line: String, words: [String]?) {
        #expect((try? CommandWords.split(line)) == words)
    }

    /// Quotes around a text go, and no other: what somebody typed is kept, or it is said why not.
    @Test(
        arguments: [
            ("set app_name \"a \"b\" c\"", "\"a \"b\" c\""), ("set app_name \"a b\"", "a b"),
            ("set app_name \"a \\\"b\\\" c\"", "a \"b\" c"), ("set app_name \"a\" and \"b\"", "\"a\" and \"b\""),
            ("set app_name 'a 'b' c'", "'a 'b' c'"), ("set app_name a \"b\" c", "a \"b\" c"),
            ("set app_name \"a\"\"b\"", "\"a\"\"b\""), ("set app_name \"\\\\server\\x\"", "\\\\server\\x"),
            ("set app_name \"a \\\\\"b\"", "\"a \\\\\"b\""), ("set app_name \"a \"b\\\"", "\"a \"b\\\""),
            ("set app_name \"a", nil),
        ] as [(String, String?)])
    func aTextKeepsItsQuotes(line: String, text: String?) {
        #expect((try? CommandWords.split(line, textAfter: 2))?.last == text)
    }

    /// What stays on this machine, and what only looks like it.
    @Test(
        arguments: [
            ("https://127.0.0.1:8443", true), ("https://localhost/x", true), ("https://[::1]:8443/", true),
            ("https://127.0.08.1", false), ("https://127.0.010.1", false), ("https://127.0.0.00", false),
            ("https://127.1", false), ("https://0177.0.0.1", false), ("https://127.0.0.1.", false),
            ("https://127.-0.0.1", false), ("https://127.0.0.-0", false), ("https://127.+1.0.1", false),
            ("https://127.0.0.1.evil.example", false), ("https://evil.example\\@127.0.0.1/", false),
            ("https://ida@127.0.0.1/", false), ("https://evil.example\0\\@127.0.0.1/", false), ("127.0.0.256", false),
        ])
    func onlyThisMachineIsThisMachine(address: String, isHere: Bool) {
        #expect(LoopbackHost.isOne(TrustedHosts.name(address)) == isHere)
    }

    @Test(arguments: ["", "a.example", "a.example\n", "a.example\r\n", "\n\na.example:8443\n\nb.example"])
    func whoIsTrustedStaysSo(text: String) throws {
        let folder = try TemporaryFolder()
        let hosts = TrustedHosts(url: folder.url.appending(path: "trusted-hosts"))
        try Data(text.utf8).write(to: hosts.url)
        let known = text.split(whereSeparator: \.isNewline).map(String.init)
        hosts.add("New.example")
        hosts.add("next.example:8443")
        for host in known + ["new.example", "next.example:8443"] { #expect(hosts.contains(host), "\(host)") }
    }
}
