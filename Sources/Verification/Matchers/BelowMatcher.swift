import Foundation
import Runbook

/// A domain's name, or one below it.
enum BelowMatcher: Matcher {
    static let name = "below"
    static let arguments: [ValueType: [ValueType]] = [.text: [.text]]

    static func match(_ seen: Value, _ wanted: Value, now: Date) -> Match {
        guard case .text(let name) = seen, case .text(let top) = wanted else { return .kinds(seen, wanted) }
        return Match(
            name == top || name.hasSuffix("." + top), else: "is \(seen.words), must be \(wanted.words) or below it")
    }
}
