import Escaping
import TestSupport
import Testing

@testable import Runbook

/// What people type in their own words, and what is an answer: blanks around it go, and nothing in it is hidden.
@Suite(.computing) struct TypedTextTests {
    private static let blanks = ["", " ", "\t", "\n", "\r\n", "\u{A0}", "\u{2003}", "\u{3000}", " \t\u{202F} "]
    private static let hidden = ["\u{200B}", "\u{FEFF}", "\u{2060}", "\u{202E}", "\u{AD}", "\u{E0001}", "\u{180E}"]

    @Test func blanksAroundItGoAndNothingElseDoes() throws {
        for blank in Self.blanks {
            #expect((blank + "a b" + blank).trimmingBlanks == "a b" && blank.trimmingBlanks.isEmpty)
            #expect(try TypedText.checked(blank + "yes" + blank) == "yes")
        }
        // A mark over a blank makes another `Character` of it, and the blank is one all the same.
        #expect(Array(" \u{301}a".trimmingBlanks.unicodeScalars) == ["\u{301}", "a"])
        for text in Self.hidden { #expect((text + "a" + text).trimmingBlanks.unicodeScalars.count == 2 + 1) }
    }

    /// Each kind of answer says the same of a character that nobody sees, wherever it stands.
    @Test(arguments: Input.Kind.allCases.filter { $0 != .certificate }) func whatNobodySeesIsNamed(kind: Input.Kind) {
        let good: [Input.Kind: String] = [
            .domain: "contoso.com", .upn: "ida@contoso.com", .upns: "ida@contoso.com", .url: "https://a.example/x",
            .guid: "8adf8e6e-67b2-4cf2-a259-e3dc5476c621", .time: "2026-11-28T22:00Z", .duration: "4h", .choice: "yes",
        ]
        let answer = good[kind] ?? "abcd"
        let input = Input(id: "x", kind: kind, question: "Q", help: nil, fallback: nil, choices: ["yes", "no"])
        for blank in Self.blanks {
            #expect((try? input.normalized(blank + answer + blank)) == (try? input.normalized(answer)))
        }
        for scalar in Self.hidden {
            for text in [scalar + answer, answer + scalar, "\(answer.prefix(2))\(scalar)\(answer.dropFirst(2))"] {
                do throws(AnswerProblem) {
                    Issue.record("\(text.debugDescription) was taken as \(try input.normalized(text))")
                } catch {
                    #expect(error.description.contains("which nobody sees"), "\(error)")
                    // Of a secret nothing is said but that.
                    #expect(kind != .secret || !error.description.contains(answer))
                }
            }
        }
    }

    @Test func wordsThatAreHiddenOrSecretAreRefused() {
        for scalar in Self.hidden {
            #expect(throws: AnswerProblem.self) { try TypedText.checked("yes\(scalar)") }
            #expect(throws: AnswerProblem.self) { try TypedText.checked("\(scalar)") }
        }
        for text in ["a\nb", "a\rb", "a\u{1B}[2J", "a\u{2028}b"] {
            #expect(throws: AnswerProblem.self) { try TypedText.checked(text) }
        }
        for (text, shown) in [
            ("was Bearer S3crS3crS3cr", "Bearer ***"), ("eyJhbGciOiJub25lIn0.S3cr.x", "***"),
            ("at https://ida:S3cr@h", "https://***@h"), ("ida:S3cr@h", "***@h"),
            ("client_secret=S3cr", "client_secret=***"),
        ] {
            do throws(AnswerProblem) {
                Issue.record("\(try TypedText.checked(text)) was taken")
            } catch {
                #expect(error.description.contains("\(shown)\" has a secret in it") && !"\(error)".contains("S3cr"))
            }
        }
        for text in ["the secret is wrong: make a new one", "mail ida@contoso.com at 22:00", "", "é 👩‍💻 日本"] {
            #expect((try? TypedText.checked(text)) == text)
        }
    }

    /// What a scenario names of its runbook, and what may have been meant.
    @Test func aScenarioOffersWhatIsAsked() {
        let runbook = Runbook(
            id: "r", title: "R", summary: "S", source: nil, covers: [], hints: [], menus: [:],
            inputs: [Input(id: "domain", kind: .domain, question: "Q", help: nil, fallback: nil)], phases: [],
            steps: [], deadline: nil, identifiers: nil, cutover: nil)
        #expect(runbook.problem(ofOffered: "contoso.com", to: "domain") == nil)
        #expect(
            runbook.problem(ofOffered: "contoso.com.", to: "domain")?.contains("did you mean \"contoso.com\"?") == true)
        #expect(runbook.problem(ofOffered: "contoso", to: "domain")?.contains("isn't a domain name") == true)
        #expect(
            runbook.problem(ofOffered: "contoso.com", to: "domian")
                == "the runbook asks no such question; did you mean \"domain\"?")
        #expect(runbook.problem(ofSubject: "way-back")?.contains("no item and no step \"way-back\"") == true)
    }
}
