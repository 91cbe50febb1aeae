import Foundation
import PrivateFiles

/// What shows that this process lives, as long as anything here holds on to it.
final class Pen: Sendable {
    /// Names it in the store's rows.
    let token: String
    private let lock: LifeLock

    init(token: String, lock: LifeLock) {
        self.token = token
        self.lock = lock
    }

    // The name goes first: a file that is there without a lock is swept; nobody asks for one that is gone.
    deinit { lock.remove() }
}
