import Foundation
import Runbook

/// The value itself; what a plain value in `expect` means.
enum EqualsMatcher: Matcher {
    static let name = "equals"
    static let arguments: [ValueType: [ValueType]] = [
        .boolean: [.boolean], .number: [.number], .text: [.text],
    ]

    static func match(_ seen: Value, _ wanted: Value, now: Date) -> Match {
        guard seen.type == wanted.type, arguments[seen.type] != nil else { return .kinds(seen, wanted) }
        return Match(seen == wanted, else: "is \(seen.words), must be \(wanted.words)")
    }
}
