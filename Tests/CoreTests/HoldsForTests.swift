import Foundation
import Runbook
import TestSupport
import Testing

@testable import Journal

/// Words and verdicts that age, sentences with a gap, and answers that exclude each other.
@Suite(.computing) struct HoldsForTests {
    private static let who = Person(name: "ida", host: "test")
    private static let start = Date(timeIntervalSince1970: 1_800_000_000)

    /// The lock's runbook, with an item that holds for half a day and one whose sentence names an answer.
    private static var source: RunbookSource {
        var files = GateKeeperTests.source.files
        files["one.yaml"] = files["one.yaml"]?.replacing("attest: so }", with: "attest: so, holds-for: 12h }")
        files["two.yaml"] = files["two.yaml"]?.replacing("attest: so,", with: "attest: \"so from {{opens}}\",")
        return RunbookSource(id: "lock", files: files)
    }

    private static func runbook() throws -> Runbook {
        try RunbookLoader.load(source, vocabulary: GateKeeperTests.vocabulary)
    }

    private static func state(_ payloads: [any EventPayload]) throws -> SessionState {
        var events: [Event] = []
        let started = SessionStarted(
            name: "n", runbook: source,
            tenant: TenantBinding(kind: .rehearsal, tenantID: "t", displayName: "T", scenario: nil))
        for payload in [started] + payloads {
            events.append(try Event(session: "s", after: events.last, time: start, who: who, payload: payload))
        }
        return try SessionState(events)
    }

    private static func checked(_ item: String) -> ItemChecked {
        ItemChecked(
            item: item, verdict: .passed, evidence: Evidence(requests: [], observations: [], milliseconds: 0),
            attempt: "a")
    }

    /// A clock that has jumped makes nothing fresher.
    @Test(arguments: [0, 1, 43_199, 43_200, 43_201, 90_000, 3 * 86_400, -43_200, -43_201])
    func whatAgesCountsForItsTimeOnly(age: Int) throws {
        let runbook = try Self.runbook()
        let state = try Self.state([Self.checked("both"), ItemAttested(item: "both", statement: "so", words: "yes")])
        let now = Self.start.addingTimeInterval(Double(age))
        let counts = abs(age) <= 43_200
        let card = Board(runbook, state, now: now).card(try #require(runbook.item("both")))
        #expect(card.standing == (counts ? .passed : .open))
        #expect((card.attestation != nil) == counts && (card.lapsed == nil) == counts)
        #expect(card.isVerdictAged == !counts)
        #expect(card.holdsUntil == (counts ? Self.start.addingTimeInterval(43_200) : card.holdsUntil))
        let reasons = card.reasons(.remembered)
        #expect(reasons.isEmpty == counts)
        #expect(reasons.allSatisfy { $0.message.contains("holds for 12 hours") }, "\(reasons)")
        // At the lock a verdict is taken for each attempt; a word isn't.
        let locked = GateKeeper.cutoverBlockers(runbook, state, standard: .remembered, now: now)
            .filter { $0.subject == "both" && $0.kind == .unattested }
        #expect(locked.isEmpty == counts)
        // What has no limit doesn't age.
        #expect(Board(runbook, state, now: now).card(try #require(runbook.item("checked"))).isVerdictAged == false)
    }

    @Test func aSentenceWithAGapIsNobodysWord() throws {
        let runbook = try Self.runbook()
        let item = try #require(runbook.item("attested"))
        func card(_ payloads: [any EventPayload]) throws -> ItemCard {
            Board(runbook, try Self.state(payloads), now: Self.start).card(item)
        }
        func word(_ statement: String) -> ItemAttested {
            ItemAttested(item: "attested", statement: statement, words: "yes")
        }
        let answer = InputAnswered(input: "opens", answer: "2027-01-01T00:00:00Z")
        for (payloads, isWord) in [
            ([word("so from <opens>")], false), ([word("so from ")], false),
            ([answer, word("so from <opens>")], false), ([answer, word("so from 2027-01-01T00:00:00Z")], true),
            ([word("so from 2027-01-01T00:00:00Z")], false),
            ([InputAnswered(input: "opens", answer: ""), word("so from none")], true),
        ] as [([any EventPayload], Bool)] {
            #expect(try card(payloads).standing == (isWord ? .passed : .unattested))
        }
        let open = try card([word("so from <opens>")])
        #expect(open.statement == nil && open.unanswered == ["opens"])
        #expect(open.reasons(.remembered).map(\.kind) == [.inputMissing])
        #expect(open.reasons(.remembered).map(\.remedy) == ["set opens"])
    }

    /// Every two answers, against the rule said slowly.
    @Test func answersThatExcludeEachOtherAreFound() throws {
        var files = GateKeeperTests.source.files
        files["runbook.yaml"] = files["runbook.yaml"]?.replacing(
            "phases:\n",
            with: """
                  - { id: update, type: choice, choices: [yes, no], ask: Update? }
                  - { id: disable, type: choice, choices: [yes, no], ask: Disable?, when: { update: yes },
                      needs: { yes: { update: yes } } }
                  - { id: remove, type: choice, choices: [soft, hard, off], ask: Remove?,
                      needs: { hard: { disable: yes, update: yes }, soft: { update: { not: no } } } }
                phases:

                """)
        let runbook = try RunbookLoader.load(
            RunbookSource(id: "lock", files: files), vocabulary: GateKeeperTests.vocabulary)
        for update in [nil, "yes", "no"] {
            for disable in [nil, "yes", "no"] {
                for remove in [nil, "soft", "hard", "off"] {
                    var answers: [String: String] = [:]
                    answers["update"] = update
                    answers["disable"] = disable
                    answers["remove"] = remove
                    let isWrong =
                        remove == "hard" && (disable == "no" || update == "no") || remove == "soft" && update == "no"
                    let found = runbook.contradiction(in: answers)
                    #expect((found != nil) == isWrong, "\(answers)")
                    guard let found else { continue }
                    #expect(answers[found.input] == found.answer && answers[found.other] == found.otherAnswer)
                }
            }
        }
    }

    /// Where an answer can't be asked for, nothing may hang on it.
    @Test func aDependentAnswerIsUsedOnlyWhereItIsAsked() throws {
        func problems(_ item: String) -> String {
            var files = GateKeeperTests.source.files
            files["runbook.yaml"] = files["runbook.yaml"]?.replacing(
                "phases:\n",
                with: """
                      - { id: update, type: choice, choices: [yes, no], ask: Update? }
                      - { id: action, type: choice, choices: [a, b], ask: Which?, when: { update: yes } }
                    phases:

                    """)
            files["three.yaml"] = files["three.yaml"]?.appending("\n  - { id: own, text: t, \(item) }\n")
            do {
                _ = try RunbookLoader.load(
                    RunbookSource(id: "lock", files: files), vocabulary: GateKeeperTests.vocabulary)
                return ""
            } catch { return "\(error)" }
        }
        #expect(problems("attest: \"{{action}} it is\", when: { update: yes }").isEmpty)
        #expect(problems("attest: \"{{action}} it is\"").contains("the item needs the same of update"))
        #expect(problems("attest: so, holds-for: soon").contains("such as 12h"))
        #expect(problems("attest: so, holds-for: 5s").contains("from 10 minutes"))
        #expect(problems("attest: so, holds-fro: 12h").contains("did you mean \"holds-for\"?"))
    }
}
