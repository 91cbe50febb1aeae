import Foundation
import Synchronization

/// The faults that are armed, and how far each has gone.
final class FaultProgram: Sendable {
    /// A request as faults see it.
    struct Occasion {
        let method: String
        let path: String
        var client: (id: String, name: String)?
        var isInsideBatch = false
        /// Whether a list's next page is asked for.
        var isLaterPage = false
    }

    struct Armed: Sendable {
        var fault: Fault
        /// Requests that matched, and those it met.
        var seen = 0
        var met = 0
        fileprivate var chance: SplitMix

        var record: JSON { ["seen": .int(seen), "met": .int(met)] }
    }

    private struct State {
        var armed: [Armed] = []
    }

    private let state = Mutex(State())
    /// Whether any is armed: asked on every request.
    private let isArmed = Atomic<Bool>(false)
    private let seed: Int
    private let startedAt: Date
    private let clock: SimulatedClock

    init(seed: Int, startedAt: Date, clock: SimulatedClock) {
        self.seed = seed
        self.startedAt = startedAt
        self.clock = clock
    }

    var all: [Armed] { state.withLock { $0.armed } }

    /// Arms a fault; it takes the place of another of the same name, unless they are nameless.
    func add(_ fault: Fault, record: JSON = .null) {
        state.withLock { state in
            var armed = Armed(fault: fault, chance: SplitMix(seed: UInt64(bitPattern: Int64(seed))))
            armed.seen = record["seen"].int ?? 0
            armed.met = record["met"].int ?? 0
            for _ in 0..<armed.seen { _ = armed.chance.next() }
            if fault.id != "fault" { state.armed.removeAll { $0.fault.id == fault.id } }
            state.armed.append(armed)
        }
        isArmed.store(true, ordering: .releasing)
    }

    func clear() {
        state.withLock { $0.armed = [] }
        isArmed.store(false, ordering: .releasing)
    }

    /// The fault that meets this request, if one does; counts it.
    func meet(_ occasion: Occasion) -> Armed? {
        guard isArmed.load(ordering: .acquiring) else { return nil }
        let elapsed = clock.now.timeIntervalSince(startedAt)
        return state.withLock { state in
            for index in state.armed.indices {
                let fault = state.armed[index].fault
                guard fault.matches(occasion), fault.after.map({ elapsed >= $0 }) ?? true,
                    fault.until.map({ elapsed < $0 }) ?? true
                else { continue }
                state.armed[index].seen += 1
                let draw = Double(state.armed[index].chance.next() >> 11) / Double(1 << 53)
                guard state.armed[index].seen >= fault.from, state.armed[index].met < fault.times,
                    draw < fault.probability
                else { continue }
                state.armed[index].met += 1
                return state.armed[index]
            }
            return nil
        }
    }

    /// How late a delayed answer comes, in milliseconds.
    func lateness(_ milliseconds: Int, jitter: Int) -> Int {
        jitter == 0 ? milliseconds : max(0, milliseconds + Int.random(in: -jitter...jitter))
    }
}

extension Fault {
    fileprivate func matches(_ occasion: FaultProgram.Occasion) -> Bool {
        guard method == nil || method == occasion.method, path.matches(occasion.path) else { return false }
        // Whoever reads a list again meets its first page in between, which is not what is counted.
        if effect.isOfLaterPages, !occasion.isLaterPage { return false }
        if let insideBatch, insideBatch != occasion.isInsideBatch { return false }
        guard let client else { return true }
        guard let asking = occasion.client else { return false }
        return client.lowercased() == asking.id.lowercased() || client.lowercased() == asking.name.lowercased()
    }
}
