import Synchronization

/// A number that tests that run side by side may add to.
public final class Counter: Sendable {
    private let number = Mutex(0)

    public init() {}

    public var value: Int { number.withLock { $0 } }

    @discardableResult
    public func add(_ amount: Int = 1) -> Int {
        number.withLock {
            $0 += amount
            return $0
        }
    }
}
