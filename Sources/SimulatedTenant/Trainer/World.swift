import Foundation
import YAMLDocument

/// A rehearsal's world as a trainer sees it: state, clock, faults and surprises together.
struct World: Sendable {
    /// How far a trainee has come with one of the things that a debrief looks for.
    struct Finding: Sendable {
        let id: String
        let text: String
        let isMet: Bool

        var json: JSON { ["id": .string(id), "text": .string(text), "met": .bool(isMet)] }
    }

    let scenario: Scenario
    let directory: Directory
    let clock: SimulatedClock
    let faults: FaultProgram
    let injects: InjectProgram

    // MARK: - Faults

    var faultList: [JSON] {
        faults.all.map { armed in
            [
                "id": .string(armed.fault.id), "what": .string(armed.fault.summary), "seen": .int(armed.seen),
                "met": .int(armed.met),
            ]
        }
    }

    /// Reads and arms a fault that a trainer sends.
    func arm(_ text: String) async throws(Problems) -> Fault {
        var fault = try FaultReader.parse(text)
        if fault.id == "fault-1" { fault.id = "trainer-\(faults.all.count + 1)" }
        await arm(fault, text: text)
        return fault
    }

    func arm(_ fault: Fault, text: String) async {
        await prepare(for: fault)
        await directory.change { tenant in
            tenant.put(["id": .string(fault.id), "spec": .string(text)], in: .faults)
        }
        faults.add(fault)
    }

    func prepare(for fault: Fault) async {
        if case .staleRead = fault.effect { await directory.keepHistory() }
    }

    func clearFaults() async {
        let surroundings = injects.surroundings()
        await directory.change { tenant in WorldChange.clearFaults.apply(to: &tenant, surroundings) }
    }

    /// Arms what the state says is armed: the scenario's own faults, and those that were added.
    func synchronizeFaults() async {
        faults.clear()
        let records = await directory.state[.faults]
        let own = scenario.faults.map(\.id)
        for fault in scenario.faults where records[fault.id]?["cleared"] != true {
            await prepare(for: fault)
            faults.add(fault, record: records[fault.id] ?? .null)
        }
        for placed in records.placed(from: 0) {
            let record = placed.row.json
            guard let text = record["spec"].string, record["cleared"] != true,
                var fault = try? FaultReader.parse(text)
            else { continue }
            // Its text may lack the name that it was given.
            if let id = record["id"].string { fault.id = id }
            guard !own.contains(fault.id) else { continue }
            await prepare(for: fault)
            faults.add(fault, record: record)
        }
    }

    // MARK: - Injects

    func injectList() async -> [JSON] {
        let state = await directory.state
        return scenario.injects.map { inject in
            let record = state[.injects][inject.id]
            return [
                "id": .string(inject.id), "title": .string(inject.title), "expect": .string(inject.expected),
                "outcome": record?["outcome"] ?? "waits",
            ]
        }
    }

    /// Makes an inject happen now, by the trainer's hand.
    /// - Returns: false if there is no such inject.
    func fire(_ id: String) async -> Bool {
        guard let inject = scenario.injects.first(where: { $0.id == id }) else { return false }
        let surroundings = injects.surroundings()
        await directory.change { tenant in injects.fire(inject, by: "the trainer", &tenant, surroundings) }
        await synchronizeFaults()
        return true
    }

    // MARK: - The clock

    /// Jumps ahead, and carries out what fell due on the way.
    func advance(by seconds: TimeInterval) async {
        clock.advance(by: seconds)
        await settle()
    }

    func run(at scale: Double) async {
        clock.run(at: scale)
        await settle()
    }

    private func settle() async {
        let record = clock.record
        await directory.change { tenant in
            tenant.put(record, in: .clock, id: "clock")
            LateChanges.settle(&tenant, at: clock.now)
            injects.settle(&tenant)
        }
    }

    // MARK: - Snapshots

    func snapshot(_ name: String) async {
        await directory.change { $0.apply(.snapshot(name)) }
    }

    /// - Returns: false if there is no such snapshot.
    func restore(_ name: String) async -> Bool {
        guard await directory.state.snapshotNames.contains(name) else { return false }
        await directory.change { $0.apply(.restore(name)) }
        await synchronizeFaults()
        return true
    }

    // MARK: - People

    func trySignIn(_ upn: String) async -> JSON {
        let now = clock.now
        let trial = SignInTrial.outcome(of: upn, Transaction(await directory.state), now)
        await directory.change { tenant in tenant.put(trial.record(upn, tenant, now), in: .signIns) }
        return ["user": .string(upn), "errorCode": .int(trial.code), "reason": .string(trial.reason)]
    }

    // MARK: - The debrief

    func debrief() async -> [Finding] {
        let transaction = Transaction(await directory.state)
        let now = clock.now
        return scenario.debrief.map {
            Finding(id: $0.id, text: $0.text, isMet: $0.condition.holds(in: transaction, at: now))
        }
    }
}
