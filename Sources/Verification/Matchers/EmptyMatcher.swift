import Foundation
import Runbook

/// Nothing in it (`empty: true`), or something (`empty: false`).
enum EmptyMatcher: Matcher {
    static let name = "empty"
    static let arguments: [ValueType: [ValueType]] = [.list: [.boolean], .text: [.boolean]]

    static func mismatch(_ seen: Value, _ wanted: Value, now: Date) -> String? {
        let isEmpty =
            switch seen {
            case .list(let values): values.isEmpty
            case .text(let text): text.isEmpty
            default: false
            }
        if case .boolean(isEmpty) = wanted { return nil }
        return isEmpty ? "must not be empty" : "must be empty; there: \(seen.words)"
    }
}
