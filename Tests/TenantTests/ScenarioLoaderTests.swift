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
        ])
    func mistakesAreNamedWhereTheyAre(addition: String, message: String) throws {
        do {
            _ = try Scenario.load(Self.base + addition + "\n", file: "f")
            Issue.record("it was taken")
        } catch {
            #expect("\(error)".contains(message), "\(error)")
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
