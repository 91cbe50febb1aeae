import Foundation

/// The simulated tenant's state behind its log: one request at a time.
actor Directory {
    private(set) var state: TenantState
    private let log: ChangeLog?
    private var remembered: TenantState?

    /// - Parameter log: nil keeps changes in memory only.
    init(state: TenantState, log: sending ChangeLog?) {
        self.state = state
        self.log = log
    }

    /// Keeps things as they are now for stale reads.
    func remember() { remembered = state }

    /// Answers from what was remembered; changes nothing.
    func performStale(_ work: @Sendable (inout Transaction) throws(ServiceError) -> Reply) throws(ServiceError) -> Reply
    {
        var transaction = Transaction(remembered ?? state)
        return try work(&transaction)
    }

    /// Runs one request. Its changes are on the disk before anybody hears of them.
    func perform(_ work: @Sendable (inout Transaction) throws(ServiceError) -> Reply) throws(ServiceError) -> Reply {
        var transaction = Transaction(state)
        let reply = try work(&transaction)
        do {
            try log?.append(transaction.changes)
        } catch {
            throw ServiceError(500, "InternalServerError", "The simulated tenant can't write its file.")
        }
        state = transaction.state
        return reply
    }
}
