import Foundation
import Runbook
import Signatures
import TestSupport
import Testing

@testable import Journal

/// What a file says that was taken in: of its own sendings, and of nothing that was sent from here.
@Suite(.computing) struct ForeignEntriesTests {
    private typealias Told = SwitchTold

    /// Everything that an event could say of a domain, said by a stranger of our attempt and of the domain itself, now,
    /// tomorrow and in a hundred years.
    private static let claims: [any EventPayload] = {
        var claims: [any EventPayload] = [
            CutoverVerified(attempt: "a1", domain: Told.domain, configurationID: "c9"),
            RolledBack(attempt: "a1", domain: Told.domain, isManaged: true, reason: nil),
            Told.audited("a1", succeeded: false, at: 60), Told.audited("a1", succeeded: true, at: 60),
            Told.audited(nil, succeeded: true, at: 60), Told.sent("a1", content: "other"), Told.removed("a1", "c1"),
        ]
        for kind in [SwitchAnswer.Kind.accepted, .refused, .exists, .gone, .unclear] {
            claims.append(Told.answered(kind))
        }
        for outcome in [CutoverFailed.Ending.stillManaged, .federatedOtherwise, .reverted] {
            claims.append(
                CutoverFailed(attempt: "a1", domain: Told.domain, outcome: outcome, reason: "r"))
        }
        for seconds in [60.0, 90_000, 3e9] {
            for source in [DomainSighting.Source.directory, .signIn] {
                claims.append(Told.reads(nil, at: seconds, source).1)
                claims.append(Told.reads(Told.asMeant("c1"), at: seconds, source).1)
                claims.append(Told.reads(Told.otherwise("c9", isOurs: false), at: seconds, source).1)
            }
        }
        return claims
    }()

    /// Histories of our own, as they may stand when a file is taken in.
    private static let own: [[(TimeInterval, any EventPayload)]] = [
        [(0, Told.sent())], [(0, Told.sent(until: 600))], [(0, Told.sent()), (1, Told.answered(.unclear))],
        [(0, Told.sent()), (1, Told.answered(.accepted, names: "c1"))],
        [(0, Told.sent()), (1, Told.answered(.refused))],
        [(0, Told.sent()), (1, Told.answered(.accepted)), Told.reads(Told.asMeant(), at: 2)],
        [
            (0, Told.sent()), (1, Told.answered(.accepted)), Told.reads(Told.asMeant(), at: 2), (700, Told.removed()),
        ],
        [(0, Told.sent()), Told.reads(nil, at: 30)],
    ]

    private static func event(_ payload: any EventPayload, session: String) throws -> Event {
        try Event(
            session: session, after: nil, time: Told.moment(100), who: Person(name: "eve", host: "else"),
            payload: payload)
    }

    private static func next(_ payload: any EventPayload, after last: Event?) throws -> Event {
        try Event(
            session: "s", after: last, time: Told.beginning, who: Person(name: "i", host: "h"), payload: payload)
    }

    /// One claim, and two after each other: what became of our sendings stays what it was.
    @Test func nobodyElseSaysWhatBecameOfOurSendings() throws {
        for events in Self.own {
            let history = try Told(events).history
            for first in Self.claims {
                for second in Self.claims {
                    var other = history
                    for claim in [first, second] {
                        for session in ["A", "B"] {
                            other.apply(try Self.event(claim, session: session), isForeign: true)
                        }
                    }
                    #expect(other == history, "\(first) and \(second)")
                }
            }
        }
    }

    /// What a stranger has sent may be on its way, however it is told to have ended; never for longer than anything is.
    @Test func whatAStrangerSentHoldsUpForADay() throws {
        var history = SwitchHistory(domain: Told.domain)
        let far = Told.sent("b1", content: "theirs", until: 1e9)
        history.apply(try Self.event(far, session: "B"), isForeign: true)
        #expect(history.openSwitches.map(\.isForeign) == [true])
        #expect(history.lastSwitch.map { $0 <= Told.moment(100 + SwitchTimes.commands) } == true)
        #expect(!Aftermath.maySendAgain("ours", after: history, cooldown: 600, now: Told.moment(5_000)))
        let (_, later) = Told.reads(nil, at: 100 + 600 + Told.day + 1)
        history.apply(try Self.event(later, session: "A"))
        #expect(history.openSwitches.isEmpty)
    }

    /// Which entries are whose: only what is noted here counts, so that a file can't call its own entries ours.
    @Test func whatIsNotedElsewhereIsNotHeeded() throws {
        var events: [Event] = []
        func add(_ payload: any EventPayload) throws { try events.append(Self.next(payload, after: events.last)) }
        let note = NoteAdded(text: "n")
        for _ in 1...3 { try add(note) }
        // Elsewhere they took in the first three, wrote two, and sent it back; here 4 to 6 came by a file.
        try add(TakenIn(first: 1, last: 3, head: "h"))
        for _ in 5...6 { try add(note) }
        #expect(ForeignEntries(events).stretches.map(\.entries) == [1...3])
        #expect(ForeignEntries(events, waiting: 4...6).stretches.map(\.entries) == [4...6])
        try add(TakenIn(first: 4, last: 6, head: "h"))
        try add(note)
        let here = ForeignEntries(events)
        #expect((1...8).filter(here.contains) == [4, 5, 6])
        // A file that says it of what comes after it, or backwards, says nothing.
        try add(TakenIn(first: 9, last: 2, head: "h"))
        #expect(ForeignEntries(events) == here)
    }

    /// What somebody here answered, confirmed, waived or took back stays so, whatever else stands behind it in the journal.
    @Test func nobodyElseTakesThePlaceOfAWordGivenHere() throws {
        var events: [Event] = []
        func add(_ payload: any EventPayload) throws { try events.append(Self.next(payload, after: events.last)) }
        func waived(_ reason: String, _ expires: String) -> any EventPayload {
            ItemWaived(item: "w", reason: reason, approvedBy: Person(name: "k", host: "h"), expires: expires)
        }
        try add(
            SessionStarted(
                name: "n", runbook: RunbookSource(id: "r", files: [:]),
                tenant: TenantBinding(kind: .rehearsal, tenantID: "t", displayName: "T", scenario: nil)))
        try add(InputAnswered(input: "asked", answer: "yes"))
        try add(ItemAttested(item: "a", statement: "S", words: "yes"))
        try add(waived("long", "2199-01-01T00:00:00Z"))
        try add(waived("short", "2026-11-22T00:00:00Z"))
        let before = try SessionState(events)
        let own = events.count
        try add(InputAnswered(input: "asked", answer: "no"))
        try add(InputAnswered(input: "open", answer: "theirs"))
        try add(ItemAttested(item: "a", statement: "other", words: "no"))
        try add(ItemAttested(item: "b", statement: "B", words: "yes"))
        try add(waived("for ever", "2199-01-01T00:00:00Z"))
        try add(Undone(sequence: own))
        let after = try SessionState(events, waiting: own + 1...events.count)
        #expect(after.answers == ["asked": "yes", "open": "theirs"])
        #expect(after.claimedAnswer(to: "asked")?.value == "no" && after.ownAnswer(to: "open") == nil)
        #expect(after.attestations["a"] == before.attestations["a"] && after.attestations["b"]?.stamp.isForeign == true)
        #expect(after.waivers == before.waivers && after.waivers["w"]?.reason == "short")
    }

    /// Who signed what decides it, wherever an entry came from; beside a second, slow way of saying it.
    @Test func whatNoKnownKeySignedIsNobodysWord() throws {
        var generator = SeededGenerator(20_261_126)
        let pairs = try (0..<3).map { _ in try SSHKeyPair() }
        let namespaces = [HeadSignature.namespace]
        // The first is known, the second has ended, the third nobody knows.
        let known = try AllowedSigners.none.adding(pairs[0].publicKey, of: "ida", for: namespaces)
            .adding(pairs[1].publicKey, of: "kai", for: namespaces).ending(pairs[1].publicKey, from: Told.beginning)
        for _ in 0..<120 {
            let count = Int.random(in: 1...9, using: &generator)
            var events: [Event] = []
            for number in 1...count {
                events.append(
                    try Event(
                        session: "abcd2345", after: events.last, time: Told.beginning,
                        who: Person(name: "i", host: "h"), payload: NoteAdded(text: "\(number)")))
            }
            let waiting = Bool.random(using: &generator) ? Int.random(in: 1...count, using: &generator)...count : nil
            var signatures: [HeadSignature] = []
            var claims: [(who: Int, entries: ClosedRange<Int>)] = []
            for last in 1...count where Bool.random(using: &generator) {
                let (who, first) = (
                    Int.random(in: 0..<3, using: &generator), Int.random(in: 1...last, using: &generator)
                )
                let text = HeadSignature.text(Checkpoint(events[last - 1]), first: first)
                signatures.append(
                    HeadSignature(
                        sequence: last, hash: events[last - 1].hash, first: first,
                        signature: try pairs[who].sign(Array(text.utf8), namespace: HeadSignature.namespace).armored))
                claims.append((who, first...last))
            }
            // Whose it is: the known one's, if they claim it; otherwise whoever signed sooner.
            let writers = (1...count).map { number -> Int? in
                let own = claims.filter { $0.entries.contains(number) }
                return (own.first { $0.who == 0 } ?? own.first)?.who
            }
            let authorship = Authorship(events, signatures, signers: known)
            let found = ForeignEntries(events, waiting: waiting, authorship: authorship)
            for number in 1...count {
                let cameIn = waiting?.contains(number) == true
                let isSigned = writers[..<number].contains { $0 != nil }
                let right: ForeignEntries.Why? =
                    switch writers[number - 1] {
                    case 0: nil
                    case let who?: cameIn ? .file : who == 1 ? .endedKey : .unknownKey
                    case nil: cameIn ? .file : isSigned ? .unsigned : nil
                    }
                #expect(found.why(number) == right, "entry \(number) of \(writers), \(String(describing: waiting))")
            }
            #expect(found.stretches.flatMap { Array($0.entries) } == (1...count).filter(found.contains))
            // Every entry that two claim is named, and no other.
            let disputed = (1...count).filter { number in
                Set(claims.filter { $0.entries.contains(number) }.map(\.who)).count > 1
            }
            #expect(Set(authorship.disputes.flatMap { Array($0.entries) }) == Set(disputed))
            let isPutIn = (1...count).contains {
                found.why($0) == .unsigned
                    || [.unknownKey, .endedKey].contains(found.why($0)) && writers.contains(0)
            }
            #expect(authorship.isSound(found) == (disputed.isEmpty && !isPutIn))
        }
    }
}
