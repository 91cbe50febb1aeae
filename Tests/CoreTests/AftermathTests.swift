import Foundation
import TestSupport
import Testing

@testable import Journal

/// What is said of a switch, history by history.
@Suite(.computing) struct AftermathTests {
    struct Row: CustomTestStringConvertible {
        let name: String
        let events: [(TimeInterval, any EventPayload)]
        let kind: Aftermath.Kind
        /// In the headline, the grounds or the remedy.
        let says: [String]

        init(_ name: String, _ events: [(TimeInterval, any EventPayload)], _ kind: Aftermath.Kind, says: [String]) {
            (self.name, self.events, self.kind, self.says) = (name, events, kind, says)
        }

        var testDescription: String { name }
    }

    private typealias Told = SwitchTold
    private static let day = SwitchTold.day
    private static let taken: [(TimeInterval, any EventPayload)] = [
        (0, Told.sent()), (1, Told.answered(.accepted)), Told.reads(Told.asMeant(), at: 30),
    ]

    static let switches: [Row] = [
        Row("nothing", [], .nothingSent, says: []),
        Row("sent and killed", [(0, Told.sent())], .notKnown, says: ["not known yet", "no answer is written down"]),
        Row(
            "accepted, managed after 29 s",
            [(0, Told.sent()), (1, Told.answered(.accepted)), Told.reads(nil, at: 29)], .notKnown,
            says: ["was sent at", "not known yet", "The directory said managed at", "It said accepted."]),
        Row(
            "500, managed after 30 s", [(0, Told.sent()), (1, Told.answered(.unclear)), Told.reads(nil, at: 31)],
            .notKnown, says: ["not known yet", "the same may be sent once more, with new approvals"]),
        Row(
            "500, then as meant",
            [
                (0, Told.sent()), (1, Told.answered(.unclear)), Told.reads(nil, at: 31),
                Told.reads(Told.asMeant(), at: 60),
            ],
            .asMeant, says: ["is federated, read back and configured as planned"]),
        Row(
            "refused, managed", [(0, Told.sent()), (1, Told.answered(.refused)), Told.reads(nil, at: 3)], .managed,
            says: ["was not switched: it was refused", "It said refused."]),
        Row(
            "refused, not read", [(0, Told.sent()), (1, Told.answered(.refused))], .refused,
            says: ["was refused before any effect; the domain was not read since", "type verify"]),
        Row(
            "refused, read before only", [Told.reads(nil, at: -60), (0, Told.sent()), (1, Told.answered(.refused))],
            .refused, says: ["not read since"]),
        Row(
            "federated otherwise", [(0, Told.sent()), Told.reads(Told.otherwise(), at: 30)], .otherwise,
            says: ["IS FEDERATED, but not as planned: the certificate", "rollback"]),
        Row(
            "federated, no configuration", [(0, Told.sent()), Told.reads(Told.unreadable, at: 30)], .unread,
            says: ["IS FEDERATED", "no configuration of it can be read", "verify"]),
        Row(
            "by hand, managed when the commands are over", [(0, Told.sent(until: 600)), Told.reads(nil, at: 601)],
            .notKnown, says: ["Commands for the switch", "not known yet", "the commands work until"]),
        Row(
            "managed after 23 h", [(0, Told.sent()), (1, Told.answered(.unclear)), Told.reads(nil, at: 82_800)],
            .notKnown, says: ["not known yet"]),
        Row(
            "unclear, managed after a day",
            [(0, Told.sent()), (1, Told.answered(.unclear)), Told.reads(nil, at: day + 1)], .managed,
            says: ["is managed: it read so at", "the 24 hours", "are over"]),
        Row(
            "managed four minutes after a day: clocks may differ",
            [(0, Told.sent()), (1, Told.answered(.unclear)), Told.reads(nil, at: 86_640)], .notKnown,
            says: ["not known yet"]),
        Row(
            "managed after a day, and people are handed over",
            [(0, Told.sent()), Told.reads(Told.unreadable, at: day, .signIn), Told.reads(nil, at: day + 1)], .notKnown,
            says: ["are handed over to a provider already", "The sign-in service said federated at"]),
        Row(
            "by hand, managed after a day", [(0, Told.sent(until: 600)), Told.reads(nil, at: day + 1)], .notKnown,
            says: ["not known yet"]),
        Row(
            "managed after a day, by an unknown clock",
            [(0, Told.sent()), Told.reads(nil, at: day + 1, isTimed: false)], .notKnown, says: ["not known yet"]),
        Row(
            "exists, after the same was sent again",
            [
                (0, Told.sent()), (1, Told.answered(.unclear)), Told.reads(nil, at: 601), (700, Told.sent("a2")),
                (701, Told.answered(.exists, "a2")),
            ], .unread, says: ["IS FEDERATED", "a federation exists already", "verify"]),
        Row(
            "exists, and as meant",
            [
                (0, Told.sent()), (1, Told.answered(.unclear)), Told.reads(nil, at: 601), (700, Told.sent("a2")),
                (701, Told.answered(.exists, "a2")), Told.reads(Told.asMeant(), at: 702),
            ], .asMeant, says: ["as planned"]),
        Row(
            "the audit log has it, and it reads managed",
            [(0, Told.sent()), (9, Told.audited("a1", succeeded: true, at: 1)), Told.reads(nil, at: 30)], .notKnown,
            says: ["the audit log has it, done at", "nothing is sent again"]),
        Row(
            "the audit log has it, and somebody's change after it, and it reads managed",
            [
                (0, Told.sent()), (9, Told.audited("a1", succeeded: true, at: 1)),
                (710, Told.audited(nil, succeeded: true, at: 700)), Told.reads(nil, at: 720),
            ], .readsManaged, says: ["by Microsoft's own word", "reads managed since"]),
        Row(
            "the audit log has it, and somebody's change after it, and nobody has read it",
            [
                (0, Told.sent()), (9, Told.audited("a1", succeeded: true, at: 1)),
                (710, Told.audited(nil, succeeded: true, at: 700)),
            ], .unread, says: ["was federated, by Microsoft's own word", "was not read"]),
        Row(
            "the audit log has its failure",
            [(0, Told.sent()), (9, Told.audited("a1", succeeded: false, at: 1)), Told.reads(nil, at: 30)], .managed,
            says: ["was not switched: it was refused"]),
    ]

    static let afterwards: [Row] = [
        Row(
            "as meant, managed within the day", taken + [Told.reads(nil, at: 7_200)], .readsManaged,
            says: ["was federated (read", "or a copy at Microsoft that lags behind"]),
        Row(
            "as meant, managed after a day", taken + [Told.reads(nil, at: day + 31)], .reverted,
            says: ["somebody else has set it back"]),
        Row(
            "set back, by the audit log",
            taken + [Told.reads(nil, at: 7_200), (7_300, Told.audited(nil, succeeded: true, at: 7_000))],
            .readsManaged, says: ["Last switched, by the audit log: eve@else"]),
        Row(
            "as meant again", taken + [Told.reads(nil, at: 60), Told.reads(Told.asMeant(), at: 90)], .asMeant, says: []),
        Row(
            "removal unclear, managed soon",
            taken + [(700, Told.removed()), (701, Told.answered(.unclear, "r1")), Told.reads(nil, at: 730)],
            .removalNotKnown, says: ["The removal of", "not known yet"]),
        Row(
            "removal unclear, managed long after the switch",
            taken + [(90_000, Told.removed()), (90_001, Told.answered(.unclear, "r1")), Told.reads(nil, at: 90_030)],
            .rolledBack, says: ["is managed again"]),
        Row(
            "removal accepted, still federated",
            taken + [
                (700, Told.removed()), (701, Told.answered(.accepted, "r1")), Told.reads(Told.asMeant(), at: 730),
            ], .removalNotKnown, says: ["not known yet"]),
        Row(
            "removal accepted, managed",
            taken + [(700, Told.removed()), (701, Told.answered(.accepted, "r1")), Told.reads(nil, at: 730)],
            .rolledBack, says: ["is managed again: the removal was taken, and it read managed at"]),
        Row(
            "removed, and an old copy answers",
            taken + [
                (700, Told.removed()), (701, Told.answered(.accepted, "r1")), Told.reads(nil, at: 730),
                Told.reads(Told.asMeant(), at: 740),
            ], .rolledBack, says: ["is managed again"]),
        Row(
            "removal refused",
            taken + [
                (700, Told.removed()), (701, Told.answered(.refused, "r1")), Told.reads(Told.asMeant(), at: 730),
            ], .asMeant, says: ["is federated"]),
    ]

    /// Journals of earlier builds: what they concluded proves nothing.
    static let earlier: [Row] = {
        let named = "\"attempt\":\"a1\",\"domain\":\"X.Example\""
        let started = Told.old("cutoverStarted", 1, "{\(named)}")
        let verified = Told.old("cutoverVerified", 1, "{\(named),\"configurationID\":\"c1\"}")
        let failed = Told.old("cutoverFailed", 1, "{\(named),\"outcome\":\"stillManaged\",\"reason\":\"r\"}")
        let removed = Told.old("rollbackStarted", 1, "{\(named)}")
        let rolledBack = Told.old("rolledBack", 1, "{\(named),\"isManaged\":true}")
        return [
            Row("sent", [(0, started)], .notKnown, says: ["not known yet"]),
            Row("said to have failed", [(0, started), (30, failed)], .notKnown, says: ["not known yet"]),
            Row(
                "said to have failed, managed a day later",
                [(0, started), (30, failed), Told.reads(nil, at: day + 1)], .managed, says: ["the 24 hours"]),
            Row("verified", [(0, started), (30, verified)], .asMeant, says: ["is federated"]),
            Row(
                "set back", [(0, started), (30, verified), (600, failed)], .readsManaged, says: ["reads managed since"]),
            Row(
                "rolled back", [(0, started), (30, verified), (900, removed), (930, rolledBack)], .removalNotKnown,
                says: ["not known yet"]),
            Row(
                "rolled back, managed a day later",
                [(0, started), (30, verified), (900, removed), (930, rolledBack), Told.reads(nil, at: day + 901)],
                .rolledBack, says: ["is managed again"]),
            Row(
                "by hand", [(0, Told.old("cutoverStarted", 1, "{\(named),\"byHand\":true}"))], .notKnown,
                says: ["Commands for the switch", "the commands work until"]),
        ]
    }()

    @Test(arguments: switches + afterwards + earlier)
    func saysWhatIsKnown(row: Row) throws {
        let history = try SwitchTold(row.events).history
        #expect(Aftermath.decide(history).kind == row.kind)
        let now = SwitchTold.moment(row.events.last?.0 ?? 0)
        let words = AftermathWords(history, session: "A", cooldown: 600, now: now)
        let all = ([words.headline, words.remedy].compactMap(\.self) + words.grounds).joined(separator: "\n")
        for part in row.says { #expect(all.contains(part), "“\(part)” isn't in:\n\(all)") }
        #expect((words.headline == nil) == (row.kind == .nothingSent))
    }

    /// What an earlier build sent is of unknown content: nothing may follow it before it is known.
    @Test func nothingFollowsAPlanThatIsNotKnown() throws {
        let started = SwitchTold.old("cutoverStarted", 1, "{\"attempt\":\"a1\",\"domain\":\"x.example\"}")
        let history = try SwitchTold([(0, started), SwitchTold.reads(nil, at: 700)]).history
        #expect(!Aftermath.maySendAgain("plan", after: history, cooldown: 600, now: SwitchTold.moment(800)))
        #expect(!Aftermath.maySendAgain(nil, after: history, cooldown: 600, now: SwitchTold.moment(800)))
    }

    @Test func theSameMayFollowOnceTheDomainWasReadAfterIt() throws {
        var told = try SwitchTold([
            SwitchTold.reads(nil, at: -9), (0, SwitchTold.sent()), (30, SwitchTold.answered(.unclear)),
        ])
        let now = SwitchTold.moment(800)
        #expect(!Aftermath.maySendAgain("plan", after: told.history, cooldown: 600, now: now))
        try told.add(700, SwitchTold.reads(nil, at: 700).1)
        #expect(Aftermath.maySendAgain("plan", after: told.history, cooldown: 600, now: now))
        #expect(!Aftermath.maySendAgain("another", after: told.history, cooldown: 600, now: now))
        #expect(told.history.lastSwitch == SwitchTold.moment(30))
    }
}
