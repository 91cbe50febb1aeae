import Journal
import Runbook
import Synchronization
import Verification

/// Runbooks that were read by this process: a command needs the same one several times, and reading takes most of its start.
enum LoadedRunbooks {
    private struct Reading: Hashable {
        let hash: String
        let isKept: Bool
    }

    private static let known = Mutex<[Reading: Runbook]>([:])

    /// - Parameter isKept: as `RunbookLoader.load` has it.
    static func load(_ source: RunbookSource, isKept: Bool = false) throws -> Runbook {
        let reading = Reading(hash: source.hash, isKept: isKept)
        if let runbook = known.withLock({ $0[reading] }) { return runbook }
        // What passes the strict reading is the same when it is kept: most sessions keep the very runbook that comes with
        // Lockstep, and that is needed too.
        let strict = isKept ? try? load(source) : nil
        let runbook = try strict ?? RunbookLoader.load(source, vocabulary: Registry.vocabulary, isKept: isKept)
        known.withLock { $0[reading] = runbook }
        return runbook
    }
}
