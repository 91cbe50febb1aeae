import Foundation
import Runbook

/// A number, or a length of time, that is no larger.
enum AtMostMatcher: Matcher {
    static let name = "at-most"
    static let arguments: [ValueType: [ValueType]] = [.number: [.number], .duration: [.duration]]

    static func mismatch(_ seen: Value, _ wanted: Value, now: Date) -> String? {
        switch (seen, wanted) {
        case (.number(let value), .number(let most)) where value <= most: nil
        case (.duration(let value), .duration(let most)) where value <= most: nil
        default: "is \(seen.words), must be at most \(wanted.words)"
        }
    }
}
