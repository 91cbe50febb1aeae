import Foundation
import Runbook

/// A number, or a length of time, that is no larger.
enum AtMostMatcher: Matcher {
    static let name = "at-most"
    static let arguments: [ValueType: [ValueType]] = [.number: [.number], .duration: [.duration]]

    static func match(_ seen: Value, _ wanted: Value, now: Date) -> Match {
        let words = "is \(seen.words), must be at most \(wanted.words)"
        return switch (seen, wanted) {
        case (.number(let value), .number(let limit)), (.duration(let value), .duration(let limit)):
            Match(value <= limit, else: words)
        default: .kinds(seen, wanted)
        }
    }
}
