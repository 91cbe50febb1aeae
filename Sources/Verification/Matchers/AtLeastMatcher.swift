import Foundation
import Runbook

/// A number, or a length of time, that is no smaller.
enum AtLeastMatcher: Matcher {
    static let name = "at-least"
    static let arguments: [ValueType: [ValueType]] = [.number: [.number], .duration: [.duration]]

    static func match(_ seen: Value, _ wanted: Value, now: Date) -> Match {
        let words = "is \(seen.words), must be at least \(wanted.words)"
        return switch (seen, wanted) {
        case (.number(let value), .number(let limit)), (.duration(let value), .duration(let limit)):
            Match(value >= limit, else: words)
        default: .kinds(seen, wanted)
        }
    }
}
