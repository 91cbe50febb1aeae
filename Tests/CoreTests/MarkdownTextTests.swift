import Escaping
import TestSupport
import Testing

/// Markdown that shows as it was given, by a small reader of its own: backslashes and code, and no mark besides.
@Suite(.computing) struct MarkdownTextTests {
    /// What a reader shows; nil if anything in it would be taken for a mark.
    private static func shown(_ markdown: String) -> String? {
        let scalars = Array(markdown.unicodeScalars)
        var result = String.UnicodeScalarView()
        var index = 0
        while index < scalars.count {
            switch scalars[index] {
            case "\\":
                guard index + 1 < scalars.count, (0x21...0x7E).contains(scalars[index + 1].value) else { return nil }
                result.append(scalars[index + 1])
                index += 2
            case "`":
                let fence = scalars[index...].prefix { $0 == "`" }.count
                var end = index + fence
                while end < scalars.count {
                    let run = scalars[end...].prefix { $0 == "`" }.count
                    if run == fence { break }
                    end += max(1, run)
                }
                guard end < scalars.count else { return nil }
                var inner = scalars[(index + fence)..<end]
                if inner.first == " ", inner.last == " ", !inner.allSatisfy({ $0 == " " }) {
                    inner = inner.dropFirst().dropLast()
                }
                result += inner
                index = end + fence
            case "*", "_", "[", "]", "<", "#", "|", "~", "{", "}", "$", "\n", "\r": return nil
            default:
                result.append(scalars[index])
                index += 1
            }
        }
        return String(result)
    }

    /// The words of a text: how many spaces stand between them, no reader tells.
    private static func words(_ text: String) -> [[Unicode.Scalar]] {
        text.unicodeScalars.split {
            [0x9, 0xA, 0xB, 0xC, 0xD, 0x20, 0x85, 0x2028, 0x2029].contains($0.value)
        }.map(Array.init)
    }

    @Test func aLineShowsAsItWas() throws {
        for text in EscapingTests.texts {
            let written = MarkdownText.line(text)
            let shown = try #require(Self.shown(written), "\(text.debugDescription) became \(written)")
            #expect(Self.words(shown) == Self.words(text), "\(text.debugDescription) became \(written)")
            #expect(!written.contains(/^([-+=>:]|[0-9]+[.)]|    )/), "\(written) begins something")
            #expect(Self.shown(MarkdownText.code(text)) != nil, "\(text.debugDescription)")
        }
    }

    @Test(arguments: [
        (
            "Nothing. Nobody is locked out, 95 % of 20 (at most).",
            "Nothing. Nobody is locked out, 95 % of 20 (at most)."
        ),
        ("Ida (ida@x.example), and “bo@x.example”", "Ida (`ida@x.example`), and “`bo@x.example`”"),
        ("see https://evil.example/?a=b.", "see `https://evil.example/?a=b`."),
        ("WWW.evil.example", "`WWW.evil.example`"),
        ("thanks @octocat", "thanks `@octocat`"), ("fixes #12", "fixes `#12`"),
        ("all :white_check_mark:", "all `:white_check_mark:`"),
        ("at 10:20:30", "at 10:20:30"), ("- a", "\\- a"), ("12. a", "12\\. a"), ("a-b 1.5", "a-b 1.5"),
        ("a `b` c", "a \\`b\\` c"),
        ("<img src=x>", "\\<img src=x>"), ("R&D & &lt;", "R\\&D & `&lt`;"), ("line\nbreak", "line break"),
        ("`@x", "`` `@x ``"), ("~/x", "\\~/x"),
    ])
    func onlyWhatWouldMeanSomethingLooksDifferent(text: String, written: String) {
        #expect(MarkdownText.line(text) == written)
    }

    @Test(arguments: [
        ("Click **New** and type `a_b`.", "Click **New** and type `a_b`."), ("**Save** - now", "**Save** - now"),
        ("2 * 3 ** 4", "2 \\* 3 \\*\\* 4"), ("a <b> **c_d** [e](f)", "a \\<b> **c\\_d** \\[e\\](f)"),
        ("- **x**", "\\- **x**"),
    ])
    func runbooksKeepTheirOwnMarks(text: String, written: String) {
        #expect(MarkdownText.marked(text) == written)
    }
}
