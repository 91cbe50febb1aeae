import Dispatch

/// A thread for tasks that others must not keep waiting, and that must not keep others waiting: concurrency has only as many
/// threads as the machine has cores. A simulated tenant answers on one, whatever a large comparison or a test's model does
/// meanwhile; tests that compute take turns on others.
public final class SerialThread: TaskExecutor {
    // A serial queue gets a thread whatever else runs; a concurrent one waits for a core, as concurrency's own threads do.
    private let queue: DispatchQueue

    /// - Parameter label: for who looks into the process.
    public init(_ label: String) { queue = DispatchQueue(label: label) }

    /// Runs a job on this thread, after those that wait.
    public func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
