import Foundation
import Runbook
import Text

/// A time after another; a duration counts from now.
enum LaterThanMatcher: Matcher {
    static let name = "later-than"
    static let arguments: [ValueType: [ValueType]] = [.time: [.duration, .time]]

    static func match(_ seen: Value, _ wanted: Value, now: Date) -> Match {
        guard case .time(let time) = seen else { return .kinds(seen, wanted) }
        guard let left = Int(exactly: time.timeIntervalSince(now).rounded(.towardZero)) else {
            return .incomparable("lies beyond all calendars")
        }
        let distance = left < 0 ? "\(DurationText.past(left)) ago" : "in \(DurationText.words(left))"
        return switch wanted {
        case .duration(let seconds):
            Match(
                left > seconds, else: "is \(seen.words) (\(distance)), must be more than \(wanted.words) away")
        case .time(let other):
            Match(time > other, else: "is \(seen.words), must be later than \(wanted.words)")
        default: .kinds(seen, wanted)
        }
    }
}
