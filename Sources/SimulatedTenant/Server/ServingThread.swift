import Dispatch

/// Where a simulated tenant answers: a thread of its own. Whoever keeps concurrency's few threads busy, with a large
/// comparison or a test's model, keeps no client waiting until it gives up.
final class ServingThread: TaskExecutor {
    // A serial queue gets a thread whatever else runs; a concurrent one waits for a core, as concurrency's own threads do.
    private let queue = DispatchQueue(label: "lockstep.simulated-tenant")

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
