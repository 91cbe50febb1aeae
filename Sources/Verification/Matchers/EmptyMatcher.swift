import Foundation
import Runbook

/// Nothing in it (`empty: true`), or something (`empty: false`).
enum EmptyMatcher: Matcher {
    static let name = "empty"
    static let arguments: [ValueType: [ValueType]] = [.list: [.boolean], .text: [.boolean]]

    static func match(_ seen: Value, _ wanted: Value, now: Date) -> Match {
        let isEmpty: Bool
        switch seen {
        case .list(let values): isEmpty = values.isEmpty
        case .text(let text): isEmpty = text.isEmpty
        default: return .kinds(seen, wanted)
        }
        guard case .boolean(let mustBeEmpty) = wanted else { return .kinds(seen, wanted) }
        return Match(
            isEmpty == mustBeEmpty, else: isEmpty ? "must not be empty" : "must be empty; there: \(seen.words)")
    }
}
