import Foundation
import Runbook

/// A list that holds these and no others, in any order.
enum ExactlyMatcher: Matcher {
    static let name = "exactly"
    static let arguments: [ValueType: [ValueType]] = [.list: [.list]]

    static func match(_ seen: Value, _ wanted: Value, now: Date) -> Match {
        guard case .list(let present) = seen, case .list(let needed) = wanted else { return .kinds(seen, wanted) }
        return Match(
            present.sorted() == needed.sorted(), else: "must be exactly \(wanted.words); there: \(seen.words)")
    }
}
