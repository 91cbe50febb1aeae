import Foundation
import Testing

/// For tests that compute for long without waiting: they take turns on a thread of their own.
///
/// Concurrency has as many threads as the machine has cores. Models that keep all of them busy for twenty seconds keep
/// the servers of other tests from answering for twenty seconds, and these fail for it.
public struct Computing: SuiteTrait, TestTrait, TestScoping {
    private final class Turns: TaskExecutor {
        static let shared = Turns()
        private let queue = DispatchQueue(label: "tests that compute")

        func enqueue(_ job: consuming ExecutorJob) {
            let job = UnownedJob(job)
            queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
        }
    }

    public var isRecursive: Bool { true }

    public func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        try await withTaskExecutorPreference(Turns.shared) { try await function() }
    }
}

extension Trait where Self == Computing {
    /// See `Computing`.
    public static var computing: Self { Self() }
}
