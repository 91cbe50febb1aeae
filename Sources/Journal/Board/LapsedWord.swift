import Foundation
import Runbook
import Text

/// Somebody's word that stood, and counts no more.
public struct LapsedWord: Hashable, Sendable {
    /// Why it counts no more.
    public enum Why: Hashable, Sendable {
        /// It holds for so many seconds.
        case aged(Int)
        /// It was given before a switch, and is about what is true since.
        case beforeSwitch
        /// It was given before a switch that was set back: what was done meanwhile, it knows nothing of.
        case setBack
    }

    public let given: SessionState.Attestation
    public let why: Why

    /// Whether a word has lapsed; nil while it counts.
    /// - Parameter isBehind: whether its item opens with the switch.
    init?(_ given: SessionState.Attestation?, of item: Item, _ state: SessionState, isBehind: Bool, now: Date) {
        guard let given else { return nil }
        if isBehind, let moment = state.moment, moment.attestations[item.id] == given {
            self.init(given: given, why: .beforeSwitch)
        } else if item.asked == .beforeSwitch, LapsedWord.isSetBack(state), state.moment?.attestations[item.id] == given
        {
            self.init(given: given, why: .setBack)
        } else if let limit = item.holdsFor, LapsedWord.isOver(limit, given.stamp.time, now) {
            self.init(given: given, why: .aged(limit))
        } else {
            return nil
        }
    }

    private static func isSetBack(_ state: SessionState) -> Bool {
        switch state.aftermath {
        case .rolledBack, .reverted: true
        default: false
        }
    }

    private init(given: SessionState.Attestation, why: Why) { (self.given, self.why) = (given, why) }

    /// What comes from the future is no fresher than what comes from the past: a clock has jumped.
    static func isOver(_ limit: Int, _ time: Date, _ now: Date) -> Bool {
        abs(now.timeIntervalSince(time)) > Double(limit)
    }

    /// "ida@laptop said so 3 days ago, and that holds for 12 hours."
    public func words(now: Date) -> String {
        let said = "\(given.stamp.by) said so \(Ago.words(given.stamp.time, now: now))"
        return switch why {
        case .aged(let limit): "\(said), and that holds for \(DurationText.words(limit))."
        case .beforeSwitch: "\(said), before the switch; it is about what is true since."
        case .setBack: "\(said), before the domain was switched and set back; look once more."
        }
    }
}
