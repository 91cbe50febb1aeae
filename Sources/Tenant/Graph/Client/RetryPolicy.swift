import Foundation
import Synchronization

/// When a read is asked again, and after how long.
///
/// Microsoft Graph: "Throttling guidance".
public struct RetryPolicy: Sendable {
    /// How often one read is repeated at most.
    public var repeats = 4
    /// Seconds: a service that asks to wait longer is told to the person at once.
    public var longestWait = 60.0
    /// Seconds that the waits of one evaluation may last together.
    public var budget = 120.0
    /// Seconds before the first repeat, where the service names none; doubled each time.
    public var base = 0.5
    public var sleep: @Sendable (TimeInterval) async throws -> Void = { try await Task.sleep(for: .seconds($0)) }
    /// 0 to 1.
    public var chance: @Sendable () -> Double = { Double.random(in: 0...1) }

    public init() {}

    /// Asks once and no more.
    public static let none: RetryPolicy = {
        var policy = RetryPolicy()
        policy.repeats = 0
        return policy
    }()

    /// Seconds to wait before asking again, or nil if that isn't worth it.
    /// - Parameter attempt: how often it was repeated already.
    func wait(after fault: TenantFault, attempt: Int) -> TimeInterval? {
        guard attempt < repeats else { return nil }
        // A connection that was kept and that the service has closed since: the next one is a new one.
        if attempt == 0, case .transport(.interrupted) = fault { return 0 }
        let named: Int?
        switch fault {
        case .throttled(let seconds): named = seconds
        case .unavailable(let status, _) where [502, 503, 504].contains(status): named = nil
        case .transport(.interrupted), .transport(.unreachable), .transport(.proxyUnreachable): named = nil
        default: return nil
        }
        // Full jitter: many who were refused together don't come back together.
        let wait = named.map(Double.init) ?? base * pow(2, Double(attempt)) * (0.5 + chance() / 2)
        return wait <= longestWait ? wait : nil
    }
}

/// The waits of one evaluation together: it ends, whatever the services ask for.
public final class Patience: Sendable {
    private let budget: TimeInterval
    private let now: @Sendable () -> Date
    private let deadline = Mutex<Date?>(nil)

    init(_ policy: RetryPolicy, now: @escaping @Sendable () -> Date) {
        budget = policy.budget
        self.now = now
    }

    /// For what may not wait at all: between a decision and its write nothing is waited for.
    init() {
        budget = 0
        now = { Date() }
    }

    /// Whether there is time for a wait. The time begins to run with the first wait. Where nothing may be waited for, asking
    /// again at once is no wait: a connection that the service closed meanwhile costs a read no more than a new one.
    func allows(_ seconds: TimeInterval) -> Bool {
        if budget == 0 { return seconds == 0 }
        return deadline.withLock { deadline in
            let end = deadline ?? now().addingTimeInterval(budget)
            deadline = end
            return now().addingTimeInterval(seconds) <= end
        }
    }
}

/// A wait that a person should know of.
public struct Waiting: Sendable {
    public let seconds: TimeInterval
    public let reason: String
}
