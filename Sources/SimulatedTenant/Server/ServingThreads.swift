import Dispatch

/// Where the simulated tenant answers: threads of its own. Whoever keeps concurrency's few threads busy, with a large
/// comparison or a test's model, keeps no client waiting until it gives up.
final class ServingThreads: TaskExecutor {
    static let shared = ServingThreads()
    private let queue = DispatchQueue(label: "lockstep.simulated-tenant", attributes: .concurrent)

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
