import Foundation
import Runbook

/// A list that holds these and no others, in any order.
enum ExactlyMatcher: Matcher {
    static let name = "exactly"
    static let arguments: [ValueType: [ValueType]] = [.list: [.list]]

    static func mismatch(_ seen: Value, _ wanted: Value, now: Date) -> String? {
        guard case .list(let present) = seen, case .list(let needed) = wanted else { return "isn't a list" }
        return present.sorted() == needed.sorted() ? nil : "must be exactly \(wanted.words); there: \(seen.words)"
    }
}
