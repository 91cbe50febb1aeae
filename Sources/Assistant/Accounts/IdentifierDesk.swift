import Foundation
import Reconciliation
import Synchronization
import Verification

/// The last comparison of a conversation, and where in its lists the person is.
final class IdentifierDesk: Sendable {
    struct Kept: Sendable {
        let comparison: Comparison
        let outcome: Comparison.Compared
        let time: Date
    }

    struct Place: Sendable {
        var filter: Reconciliation.Filter
        var last: Entry?
    }

    private let kept = Mutex<Kept?>(nil)
    private let place = Mutex<Place?>(nil)

    var current: Kept? { kept.withLock { $0 } }

    func keep(_ found: Kept) {
        kept.withLock { $0 = found }
        place.withLock { $0 = nil }
    }

    func forget() { kept.withLock { $0 = nil } }

    var reading: Place? {
        get { place.withLock { $0 } }
        set { place.withLock { $0 = newValue } }
    }
}
