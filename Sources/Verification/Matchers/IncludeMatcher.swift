import Foundation
import Runbook

/// A list that holds these, and perhaps others.
enum IncludeMatcher: Matcher {
    static let name = "include"
    static let arguments: [ValueType: [ValueType]] = [.list: [.list]]

    static func match(_ seen: Value, _ wanted: Value, now: Date) -> Match {
        guard case .list(let present) = seen, case .list(let needed) = wanted else { return .kinds(seen, wanted) }
        let missing = needed.filter { !present.contains($0) }
        return Match(
            missing.isEmpty,
            else: "\(Value.list(missing).words) \(missing.count == 1 ? "is" : "are") missing; there: \(seen.words)")
    }
}
