import Foundation
import Synchronization

/// The simulated tenant's state behind its log: one request at a time.
actor Directory {
    typealias Work = @Sendable (inout Transaction) throws(ServiceError) -> Reply

    /// How many changes stale reads can look back over.
    private static let memory = 500

    private(set) var state: TenantState
    private let log: ChangeLog?
    private let now: @Sendable () -> Date
    /// Earlier worlds, oldest first, for reads that lag behind; kept only from when somebody asks for them.
    private var history: [(until: Date, state: TenantState)]?
    /// Whether anything is still to show: asked before every request.
    private nonisolated let isAwaiting: Atomic<Bool>

    /// - Parameter log: nil keeps changes in memory only.
    init(state: TenantState, log: sending ChangeLog?, now: @escaping @Sendable () -> Date = { Date() }) {
        self.state = state
        self.log = log
        self.now = now
        isAwaiting = Atomic(state[.lateChanges].count > 0)
    }

    nonisolated var hasLateChanges: Bool { isAwaiting.load(ordering: .acquiring) }

    /// Keeps what was, from now on, for stale reads.
    func keepHistory() { if history == nil { history = [] } }

    /// Answers from the world as it was; changes nothing.
    func performStale(lag: TimeInterval, _ work: Work) throws(ServiceError) -> Reply {
        let moment = now().addingTimeInterval(-lag)
        var transaction = Transaction(history?.first { $0.until > moment }?.state ?? state)
        return try work(&transaction)
    }

    /// Runs one request. Its changes are on the disk before anybody hears of them.
    func perform(_ work: Work) throws(ServiceError) -> Reply { try run(work) }

    private func run(_ work: (inout Transaction) throws(ServiceError) -> Reply) throws(ServiceError) -> Reply {
        // The only reference to the state moves into the transaction, so that changes are made in place.
        var transaction = Transaction(state)
        let before = history == nil ? nil : state
        state = TenantState.none
        defer { state = transaction.state }
        do throws(ServiceError) {
            let reply = try work(&transaction)
            if !transaction.changes.isEmpty {
                do {
                    try log?.append(transaction.changes)
                } catch is ChangeLog.NotAlone {
                    throw ServiceError(409, "Conflict", "Another program has taken over this simulated tenant.")
                } catch {
                    throw ServiceError(500, "InternalServerError", "The simulated tenant can't write its file.")
                }
                isAwaiting.store(transaction[.lateChanges].count > 0, ordering: .releasing)
                if let before {
                    history?.append((now(), before))
                    if (history?.count ?? 0) > Directory.memory { history?.removeFirst() }
                }
            }
            return reply
        } catch {
            transaction.rollBack()
            throw error
        }
    }

    /// Runs a request of a service with errors of its own kind.
    func settle<Failure: Error>(_ work: @Sendable (inout Transaction) -> Result<Reply, Failure>) -> Result<
        Reply, Failure
    > {
        var outcome: Result<Reply, Failure>?
        do throws(ServiceError) {
            _ = try run { (transaction) throws(ServiceError) in
                let result = work(&transaction)
                outcome = result
                if case .failure = result { throw ServiceError.denied }
                return .noContent
            }
        } catch {
            // The failure is in `outcome`; a file that can't be written is not, and may not read as success.
            if case .success = outcome { return .success(Reply(status: 500, json: nil)) }
        }
        return outcome ?? .success(Reply(status: 500, json: nil))
    }

    /// Keeps how far a fault has gone, so that a rehearsal that goes on doesn't meet it again.
    func note(_ armed: FaultProgram.Armed) {
        change { tenant in
            var record = tenant[.faults][armed.fault.id] ?? [:]
            for (key, value) in armed.record.members { record[key] = value }
            tenant.put(record, in: .faults, id: armed.fault.id)
        }
    }

    /// Changes the world outside any request: what surprises, the trainer and the clock do.
    func change(_ work: @Sendable (inout Transaction) -> Void) {
        // Can't fail: nothing in it throws, and a log that can't be written is told to the next request.
        _ = try? run { (transaction) throws(ServiceError) in
            work(&transaction)
            return .noContent
        }
    }
}

extension TenantState {
    /// A placeholder while the real state is being changed.
    fileprivate static let none = TenantState()
}
