import Foundation

/// Runs work that waits on a thread of its own: a test that blocks one of concurrency's few threads would keep the
/// servers of others from answering.
public func blocking<T: Sendable>(_ work: @escaping @Sendable () throws -> T) async throws -> T {
    try await withCheckedThrowingContinuation { continuation in
        Thread { continuation.resume(with: Result { try work() }) }.start()
    }
}
