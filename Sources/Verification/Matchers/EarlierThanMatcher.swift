import Foundation
import Runbook

/// A time before another; a duration counts from now.
enum EarlierThanMatcher: Matcher {
    static let name = "earlier-than"
    static let arguments: [ValueType: [ValueType]] = [.time: [.duration, .time]]

    static func match(_ seen: Value, _ wanted: Value, now: Date) -> Match {
        guard case .time(let time) = seen else { return .kinds(seen, wanted) }
        return switch wanted {
        case .duration(let seconds):
            Match(
                time.timeIntervalSince(now) < Double(seconds),
                else: "is \(seen.words), must be less than \(wanted.words) away")
        case .time(let other):
            Match(time < other, else: "is \(seen.words), must be earlier than \(wanted.words)")
        default: .kinds(seen, wanted)
        }
    }
}
