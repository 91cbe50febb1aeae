import Synchronization

/// Counts from several threads.
final class AccountCounter: Sendable {
    private let value = Atomic(0)

    /// - Returns: how many there are now.
    func add(_ count: Int) -> Int { value.add(count, ordering: .relaxed).newValue }
}
