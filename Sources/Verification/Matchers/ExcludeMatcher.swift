import Foundation
import Runbook

/// A list that holds none of these.
enum ExcludeMatcher: Matcher {
    static let name = "exclude"
    static let arguments: [ValueType: [ValueType]] = [.list: [.list]]

    static func match(_ seen: Value, _ wanted: Value, now: Date) -> Match {
        guard case .list(let present) = seen, case .list(let unwanted) = wanted else { return .kinds(seen, wanted) }
        let there = unwanted.filter(present.contains)
        return Match(there.isEmpty, else: "\(Value.list(there).words) must not be there")
    }
}
