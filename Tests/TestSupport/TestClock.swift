import Foundation
import Synchronization

/// A clock that goes when it is told to.
public final class TestClock: Sendable {
    private let time: Mutex<Date>

    public init(_ start: Date = Date()) { time = Mutex(start) }

    public var now: Date { time.withLock { $0 } }

    public func advance(_ seconds: TimeInterval) { time.withLock { $0 += seconds } }
}
