import Foundation
import TestSupport
import Testing

/// The model can fail: a Lockstep that has one of its rules broken is found out.
@Suite(.computing) struct AftermathMutantTests {
    private static let histories = 6_000

    @Test(arguments: SwitchMutant.allCases)
    func aBrokenRuleIsFoundOut(mutant: SwitchMutant) throws {
        var caught: String?
        var number = 0
        while caught == nil, number < Self.histories {
            let letters = SwitchHistories.random(UInt64(number), mutant.bounds)
            number += 1
            guard let wrong = try SwitchHistories.violation(letters, mutant) else { continue }
            // Only what goes well where the rule isn't broken shows that the rule matters.
            let small = try SwitchHistories.minimized(letters, like: wrong, mutant)
            if try SwitchHistories.violation(small) == nil { caught = wrong }
        }
        #expect(caught != nil, "\(mutant) isn't found out in \(Self.histories) histories")
    }
}

extension SwitchMutant {
    /// Where it shows soonest.
    var bounds: SwitchBounds {
        var bounds = SwitchBounds.calm
        bounds.leapsClocks = self == .wrongClockProves
        return bounds
    }
}
