import Foundation
import Runbook

/// A time before another; a duration counts from now.
enum EarlierThanMatcher: Matcher {
    static let name = "earlier-than"
    static let arguments: [ValueType: [ValueType]] = [.time: [.duration, .time]]

    static func mismatch(_ seen: Value, _ wanted: Value, now: Date) -> String? {
        guard case .time(let time) = seen else { return "isn't a time" }
        switch wanted {
        case .duration(let seconds) where time.timeIntervalSince(now) >= Double(seconds):
            return "is \(seen.words), must be less than \(wanted.words) away"
        case .time(let other) where time >= other: return "is \(seen.words), must be earlier than \(wanted.words)"
        case .duration, .time: return nil
        default: return "can't be compared"
        }
    }
}
