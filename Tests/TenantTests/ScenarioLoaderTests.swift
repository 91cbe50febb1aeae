import Foundation
import SimulatedTenant
import TestSupport
import Testing
import YAMLDocument

/// Scenarios are linted as runbooks are: every mistake at once, each with its place and a suggestion.
@Suite(.computing, .serialized) struct ScenarioLoaderTests {
    private static let base = """
        id: x
        title: X
        briefing: X
        tenant: { name: X, initial-domain: x.onmicrosoft.com }
        domains:
          - { name: x.example }
        users:
          - { upn: ida@x.example, name: Ida }
        peig: { server: p.x.example }

        """

    @Test func everyScenarioThatComesWithTheProgramLoads() throws {
        for name in try Repository.scenarioNames() {
            let scenario = try Repository.scenario(name)
            #expect(scenario.id == name && !scenario.debrief.isEmpty)
        }
    }

    /// Hints are about items and steps that the runbook has.
    @Test func hintsAreAboutSomething() throws {
        let runbook = try CheckTests.runbook()
        let known = Set(runbook.items.map(\.id) + runbook.steps.map(\.id))
        for name in try Repository.scenarioNames() {
            for hint in try Repository.scenario(name).hints {
                #expect(known.contains(hint.about), "\(name): there is no \(hint.about)")
            }
        }
    }

    @Test(
        .serialized,
        arguments: [
            ("domain: []", "f:10:1: error: a scenario has no \"domain\"; did you mean \"domains\"?"),
            ("faults: [{ match: GET /x, status: 200 }]", "\"status\" must be from 400 to 599"),
            ("faults: [{ match: get, status: 500 }]", "\"match\" is a method (or *) and a path"),
            (
                "injects: [{ id: a, title: A, expect: E, when: { once: { federatd: x.example } }, do: [] }]",
                "there is no condition \"federatd\"; did you mean \"federated\"?"
            ),
            (
                "injects: [{ id: a, title: A, expect: E, when: { once: { federated: y.example } }, do: [] }]",
                "the tenant has no domain \"y.example\""
            ),
            (
                "injects: [{ id: a, title: A, expect: E, do: [{ disable-usr: ida@x.example }] }]",
                "there is no change \"disable-usr\"; did you mean \"disable-user\"?"
            ),
            (
                "injects: [{ id: a, title: A, expect: E, do: [{ disable-user: idda@x.example }] }]",
                "the scenario has no user \"idda@x.example\"; did you mean \"ida@x.example\"?"
            ),
            (
                "injects: [{ id: a, title: A, expect: E, when: { unless: { federated: x.example } }, do: [] }]",
                "\"unless\" needs \"after\" or \"once\""
            ),
            (
                "injects: [{ id: a, title: A, when: { after: soon }, expect: E, do: [] }]",
                "\"after\" must be a time such as"
            ),
            ("injects: [{ id: a, title: A, expect: E }]", "an inject needs \"do\""),
            (
                "injects: [{ id: a, title: A, expect: E, do: [] }, { id: a, title: A, expect: E, do: [] }]",
                "\"injects\" has two entries with one id"
            ),
            ("hints: [{ about: x }]", "a hint needs \"texts\""),
            ("debrief: [{ id: a, text: T }]", "an expectation needs \"expect\""),
            ("debrief: [{ id: a, text: T, expect: {} }]", "a condition needs at least one entry"),
            ("debrief: [{ id: a, text: T, expect: { requested: DELETE } }]", "\"requested\" is a method and a path"),
            (
                "population: { count: 3, domain: x.example, discrepancies: { unlinkd: 1 } }",
                "the list of discrepancies has no \"unlinkd\"; did you mean \"unlinked\"?"
            ),
            (
                "population: { count: 3, domain: x.example, discrepancies: { unlinked: 4 } }",
                "there are more discrepancies than people"
            ),
            ("population: { count: 9999999, domain: x.example }", "\"count\" must be from 0 to 1000000"),
            ("population: { count: 9, disabled: -1, domain: x.example }", "\"disabled\" must be from 0 to 1000000"),
            (
                "population: { count: 9, disabled: 9223372036854775807, domain: x.example, discrepancies: { unlinked: 1 } }",
                "\"disabled\" must be from 0 to 1000000"
            ),
            (
                "population: { count: 9, domain: x.example, discrepancies: { unlinked: 9223372036854775807 } }",
                "\"unlinked\" must be from 0 to 1000000"
            ),
            ("subscriptions: [{ part-number: SPB, seats: -1 }]", "\"seats\" must be from 0 to 1000000"),
            (
                "faults: [{ match: GET /x, status: 500, nth: 9223372036854775807 }]",
                "\"nth\" must be from 1 to 1000000000"
            ),
            ("faults: [{ match: POST /v1.0/users, repeat: true }]", "f:10:19: error: POST reads nothing"),
            ("faults: [{ match: GET /x, expire-pages: true }]", "no \"expire-pages\"; did you mean \"expire-page\"?"),
            ("faults: [{ match: GET /x, repeat: true, expire-page: true }]", "a fault has one effect"),
            ("faults: [{ match: GET /x, odd: { of: x.example } }]", "an odd object needs a property to be odd"),
            ("faults: [{ match: GET /x, odd: { isVerified: null } }]", "an odd object needs \"of\""),
            ("faults: [{ match: GET /x, odd: { of: x.example, id: null } }]", "an odd object keeps its id"),
            (
                "faults: [{ match: GET /x, odd: { of: x.example, isVerifed: null } }]",
                "f:10:49: error: nothing that Graph serves here has a property \"isVerifed\"; did you mean \"isVerified\"?"
            ),
            (
                "faults: [{ match: GET /x, odd: { of: xx.example, isVerified: null } }]",
                "f:10:38: error: the tenant has no domain \"xx.example\"; did you mean \"x.example\"?"
            ),
            (
                "faults: [{ match: GET /x, odd: { of: idda@x.example, accountEnabled: null } }]",
                "the scenario has no user \"idda@x.example\"; did you mean \"ida@x.example\"?"
            ),
            (
                "groups: [{ name: G, members: [omar@x.example] }]",
                "f:10:31: error: the scenario has no user \"omar@x.example\""
            ),
            (
                "groups: [{ name: G, eligible-members: [{ upn: idda@x.example }] }]",
                "f:10:47: error: the scenario has no user \"idda@x.example\"; did you mean \"ida@x.example\"?"
            ),
            (
                "groups: [{ name: G, members: [{ upn: ida@x.example, activated: true }] }]",
                "f:10:53: error: \"activated\" needs \"ends\" beside it"
            ),
            (
                "groups: [{ name: G, owners: [{ upn: ida@x.example, ends: soon }] }]",
                "f:10:58: error: \"soon\" isn't a length of time"
            ),
            (
                "groups: [{ name: G, eligible-owners: [{ upn: ida@x.example, activated: true, ends: 8h }] }]",
                "somebody in a group has no \"activated\""
            ),
            (
                "groups: [{ name: G, members: [ida@x.example, { upn: Ida@x.example, ends: 1h }] }]",
                "\"members\" names ida@x.example twice"
            ),
            (
                "injects: [{ id: a, title: A, expect: E, do: [{ publish-certficate: true }] }]",
                "there is no change \"publish-certficate\"; did you mean \"publish-certificate\"?"
            ),
            ("groups: [{ name: G, eligible-member: [ida@x.example] }]", "did you mean \"eligible-members\"?"),
            (
                "devices: [{ name: D, trust-type: AzureAD }]",
                "there is no trust type \"AzureAD\"; did you mean \"AzureAd\"?"
            ),
            ("population:", "f:10:1: error: \"population\" has nothing behind it: fill it in, or take the key away"),
            ("applications: [{ name: A, consented: }]", "f:10:27: error: \"consented\" has nothing behind it"),
            ("debrief: [{ id: a, text: T, expect: { provider: } }]", "\"provider\" has nothing behind it"),
            ("faults: [{ match: GET /x, status: 500, times: ~ }]", "\"times\" has nothing behind it"),
            ("answers: { domain: }", "f:10:12: error: \"domain\" has nothing behind it"),
            (
                "injects: [{ id: a, title: A, expect: E, do: [{ end-migration: false }] }]",
                "\"end-migration\" happens, or isn't written down"
            ),
            (
                "groups: [{ name: G, members: [{ upn: \"id\\u0430@x.example\" }] }]", "the scenario has no user"
            ),
            ("subscriptions: [{ part-number: SBP }]", "there is no subscription \"SBP\"; did you mean \"SPB\"?"),
            (
                "identity-provider: { name: G, issuer: https://g.example }",
                "f:10:1: error: \"identity-provider\" and \"peig\" both say who signs people in: keep one"
            ),
        ])
    func mistakesAreNamedWhereTheyAre(addition: String, message: String) throws {
        do {
            _ = try Scenario.load(Self.base + addition + "\n", file: "f")
            Issue.record("it was taken")
        } catch {
            #expect("\(error)".contains(message), "\(error)")
        }
    }

    /// What stands in the place of Peig.
    private static let other = base.replacing("peig: { server: p.x.example }\n", with: "")

    @Test(
        .serialized,
        arguments: [
            ("{ name: G }", "f:9:20: error: the identity provider needs \"issuer\""),
            ("{ issuer: https://g.example }", "f:9:20: error: the identity provider needs \"name\""),
            (
                "{ name: G, issuer: https://g.example, isuer: x }",
                "f:9:58: error: the identity provider has no \"isuer\"; did you mean \"issuer\"?"
            ),
            (
                "{ name: G, issuer: https://g.example, protocol: SAML }",
                "f:9:68: error: there is no \"SAML\" for \"protocol\"; did you mean \"saml\"?"
            ),
            (
                "{ name: G, issuer: https://g.example, protocol: ws-fed }",
                "there is no \"ws-fed\" for \"protocol\"; did you mean \"wsFed\"?"
            ),
            (
                "{ name: G, issuer: https://g.example, sign-in-url: http://g.example/sso }",
                "f:9:71: error: \"http://g.example/sso\" is no https address"
            ),
            (
                "{ name: G, issuer: https://g.example, sign-out-url: g.example/out }",
                "\"g.example/out\" is no https address"
            ),
            ("{ name: G, issuer: urn:g:idp }", "the identity provider needs \"sign-in-url\": its issuer is no https"),
            ("{ name: G, issuer: g }", "f:9:39: error: \"g\" is no issuer"),
            ("{ name: G, issuer: \"https://g.example /x\" }", "is no issuer"),
            ("{ name: \"G\\u200b\", issuer: https://g.example }", "U+200B"),
            ("{ name: Peig, issuer: https://g.example }", "Peig has a section of its own: \"peig\""),
            ("{ name: G, issuer: https://g.example, certificate-ends: soon }", "isn't a length of time"),
            ("[]", "the identity provider must be a mapping"),
            ("", "\"identity-provider\" has nothing behind it"),
        ])
    func aProviderIsLintedToo(section: String, message: String) throws {
        let found = #expect(throws: Problems.self) {
            _ = try Scenario.load(Self.other + "identity-provider: \(section)\n", file: "f")
        }
        #expect(found.map { "\($0)".contains(message) } == true, "\(found.map { "\($0)" } ?? "")")
    }

    /// What is Peig's alone is refused where there is no Peig; what any provider has isn't.
    @Test func nothingOfPeigsIsSpokenOfWithoutIt() throws {
        let own = Self.other + "identity-provider: { name: G, issuer: https://g.example }\n"
        for (more, says) in [
            (
                "debrief: [{ id: a, text: T, expect: { provider: true } }]",
                "\"provider\" is of Peig's workspace, and this scenario has none: G signs people in"
            ),
            (
                "injects: [{ id: a, title: A, expect: E, do: [{ end-migration: true }] }]",
                "\"end-migration\" is of Peig's workspace"
            ),
            (
                "injects: [{ id: a, title: A, expect: E, do: [{ assign-provider: ida@x.example }] }]",
                "\"assign-provider\" is of Peig's workspace"
            ),
        ] {
            let found = #expect(throws: Problems.self) { _ = try Scenario.load(own + more + "\n", file: "f") }
            #expect(found.map { "\($0)".contains(says) } == true, "\(found.map { "\($0)" } ?? "")")
        }
        let fine =
            "debrief: [{ id: a, text: T, expect: { signs-in: everyone, linked: everyone } }]\n"
            + "injects: [{ id: b, title: A, expect: E, do: [{ rotate-certificate: true }] }]\n"
        _ = try Scenario.load(own + fine, file: "f", truths: "item: { provider: true }\n")
    }

    @Test func aDomainIsFederatedWithOneProvider() throws {
        func load(_ domains: String) throws(Problems) {
            _ = try Scenario.load(
                Self.other.replacing("  - { name: x.example }\n", with: domains)
                    + "identity-provider: { name: G, issuer: https://g.example }\n", file: "f")
        }
        let adfs = "federated-with: { name: ADFS, issuer: https://a.example }"
        try load("  - { name: x.example, \(adfs) }\n")
        for (domains, says) in [
            ("  - { name: x.example, federated: true, \(adfs) }\n", "take \"federated\" away"),
            ("  - { name: x.example, federated-with: { nam: ADFS } }\n", "no \"nam\"; did you mean \"name\"?"),
            (
                "  - { name: x.example, federated: true }\n  - { name: y.example, federated: true }\n",
                "y.example has the issuer of another domain"
            ),
        ] {
            let found = #expect(throws: Problems.self) { try load(domains) }
            #expect(found.map { "\($0)".contains(says) } == true, "\(found.map { "\($0)" } ?? "")")
        }
    }

    @Test func truthsAreLintedToo() throws {
        #expect(throws: Problems.self) {
            _ = try Scenario.load(Self.base, file: "f", truths: "item: { provder: true }\n")
        }
        for (truths, says) in [
            ("item: { provider: }\n", "truths.yaml:1:9: error: \"provider\" has nothing behind it"),
            ("# item: { provider: true }\n", "truths.yaml:1:1: error: there is nothing in it"),
            ("item:\n", "truths.yaml:1:6: error: a condition needs at least one entry"),
        ] {
            let found = #expect(throws: Problems.self) {
                _ = try Scenario.load(Self.base, file: "f", truths: truths)
            }
            #expect(found.map { "\($0)".contains(says) } == true, "\(found.map { "\($0)" } ?? "")")
        }
    }

    /// Names are the letters that they look like; answers are answers to the runbook's questions.
    @Test func namesAndAnswersAreLintedToo() throws {
        for (text, says) in [
            (Self.base.replacing("name: x.example", with: "name: \"\\u0445x.example\""), "U+0445"),
            (
                Self.base.replacing("upn: ida@", with: "upn: \"ida\\u200b@").replacing(
                    "ple, name: I", with: "ple\", name: I"), "U+200B"
            ),
            (Self.base + "answers: { domain: x }\n", "f:10:20: error: \"domain\" isn't a good answer: no"),
            (
                Self.base.replacing("name: x.example", with: "name: x.example."),
                "f:6:13: error: a name here has no dot at its end; did you mean \"x.example\"?"
            ),
            (Self.base + "hints: [{ about: itme, texts: [H] }]\n", "f:10:18: error: no itme"),
        ] {
            let found = #expect(throws: Problems.self) {
                _ = try Scenario.load(
                    text, file: "f",
                    runbook: ScenarioRunbook(
                        answerProblem: { $0 == "domain" && $1 == "x" ? "no" : nil }, subjectProblem: { "no \($0)" },
                        textProblem: { _ in nil }))
            }
            #expect(found.map { "\($0)".contains(says) } == true, "\(found.map { "\($0)" } ?? "")")
        }
    }
}
