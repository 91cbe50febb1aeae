import Foundation
import Runbook

/// One of several texts.
enum OneOfMatcher: Matcher {
    static let name = "one-of"
    static let arguments: [ValueType: [ValueType]] = [.text: [.list]]

    static func mismatch(_ seen: Value, _ wanted: Value, now: Date) -> String? {
        guard case .text(let text) = seen, case .list(let choices) = wanted, choices.contains(text) else {
            return "is \(seen.words), must be one of \(wanted.words)"
        }
        return nil
    }
}
