import Foundation
import Runbook

/// There at all (`exists: true`), or not (`exists: false`). An empty text isn't there.
enum ExistsMatcher: Matcher {
    static let name = "exists"
    static let arguments: [ValueType: [ValueType]] = [.time: [.boolean], .text: [.boolean]]

    static func match(_ seen: Value, _ wanted: Value, now: Date) -> Match {
        let exists: Bool
        switch seen {
        case .time: exists = true
        case .text(let text): exists = !text.isEmpty
        default: return .kinds(seen, wanted)
        }
        guard case .boolean(let mustExist) = wanted else { return .kinds(seen, wanted) }
        return Match(
            exists == mustExist, else: exists ? "is \(seen.words), must not be there" : "must be there")
    }

    static func isMetByAbsence(_ wanted: Value) -> Bool { wanted == .boolean(false) }
}
