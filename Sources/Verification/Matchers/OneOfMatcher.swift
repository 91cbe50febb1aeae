import Foundation
import Runbook

/// One of several texts.
enum OneOfMatcher: Matcher {
    static let name = "one-of"
    static let arguments: [ValueType: [ValueType]] = [.text: [.list]]

    static func match(_ seen: Value, _ wanted: Value, now: Date) -> Match {
        guard case .text(let text) = seen, case .list(let choices) = wanted else { return .kinds(seen, wanted) }
        return Match(choices.contains(text), else: "is \(seen.words), must be one of \(wanted.words)")
    }
}
