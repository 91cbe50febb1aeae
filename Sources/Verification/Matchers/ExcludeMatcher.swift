import Foundation
import Runbook

/// A list that holds none of these.
enum ExcludeMatcher: Matcher {
    static let name = "exclude"
    static let arguments: [ValueType: [ValueType]] = [.list: [.list]]

    static func mismatch(_ seen: Value, _ wanted: Value, now: Date) -> String? {
        guard case .list(let present) = seen, case .list(let unwanted) = wanted else { return "isn't a list" }
        let there = unwanted.filter(present.contains)
        return there.isEmpty ? nil : "\(Value.list(there).words) must not be there"
    }
}
