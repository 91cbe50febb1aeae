import Foundation
import Journal
import Runbook
import TestSupport
import Testing

@Suite(.computing) struct ChainTests {
    /// A journal of `count` notes, at times with all kinds of fractions.
    private static func journal(_ count: Int, seed: UInt64) throws -> [Event] {
        var chance = SeededGenerator(seed)
        let who = Person(name: "ida", host: "h")
        var time = Date(timeIntervalSince1970: 1_790_000_000)
        var events = [
            try Event(
                session: "s", after: nil, time: time, who: who,
                payload: SessionStarted(
                    name: "n", runbook: RunbookSource(id: "r", files: ["a": "b"]),
                    tenant: TenantBinding(kind: .rehearsal, tenantID: "t", displayName: "T", scenario: "s")))
        ]
        for number in 0..<count {
            time += Double.random(in: 0..<10, using: &chance)
            events.append(
                try Event(
                    session: "s", after: events.last, time: time, who: who,
                    payload: NoteAdded(text: "note \(number) “é” 日本")))
        }
        return events
    }

    /// What a store gives back.
    private static func reopened(_ event: Event, json: String? = nil, time: String? = nil) throws -> Event {
        try Event(
            session: event.session, sequence: event.sequence, time: time ?? event.timeText, who: event.who,
            kind: event.kind, version: event.version, json: json ?? event.json, previousHash: event.previousHash,
            hash: event.hash)
    }

    @Test func everyEventReadsBackAsItWasWritten() throws {
        let events = try Self.journal(2_000, seed: 1)
        let again = try events.map { try Self.reopened($0) }
        try Chain.verify(again)
        #expect(again == events)
    }

    @Test(arguments: [1, 2, 25, 49])
    func tamperingIsFoundWhereItIs(at index: Int) throws {
        let events = try Self.journal(50, seed: 2)
        #expect(throws: JournalProblem.altered(sequence: index + 1)) {
            _ = try Self.reopened(
                events[index], json: events[index].json.replacingOccurrences(of: "note", with: "nope"))
        }
        #expect(throws: JournalProblem.altered(sequence: index + 1)) {
            _ = try Self.reopened(events[index], time: "2026-01-01T00:00:00.000Z")
        }
        var lost = events
        lost.remove(at: index)
        if index < events.count - 1 {
            #expect(throws: JournalProblem.missing(sequence: index + 1)) { try Chain.verify(lost) }
        }
        var swapped = events
        swapped.swapAt(index, index == 1 ? 2 : index - 1)
        #expect(throws: JournalProblem.self) { try Chain.verify(swapped) }
    }

    /// Whoever looks on reads what is new only: it must follow on what they have, whatever became of the rest.
    @Test(arguments: 1..<9)
    func whatIsNewFollowsOnWhatWasRead(at index: Int) throws {
        let events = try Self.journal(9, seed: 4)
        let new = Array(events[(index + 1)...])
        try Chain.verify(new, after: events[index])
        try Chain.verify([], after: events[index])
        #expect(throws: JournalProblem.altered(sequence: index + 2)) {
            try Chain.verify(new, after: try Self.journal(9, seed: 5)[index])
        }
        if new.count > 1 {
            #expect(throws: JournalProblem.missing(sequence: index + 2)) {
                try Chain.verify(Array(new.dropFirst()), after: events[index])
            }
        }
    }

    @Test func aKindFromTheFutureIsRefusedByName() throws {
        let problem = #expect(throws: JournalProblem.self) {
            let event = try Self.journal(1, seed: 3)[1]
            _ = try Event(
                session: event.session, sequence: 2, time: event.timeText, who: event.who, kind: "telepathy",
                version: 1,
                json: "{}", previousHash: event.previousHash, hash: event.hash)
        }
        #expect(problem != nil)
    }
}
