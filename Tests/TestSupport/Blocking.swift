import Foundation
import Synchronization

/// Runs work that waits on a thread of its own: a test that blocks one of concurrency's few threads would keep the
/// servers of others from answering.
///
/// Some at a time: forty programs at once take two cores no faster to the end than eight, and each of them is so slow then
/// that what it waits for is late.
///
/// - Parameter isUrgent: what another process does meanwhile doesn't wait, either.
public func blocking<T: Sendable>(
    isUrgent: Bool = false, _ work: @escaping @Sendable () throws -> T
) async throws -> T {
    if !isUrgent { await Turns.all.take() }
    defer { if !isUrgent { Turns.all.give() } }
    return try await withCheckedThrowingContinuation { continuation in
        Thread { continuation.resume(with: Result { try work() }) }.start()
    }
}

/// Lets as many as there are cores play whole sessions, tenant and all, in this process. All at once they take no less time,
/// and each answer of a tenant would take so long that whoever asked has given up.
public func inTurn<T>(_ play: () async throws -> T) async rethrows -> T {
    await Turns.plays.take()
    defer { Turns.plays.give() }
    return try await play()
}

/// As many as may work at a time; the others wait in order, without a thread.
private final class Turns: Sendable {
    /// A test may need several at once, which wait for each other: many more than any does.
    static let all = Turns(max(10, 4 * ProcessInfo.processInfo.activeProcessorCount))
    static let plays = Turns(max(2, ProcessInfo.processInfo.activeProcessorCount))

    private struct State {
        var free: Int
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state: Mutex<State>

    init(_ count: Int) { state = Mutex(State(free: count)) }

    func take() async {
        await withCheckedContinuation { continuation in
            let isFree = state.withLock { state in
                guard state.free > 0 else {
                    state.waiting.append(continuation)
                    return false
                }
                state.free -= 1
                return true
            }
            if isFree { continuation.resume() }
        }
    }

    func give() {
        let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard state.waiting.isEmpty else { return state.waiting.removeFirst() }
            state.free += 1
            return nil
        }
        next?.resume()
    }
}
