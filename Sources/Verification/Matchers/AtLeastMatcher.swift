import Foundation
import Runbook

/// A number, or a length of time, that is no smaller.
enum AtLeastMatcher: Matcher {
    static let name = "at-least"
    static let arguments: [ValueType: [ValueType]] = [.number: [.number], .duration: [.duration]]

    static func mismatch(_ seen: Value, _ wanted: Value, now: Date) -> String? {
        switch (seen, wanted) {
        case (.number(let value), .number(let least)) where value >= least: nil
        case (.duration(let value), .duration(let least)) where value >= least: nil
        default: "is \(seen.words), must be at least \(wanted.words)"
        }
    }
}
