import SimulatedTenant
import Testing

/// For tests that compute for long without waiting: they take turns on threads of their own.
///
/// Concurrency has as many threads as the machine has cores. Models that keep all of them busy for twenty seconds keep
/// the servers of other tests from answering for twenty seconds, and these fail for it.
public struct Computing: SuiteTrait, TestTrait, TestScoping {
    /// Two, so that what is short doesn't wait for all that is long.
    private static let lanes = [SerialThread("tests that compute 1"), SerialThread("tests that compute 2")]
    private static let turn = Counter()

    public var isRecursive: Bool { true }

    public func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        let lane = Self.lanes[Self.turn.add() % Self.lanes.count]
        try await withTaskExecutorPreference(lane) { try await function() }
    }
}

extension Trait where Self == Computing {
    /// See `Computing`.
    public static var computing: Self { Self() }
}
