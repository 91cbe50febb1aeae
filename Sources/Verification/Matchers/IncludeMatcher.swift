import Foundation
import Runbook

/// A list that holds these, and perhaps others.
enum IncludeMatcher: Matcher {
    static let name = "include"
    static let arguments: [ValueType: [ValueType]] = [.list: [.list]]

    static func mismatch(_ seen: Value, _ wanted: Value, now: Date) -> String? {
        guard case .list(let present) = seen, case .list(let needed) = wanted else { return "isn't a list" }
        let missing = needed.filter { !present.contains($0) }
        if missing.isEmpty { return nil }
        return "\(Value.list(missing).words) \(missing.count == 1 ? "is" : "are") missing; there: \(seen.words)"
    }
}
