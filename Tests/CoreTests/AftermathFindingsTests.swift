import Foundation
import TestSupport
import Testing

@testable import Journal

/// Histories in which something false was said, or the lock opened, each as short as it can be: found by
/// `AftermathModelTests` but where it says otherwise.
@Suite(.computing) struct AftermathFindingsTests {
    private typealias Told = SwitchTold
    private static let day = SwitchTold.day

    private func kind(_ events: [(TimeInterval, any EventPayload)]) throws -> Aftermath.Kind {
        Aftermath.decide(try Told(events).history).kind
    }

    private func said(_ events: [(TimeInterval, any EventPayload)]) throws -> AftermathWords {
        AftermathWords(
            try Told(events).history, session: "A", cooldown: 600, now: Told.moment(events.last?.0 ?? 0))
    }

    /// A federation that was read by a clock a day behind isn't a day old: a copy that lags behind may still answer.
    @Test func aWrongClockMakesNoFederationOld() throws {
        let federated = Told.reads(Told.asMeant(), at: -108_000, isTimed: false).1
        let events = [(0, Told.sent()), (1, Told.answered(.accepted)), (30, federated), Told.reads(nil, at: 60)]
        #expect(try kind(events) == .readsManaged)
    }

    /// A reading before the switch by a clock hours ahead isn't one after it.
    @Test func aWrongClockPutsNoReadingAfterTheSwitch() throws {
        let managed = Told.reads(nil, at: 18_000, isTimed: false).1
        #expect(try kind([(-60, managed), (0, Told.sent()), (1, Told.answered(.refused))]) == .refused)
        let history = try Told([(-60, managed), (0, Told.sent()), (1, Told.answered(.unclear))]).history
        #expect(!Aftermath.maySendAgain("plan", after: history, cooldown: 600, now: Told.moment(700)))
    }

    /// … nor after the commands that somebody may still run. Found by thinking, as are those below that say so.
    @Test func aWrongClockPutsNoReadingAfterTheCommands() throws {
        let managed = Told.reads(nil, at: 18_000, isTimed: false).1
        let history = try Told([(0, Told.sent(until: 600)), (5, managed)]).history
        #expect(!Aftermath.maySendAgain("plan", after: history, cooldown: 600, now: Told.moment(1_300)))
    }

    /// … and no commands hours into the past: the time between two counts from when they could last be run.
    @Test func aWrongClockForgetsNoTimeBetweenTwo() throws {
        let federated = Told.reads(Told.asMeant(), at: -18_000, isTimed: false).1
        let history = try Told([(0, Told.sent(until: 600)), (30, federated)]).history
        #expect(history.lastSwitch ?? .distantPast >= Told.moment(0))
    }

    /// It was set back for certain, and another plan was sent. A federation without a readable configuration may be
    /// that plan's: a copy that lags behind mustn't make the old one's end certain for the new one.
    @Test func aSecondSwitchIsNotSetBackWithTheFirst() throws {
        let events = [
            (0, Told.sent()), Told.reads(Told.asMeant(), at: 30), Told.reads(nil, at: Self.day + 31),
            (Self.day + 700, Told.sent("a2", content: "another")), Told.reads(Told.unreadable, at: Self.day + 710),
            Told.reads(nil, at: Self.day + 720),
        ]
        #expect([.notKnown, .readsManaged].contains(try kind(events)))
    }

    /// What can't be read may be somebody else's: once that is removed, ours may still come.
    @Test func aFederationThatCannotBeReadSettlesNoSwitch() throws {
        let events = [
            (0, Told.sent()), (1, Told.answered(.unclear)), Told.reads(Told.unreadable, at: 700),
            Told.reads(Told.otherwise("f1", isOurs: false), at: 710), (800, Told.removed("r1", "f1")),
            (801, Told.answered(.accepted, "r1")), Told.reads(nil, at: 830),
        ]
        #expect(try kind(events) == .notKnown)
    }

    /// … and so may what a second sending met.
    @Test func aConfigurationThatExistsSettlesNoEarlierSwitch() throws {
        let events = [
            (0, Told.sent()), (1, Told.answered(.unclear)), Told.reads(nil, at: 610), (700, Told.sent("a2")),
            (701, Told.answered(.exists, "a2")), Told.reads(Told.otherwise("f1", isOurs: false), at: 710),
            (800, Told.removed("r1", "f1")), (801, Told.answered(.accepted, "r1")), Told.reads(nil, at: 830),
        ]
        #expect(try kind(events) == .notKnown)
    }

    /// A removal that found nothing removed nothing: what we made may stand, and a copy that lags behind say managed.
    @Test func aRemovalOfWhatIsGoneTakesNothingBack() throws {
        let events = [
            (0, Told.sent()), Told.reads(Told.asMeant("c2"), at: 30),
            Told.reads(Told.otherwise("c1", isOurs: false), at: 700),
            (701, Told.removed("r1", "c1")), (702, Told.answered(.gone, "r1")), Told.reads(nil, at: 730),
        ]
        #expect(try kind(events) != .rolledBack)
    }

    /// Another configuration may be an older one, from a copy that lags behind: the removal isn't done by that, and
    /// what it was to remove is still looked for.
    @Test func anOlderConfigurationSettlesNoRemoval() throws {
        let events = [
            (0, Told.sent()), Told.reads(Told.asMeant("c2"), at: 30), (700, Told.removed("r1", "c2")),
            (730, Told.answered(.unclear, "r1")), Told.reads(Told.otherwise("c1", isOurs: false), at: 740),
        ]
        #expect(try kind(events) == .removalNotKnown)
        let history = try Told(events + [Told.reads(Told.asMeant("c2"), at: Self.day + 731)]).history
        #expect(Aftermath.decide(history).kind == .asMeant, "what stands was taken for gone")
    }

    /// Commands that may have been run in their last second show for a day after that. Found by thinking.
    @Test func commandsHaveADayFromTheirEnd() throws {
        let events = [
            (0, Told.sent(until: 600)), Told.reads(Told.asMeant(), at: 5), Told.reads(nil, at: 610),
            Told.reads(nil, at: 5 + 300 + 86_400 + 1),
        ]
        #expect(try kind(events) == .readsManaged)
    }

    /// What the service took was a switch, whoever set it back before anybody looked. Found by thinking.
    @Test(arguments: [true, false])
    func whatWasTakenIsNotSaidNeverToHaveBeen(isAudited: Bool) throws {
        let proof = isAudited ? Told.audited("a1", succeeded: true, at: 1) : Told.answered(.accepted)
        let words = try said([(0, Told.sent()), (9, proof), Told.reads(nil, at: Self.day + 10)])
        #expect(words.headline?.contains("was not switched") == false)
    }

    /// A session with another plan reads first: what it doesn't know for ours was answered all the same. Found by thinking.
    @Test func whatWasAnsweredIsNotSaidToBeUnanswered() throws {
        let words = try said([
            (0, Told.sent()), (1, Told.answered(.accepted)), Told.reads(Told.otherwise(isOurs: false), at: 30),
            Told.reads(Told.asMeant(), at: 60),
        ])
        #expect(!words.grounds.contains { $0.contains("was never answered") })
    }

    /// The second removal was taken and the domain reads managed: nothing of the first is left to wait for.
    @Test func aRemovalThatWasTakenEndsTheDoubtOfAnEarlierOneOfTheSame() throws {
        let events = [
            (0, Told.sent()), Told.reads(Told.asMeant(), at: 30), (700, Told.removed("r1")),
            (701, Told.answered(.unclear, "r1")), Told.reads(Told.asMeant(), at: 730), (1_400, Told.removed("r2")),
            (1_401, Told.answered(.accepted, "r2")), Told.reads(nil, at: 1_430),
        ]
        #expect(try kind(events) == .rolledBack)
    }
    /// A request that arrived twice has two entries: the second one's failure doesn't undo the first. Found by thinking.
    @Test func theAuditLogsFailureOfASecondArrivalRefusesNothing() throws {
        let events = [
            (0, Told.sent()), (9, Told.audited("a1", succeeded: true, at: 1)),
            (9, Told.audited("a1", succeeded: false, at: 2)), Told.reads(nil, at: 30),
        ]
        #expect(try kind(events) == .notKnown)
    }

    /// What exists was switched by somebody, no later than the answer that says so: perhaps by this very request, which
    /// arrived twice. Found by thinking.
    @Test func whatExistsCountsForTheTimeBetweenTwo() throws {
        let history = try Told([(0, Told.sent()), (30, Told.answered(.exists))]).history
        #expect(history.lastSwitch ?? .distantPast >= Told.moment(0))
    }
}
