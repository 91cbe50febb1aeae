import Foundation
import Reconciliation
import Runbook

/// A text of a shape: `*` stands for anything, `?` for one character, and the whole must fit. No regular expressions:
/// a shape can't be wrong, and none takes for ever on what a tenant holds.
enum MatchesMatcher: Matcher {
    static let name = "matches"
    static let arguments: [ValueType: [ValueType]] = [.text: [.text]]

    static func match(_ seen: Value, _ wanted: Value, now: Date) -> Match {
        guard case .text(let text) = seen, case .text(let shape) = wanted else { return .kinds(seen, wanted) }
        return Match(Shape.matches(text, shape), else: "is \(seen.words), must look like \(wanted.words)")
    }
}
