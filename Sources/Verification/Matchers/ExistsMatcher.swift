import Foundation
import Runbook

/// There at all (`exists: true`), or not (`exists: false`). An empty text isn't there.
enum ExistsMatcher: Matcher {
    static let name = "exists"
    static let arguments: [ValueType: [ValueType]] = [.time: [.boolean], .text: [.boolean]]

    static func mismatch(_ seen: Value, _ wanted: Value, now: Date) -> String? {
        let exists = seen != .text("")
        if case .boolean(exists) = wanted { return nil }
        return exists ? "is \(seen.words), must not be there" : "must be there"
    }

    static func isMetByAbsence(_ wanted: Value) -> Bool { wanted == .boolean(false) }
}
