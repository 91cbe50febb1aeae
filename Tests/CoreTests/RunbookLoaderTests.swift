import TestSupport
import Testing
import Text
import Verification
import YAMLDocument

@testable import Runbook

@Suite(.computing) struct RunbookLoaderTests {
    /// A runbook of one step, with one item to put in.
    private static func source(item: String, extra: String = "") -> RunbookSource {
        RunbookSource(
            id: "small",
            files: [
                "runbook.yaml": """
                id: small
                title: Small
                summary: A small one.
                inputs:
                  - { id: domain, type: domain, ask: Which domain? }
                phases:
                  - { id: only, title: Only, text: All of it., may-break: Nothing. }
                steps: [one.yaml]
                \(extra)
                """,
                "one.yaml": """
                id: one
                title: One
                phase: only
                checklist:
                  - id: thing
                    text: A thing
                \(item)
                """,
            ])
    }

    private static func problems(_ source: RunbookSource) -> String {
        do {
            _ = try RunbookLoader.load(source, vocabulary: Registry.vocabulary)
            return ""
        } catch {
            return error.description
        }
    }

    @Test(arguments: [
        (
            "    chek: { domain: x, expect: { verified: true } }",
            "one.yaml:7:5: error: an item has no \"chek\"; did you mean \"check\"?"
        ),
        ("    note: hello", "one.yaml:5:5: error: an item needs \"check\", \"attest\" or both"),
        (
            "    check: { domian: x, expect: { verified: true } }",
            "one.yaml:7:14: error: there is no resource \"domian\"; did you mean \"domain\"?"
        ),
        (
            "    check: { domain: x, expect: { verifed: true } }",
            "domain has no property \"verifed\"; did you mean \"verified\"?"
        ),
        (
            "    check: { domain: x, expect: { verified: 3 } }",
            "\"equals\" on verified needs true or false, not a number"
        ),
        (
            "    check: { domain: x, expect: { verified: { include: [a] } } }",
            "\"include\" can't be used on verified, which is a boolean"
        ),
        (
            "    check: { domain: x, expect: { verified: { equalz: true } } }",
            "there is no matcher \"equalz\"; did you mean \"equals\"?"
        ),
        (
            "    check: { domain: x, expect: { authentication: mangaed } }",
            "authentication is never \"mangaed\"; it is one of managed, federated"
        ),
        (
            "    check: { domain: x, expect: { verified: { all: true } } }",
            "\"all\" can't be used on verified, which is a boolean; there equals, not can"
        ),
        (
            "    check: { domain: x, expect: { subdomains: { all: { at-least: 3 } } } }",
            "\"at-least\" can't be used on an entry of subdomains, which is a text"
        ),
        (
            "    check: { domain: x, expect: { subdomains: { any: { equals: a, matches: b } } } }",
            "\"any\" takes one matcher"
        ),
        (
            "    check: { domain: x, expect: { authentication: { not: mangaed } } }",
            "authentication is never \"mangaed\""
        ),
        (
            "    check: { domain: x, expect: { subdomains: { nonee: a } } }",
            "there is no matcher \"nonee\"; did you mean \"none\"?"
        ),
        (
            "    check: { license: SPB, user: x, expect: { present: true } }",
            "a check has no \"user\""
        ),
        ("    check: { domain: x }", "a check needs \"expect\""),
        (
            "    check: { domain: \"{{domian}}\", expect: { verified: true } }",
            "there is no input \"domian\"; did you mean \"domain\"?"
        ),
        ("    check: { license: SPB, expect: { assigned: true } }", "a check needs \"user\""),
        ("    check: { domain: x, application: y, expect: { verified: true } }", "a check looks at one resource"),
        ("    check: { organization: x, expect: { exists: true } }", "there is only one organization"),
        (
            "    check: { application: x, expect: { secret-expires: { later-than: soon } } }",
            "needs a duration such as 30d or 12h or a time"
        ),
        (
            "    attest: yes indeed\n  - id: thing\n    text: Again\n    attest: yes",
            "the item \"thing\" is there twice"
        ),
        (
            "    attest: yes indeed\n  - id: Thing\n    text: Again\n    attest: yes",
            "the item \"Thing\" is \"thing\" (one.yaml"
        ),
        ("    attest: yes indeed\n  - id: Off\n    text: Again\n    attest: yes", "an item can't be called \"Off\""),
        (
            "    check: { application: x, expect: { count: { at-least: -1 } } }",
            "is given -1, and nothing that is counted"
        ),
        ("    attest: ok\n    required: maybe", "\"required\" must be true or false"),
        (
            "    attest: ok\n    asked: befor-switch",
            "one.yaml:8:12: error: there is no time of asking \"befor-switch\"; did you mean \"before-switch\"?"
        ),
        (
            "    attest: ok\n    asked: tomorrow",
            "there is no time of asking \"tomorrow\"; there is always, before-switch"
        ),
        (
            "    attest: ok\n    asked: before-switch",
            "one.yaml:8:5: error: an item can be asked before the switch only in a runbook with a \"cutover\""
        ),
    ])
    func mistakesAreNamedWhereTheyAre(item: String, message: String) {
        let found = Self.problems(Self.source(item: item))
        #expect(found.contains(message), "\(found)")
    }

    @Test(arguments: [
        ("cutover: { step: two, domain: \"{{domain}}\", cooldown: 10m, fresh-for: 2m }", "there is no step \"two\""),
        ("unknown: 1", "runbook.yaml:9:1: error: a runbook has no \"unknown\""),
    ])
    func mistakesInTheMainFile(extra: String, message: String) {
        let found = Self.problems(Self.source(item: "    attest: ok", extra: extra))
        #expect(found.contains(message), "\(found)")
    }

    @Test(arguments: [
        ("", Asked.always), ("\n    asked: always", .always), ("\n    asked: before-switch", .beforeSwitch),
    ])
    func anItemSaysWhenItIsAsked(line: String, asked: Asked) throws {
        let cutover = """
            cutover:
              step: one
              domain: "{{domain}}"
              cooldown: 10m
              fresh-for: 2m
              federation:
                display-name: x
                issuer: x
                sign-in-url: https://x.example/in
                sign-out-url: https://x.example/out
                certificate: x
                protocol: saml
                mfa-behaviour: rejectMfaByFederatedIdp
            """
        let runbook = try RunbookLoader.load(
            Self.source(item: "    attest: ok" + line, extra: cutover), vocabulary: Registry.vocabulary)
        #expect(runbook.items.map(\.asked) == [asked])
    }

    /// What opens with the switch can't be asked before it; the switch's own step can.
    @Test func whatIsAskedBeforeTheSwitchStandsBeforeIt() throws {
        let peig = try Repository.runbook("peig-microsoft-365")
        func problems(_ step: String, _ item: String) -> String {
            var files = peig.files
            files[step] = files[step]?.replacing("- id: \(item)\n", with: "- id: \(item)\n    asked: before-switch\n")
            return Self.problems(RunbookSource(id: peig.id, files: files))
        }
        #expect(problems("steps/5-federation-setup.yaml", "certificate-lasts").isEmpty)
        let found = problems("steps/6-after-the-switch.yaml", "federation-as-meant")
        #expect(
            found.hasPrefix("steps/6-after-the-switch.yaml:")
                && found.contains(
                    ":5: error: \"after-the-switch\" opens with the switch: "
                        + "an item of it that is asked only before would never be asked\n        asked: before-switch\n"
                ),
            "\(found)")
    }

    @Test func allProblemsComeAtOnceWithLineAndCaret() {
        let found = Self.problems(Self.source(item: "    chek: 1\n    atest: 2", extra: "sumary: 3"))
        #expect(found.contains("\"chek\"") && found.contains("\"atest\"") && found.contains("\"sumary\""))
        #expect(found.contains("\n        chek: 1\n        ^"), "\(found)")
    }

    @Test func aStepFileOutsideTheFolderIsNotThere() {
        let source = RunbookSource(
            id: "small",
            files: [
                "runbook.yaml":
                    "id: small\ntitle: t\nsummary: s\nphases: [{id: p, title: P, text: x, may-break: y}]\nsteps: [../other.yaml]\n"
            ])
        #expect(Self.problems(source).contains("runbook.yaml:5:9: error: there is no file \"../other.yaml\""))
    }

    /// Facts of the documents: labels, names and order.
    @Test func thePeigRunbookHasTheDocumentsSteps() throws {
        let runbook = try RunbookLoader.load(
            try Repository.runbook("peig-microsoft-365"), vocabulary: Registry.vocabulary)
        #expect(runbook.phases.map(\.title) == ["Preparation", "Migration", "Cutover"])
        #expect(
            runbook.steps.map(\.id) == [
                "entra-id-setup", "app-registration", "configure-connector", "user-migration", "federation-setup",
                "after-the-switch",
            ])
        #expect(
            runbook.steps.map(\.phase) == [
                "preparation", "preparation", "preparation", "migration", "cutover", "cutover",
            ])
        let registration = try #require(runbook.step("app-registration"))
        #expect(
            registration.procedures.flatMap(\.sources).map(\.anchor) == [
                "create-the-app-registration", "assign-api-permissions", "enable-public-client-flows",
                "generate-a-client-secret",
            ])
        #expect(registration.procedures.map(\.actions.count) == [5, 5, 4, 4])
        // The document's four lines, and one of ours.
        #expect(registration.checklist.filter { !runbook.isOwn($0) }.count == 4 && registration.checklist.count == 5)
        #expect(Set(runbook.items.map(\.id)).count == runbook.items.count)
        // What no document asks for stands in nobody's way, unless the switch fails without it.
        #expect(runbook.items.filter { !$0.isRequired }.map(\.id) == ["secret-lasts", "migration-app-gone"])
        #expect(runbook.items.allSatisfy { $0.isRequired || runbook.isOwn($0) })
        #expect(
            runbook.items.filter { $0.asked == .beforeSwitch }.map(\.id) == [
                "provider-unassigned", "low-activity", "deadline-announced", "migration-closed", "all-onboarded",
                "still-unassigned", "domain-ready", "saml-info-confirmed", "way-back", "role-approved",
            ])
        #expect(runbook.cutover?.cooldown == 600)
    }

    @Test(
        arguments: [
            (Input.Kind.domain, "Contoso.COM ", "contoso.com"), (.domain, "contoso", nil), (.domain, "-a.com", nil),
            (.domain, "müller.example", "müller.example"), (.upn, "ida@contoso.com", "ida@contoso.com"),
            (.upn, "ida", nil), (.upn, "a@b@c.com", nil), (.text, "  ", nil), (.text, "a\u{1B}[2Jb", nil),
            (.certificate, "hello", nil), (.certificate, "aGVsbG8=", nil),
            (.guid, "8ADF8E6E-67b2-4cf2-a259-e3dc5476c621", "8adf8e6e-67b2-4cf2-a259-e3dc5476c621"),
            (.guid, "8adf", nil),
            (.url, "https://login.example.com/a?b=c", "https://login.example.com/a?b=c"),
            (.url, "http://x.example", nil),
            (.url, "https://user@x.example", nil), (.url, "https://", nil), (.url, "https://x.example/a b", nil),
            (.url, "javascript:alert(1)", nil),
            (.time, "2026-11-21T22:00:30Z", "2026-11-21T22:00:30Z"),
            (.time, "2026-11-21 22:00Z", "2026-11-21T22:00:00Z"),
            (.time, "2026-11-21T22:00+01:00", "2026-11-21T21:00:00Z"), (.time, "2026-11-21T22:00", nil),
            (.time, "soon", nil),
            (.duration, "30m", "30m"), (.duration, "half an hour", nil), (.choice, "EU", "eu"), (.choice, "mars", nil),
            (.secret, "  a secret with spaces \n", "a secret with spaces"), (.secret, " ", nil),
            (.accounts, "peig.csv", "peig.csv"), (.accounts, "http://scim.example/v2", nil),
            (.accounts, "https://scim.example/v2", "https://scim.example/v2"),
        ] as [(Input.Kind, String, String?)])
    func answersAreLookedAt(kind: Input.Kind, answer: String, expected: String?) throws {
        let input = Input(id: "x", kind: kind, question: "?", help: nil, fallback: nil, choices: ["eu", "na"])
        #expect((try? input.normalized(answer)) == expected)
        let optional = Input(
            id: "x", kind: kind, question: "?", help: nil, fallback: nil, choices: ["eu", "na"], isOptional: true)
        for nothing in ["", "  ", "none", "None"] { #expect(try optional.normalized(nothing) == "") }
    }

    /// A wait is named no shorter than it is, and time left no longer.
    @Test(arguments: [
        (0, "0 seconds", "0 seconds"), (1, "1 second", "1 second"), (90, "2 minutes", "1 minute 30 seconds"),
        (3_600, "1 hour", "1 hour"), (3_659, "2 hours", "1 hour"), (93_600, "2 days", "1 day 2 hours"),
        (172_799, "2 days", "1 day 23 hours"), (-5_400, "2 hours", "1 hour 30 minutes"),
    ])
    func timesAreNamedOnTheSafeSide(seconds: Int, wait: String, left: String) {
        #expect(DurationText.words(seconds) == wait)
        #expect(DurationText.left(seconds) == left)
    }
}
