import Foundation
import Journal
import TestSupport
import Testing

/// What is said of a switch, against the truth: histories of a service, of sessions and of other hands, had by chance.
/// In every one of them the truth is known, and nothing may be said or opened against it.
///
/// `LOCKSTEP_MODEL_SEED=17` follows one history and tells it; `LOCKSTEP_MODEL_HISTORIES=5000` follows so many.
@Suite(.computing) struct AftermathModelTests {
    private static let shards = 8

    @Test(arguments: 0..<shards)
    func nothingFalseIsSaidAndNothingIsOpenedWrongly(shard: Int) throws {
        if let seed = Effort.modelSeed {
            if shard == 0 { try follow(seed, isTold: true) }
            return
        }
        var failed = 0
        for seed in stride(from: shard, to: Effort.histories, by: Self.shards) {
            if try !follow(UInt64(seed), isTold: false) { failed += 1 }
            // Every shard tells of three at most.
            if failed == 3 { return }
        }
    }

    @discardableResult
    private func follow(_ seed: UInt64, isTold: Bool) throws -> Bool {
        let letters = SwitchHistories.random(seed, SwitchBounds(seed: seed))
        if isTold { print(try SwitchHistories.told(letters)) }
        guard let wrong = try SwitchHistories.violation(letters) else { return true }
        let small = try SwitchHistories.minimized(letters, like: wrong)
        Issue.record(
            "LOCKSTEP_MODEL_SEED=\(seed): \(wrong)\nThe shortest like it:\n\(try SwitchHistories.told(small))")
        return false
    }

    /// So that a model in which nothing happens can't pass.
    @Test func everythingIsReached() throws {
        var reached: Set<Aftermath.Kind> = []
        var again = 0
        for seed in 0..<300 as Range<UInt64> {
            var people = try SwitchPeople()
            for letter in SwitchHistories.random(seed, SwitchBounds(seed: seed)) {
                _ = try people.follow(letter)
                for history in people.histories {
                    reached.insert(Aftermath.decide(history).kind)
                    if history.openSwitches.count > 1 { again += 1 }
                }
            }
        }
        let all: Set<Aftermath.Kind> = [
            .nothingSent, .notKnown, .removalNotKnown, .asMeant, .otherwise, .unread, .managed, .refused, .rolledBack,
            .reverted, .readsManaged,
        ]
        #expect(reached == all, "missing: \(all.subtracting(reached))")
        #expect(again > 20, "nothing was ever sent again")
    }
}
