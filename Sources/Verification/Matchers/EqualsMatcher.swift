import Foundation
import Runbook

/// The value itself; what a plain value in `expect` means.
enum EqualsMatcher: Matcher {
    static let name = "equals"
    static let arguments: [ValueType: [ValueType]] = [
        .boolean: [.boolean], .number: [.number], .text: [.text],
    ]

    static func mismatch(_ seen: Value, _ wanted: Value, now: Date) -> String? {
        seen == wanted ? nil : "is \(seen.words), must be \(wanted.words)"
    }
}
