import Foundation

/// A surprise in a rehearsal, hidden from the trainee: what happens, when, and what a good trainee does about it.
///
/// Timed (`after`), conditional (`once`), contingent (`unless`: it stays away if that holds when its time comes), or by
/// the trainer's hand (none of them).
public struct Inject: Sendable {
    public let id: String
    public let title: String
    /// Simulated seconds since the tenant began, or since `once` first held.
    let after: TimeInterval?
    let once: WorldCondition?
    let unless: WorldCondition?
    let changes: [WorldChange]
    /// The action that is expected of the trainee.
    public let expected: String

    var isManual: Bool { after == nil && once == nil }
}

/// Looks which injects are due, and carries them out.
struct InjectProgram: Sendable {
    let injects: [Inject]
    /// Requests about which some condition asks whether they were made.
    let watched: [(method: String, path: PathPattern)]
    let startedAt: Date
    let surroundings: @Sendable () -> WorldChange.Surroundings

    /// Notes what has come to hold, and applies what is due, in the order of their times.
    func settle(_ tenant: inout Transaction) {
        let pending = injects.filter { !$0.isManual && tenant[.injects][$0.id] == nil }
        if pending.isEmpty { return }
        let surroundings = surroundings()
        var due: [(inject: Inject, at: Date)] = []
        for inject in pending {
            var start = startedAt
            if let once = inject.once {
                if let moment = tenant[.moments][inject.id]?["at"].number {
                    start = Date(timeIntervalSince1970: moment)
                } else if once.holds(in: tenant, at: surroundings.now) {
                    tenant.put(InjectProgram.moment(surroundings.now), in: .moments, id: inject.id)
                    start = surroundings.now
                } else {
                    continue
                }
            }
            let time = start.addingTimeInterval(inject.after ?? 0)
            if time <= surroundings.now { due.append((inject, time)) }
        }
        for (inject, _) in due.sorted(by: { $0.at < $1.at }) {
            if inject.unless?.holds(in: tenant, at: surroundings.now) == true {
                note(inject, outcome: "stayed away", &tenant, surroundings.now)
            } else {
                fire(inject, by: "its time", &tenant, surroundings)
            }
        }
    }

    func fire(_ inject: Inject, by whom: String, _ tenant: inout Transaction, _ surroundings: WorldChange.Surroundings)
    {
        for change in inject.changes { change.apply(to: &tenant, surroundings) }
        note(inject, outcome: "happened, by \(whom)", &tenant, surroundings.now)
    }

    private func note(_ inject: Inject, outcome: String, _ tenant: inout Transaction, _ now: Date) {
        var record = InjectProgram.moment(now)
        record["outcome"] = .string(outcome)
        tenant.put(record, in: .injects, id: inject.id)
    }

    /// Notes a request that some condition asks about.
    func notice(_ method: String, _ path: String, _ tenant: inout Transaction) {
        for (watched, pattern) in watched where watched == method && pattern.matches(path) {
            let key = "\(watched) \(pattern.text)"
            if tenant[.moments][key] == nil {
                tenant.put(InjectProgram.moment(surroundings().now), in: .moments, id: key)
            }
        }
    }

    private static func moment(_ now: Date) -> JSON { ["at": .double(now.timeIntervalSince1970)] }
}
