import Console
import Foundation
import Journal
import Runbook
import Synchronization
import TestSupport
import Testing
import Text
import Verification

@testable import Assistant

/// What a screen says is made from values alone: no terminal, no store, no tenant.
@Suite(.computing) struct ViewTests {
    private static let start = Date(timeIntervalSince1970: 1_800_000_000)

    /// A session of the Peig runbook after these events, a minute apart.
    private static func board(_ payloads: [any EventPayload], later: TimeInterval = 0) throws -> Board {
        let source = try Repository.runbook("peig-microsoft-365")
        let runbook = try RunbookLoader.load(source, vocabulary: Registry.vocabulary)
        let who = Person(name: "ida", host: "desk")
        var events: [Event] = []
        let tenant = TenantBinding(kind: .rehearsal, tenantID: "t", displayName: "Nordwind", scenario: nil)
        for payload in [SessionStarted(name: "night", runbook: source, tenant: tenant)] + payloads {
            events.append(
                try Event(
                    session: "s", after: events.last, time: start + Double(events.count) * 60, who: who,
                    payload: payload))
        }
        return Board(runbook, try SessionState(events), now: start + Double(events.count - 1) * 60 + later)
    }

    private static func checked(_ item: String, _ verdict: Verdict) -> ItemChecked {
        ItemChecked(
            item: item, verdict: verdict, evidence: Evidence(requests: [], observations: [], milliseconds: 0),
            attempt: nil)
    }

    /// What is printed of a view at so many columns.
    private static func shown(_ columns: Int, _ show: (Screen) -> Void) -> [String] {
        let text = Printed()
        show(
            Screen(
                Terminal(isInteractive: false, isColoured: false, fixedColumns: columns), output: { text.add($0) }))
        return text.lines
    }

    private final class Printed: Sendable {
        private let text = Mutex("")
        func add(_ more: String) { text.withLock { $0 += more } }
        var lines: [String] { text.withLock { $0 }.split(separator: "\n").map(String.init) }
    }

    /// One item through its life: what the board says of it, in a line.
    @Test func anItemSaysHowItStands() throws {
        let red = Finding(property: "count", message: "There is none.", remedy: "Register it.")
        let table: [(events: [any EventPayload], later: TimeInterval, mark: String, note: String)] = [
            ([], 0, "·", "not checked yet"),
            ([Self.checked("app-registered", .failed([red]))], 0, "✗", "There is none."),
            (
                [Self.checked("app-registered", .unknown(Obstacle(reason: "r", remedy: "r")))], 0, "?",
                "could not be checked"
            ), ([Self.checked("app-registered", .passed)], 0, "✓", "just now"),
            ([Self.checked("app-registered", .passed)], 3_660, "✓", "1 hour ago, stale"),
            ([Self.checked("app-registered", .passed)], 7_200, "✓", "2 hours ago, stale"),
        ]
        for row in table {
            let board = try Self.board(row.events, later: row.later)
            let card = try #require(board.items.first { $0.item.id == "app-registered" })
            let view = ItemView(card, board)
            #expect(Self.shown(80) { $0.line(view.mark) } == [row.mark])
            #expect(view.note == row.note)
        }
    }

    /// What is red names what to do, and nothing is wider than the screen.
    @Test(arguments: [80, 100]) func screensKeepToTheirWidth(columns: Int) throws {
        let long = String(repeating: "Zustimmung für alle Berechtigungen ", count: 8)
        let board = try Self.board([
            Self.checked(
                "app-registered", .failed([Finding(property: "count", message: long, remedy: "Register it.")]))
        ])
        let step = StepView(board: board)
        let next = NextView(board: board, history: { board.state.switches }, isRehearsal: true)
        for each in board.runbook.steps {
            let lines = Self.shown(columns) { step.show(each, on: $0) }
            #expect(lines.allSatisfy { SafeText.width($0) <= columns }, "\(each.id)")
            #expect(lines.count > 3)
        }
        let lines = Self.shown(columns) { next.show(on: $0) }
        #expect(!lines.isEmpty && lines.allSatisfy { SafeText.width($0) <= columns })
        let card = try #require(board.items.first { $0.item.id == "app-registered" })
        let red = Self.shown(columns) { ItemView(card, board).show(on: $0) }.joined(separator: "\n")
        #expect(red.contains("→ Register it."))
    }

    /// The board, what is next and what keeps a step open say the same thing, whatever has been done.
    @Test func nothingIsCompleteThatSomethingIsLeftOf() throws {
        var events: [any EventPayload] = []
        for _ in 0..<3 {
            let board = try Self.board(events)
            for card in board.steps where card.isOpen {
                let isProven = card.items.contains { $0.item.isRequired && $0.standing != .skipped }
                #expect(card.isComplete == (card.reasons.isEmpty && (isProven || card.openActions.isEmpty)))
                let left = card.items.filter { $0.item.isRequired && !$0.standing.isSettled }
                #expect(card.reasons.isEmpty == left.isEmpty, "\(card.step.id)")
            }
            switch board.next {
            case .action(_, let action): #expect(board.here.openActions.contains(action))
            case .checklist(let reasons): #expect(board.here.openActions.isEmpty && reasons == board.here.reasons)
            case .step: #expect(board.here.isComplete)
            case .cutover, .verify, .finished: Issue.record("nothing is done yet")
            }
            // First its actions, then its items.
            events +=
                events.isEmpty
                ? board.here.openActions.map { ActionDone(action: $0.id) }
                : board.here.items.flatMap { card -> [any EventPayload] in
                    [Self.checked(card.item.id, .passed)]
                        + (card.statement.map { [ItemAttested(item: card.item.id, statement: $0, words: "yes")] } ?? [])
                }
        }
    }
}
