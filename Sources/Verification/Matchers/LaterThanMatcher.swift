import Foundation
import Runbook

/// A time after another; a duration counts from now.
enum LaterThanMatcher: Matcher {
    static let name = "later-than"
    static let arguments: [ValueType: [ValueType]] = [.time: [.duration, .time]]

    static func mismatch(_ seen: Value, _ wanted: Value, now: Date) -> String? {
        guard case .time(let time) = seen else { return "isn't a time" }
        let left = Int(time.timeIntervalSince(now))
        let distance = left < 0 ? "\(DurationText.words(left)) ago" : "in \(DurationText.words(left))"
        switch wanted {
        case .duration(let seconds) where left <= seconds:
            return "is \(seen.words) (\(distance)), must be more than \(wanted.words) away"
        case .time(let other) where time <= other: return "is \(seen.words), must be later than \(wanted.words)"
        case .duration, .time: return nil
        default: return "can't be compared"
        }
    }
}
