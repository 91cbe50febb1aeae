import Console
import Cutover
import Foundation
import Journal
import Rehearsal
import Runbook
import SessionStore
import SimulatedTenant
import Verification

/// Looks at a session's tenant, once or again and again.
struct Lookout {
    let store: SessionStore
    /// Of the session.
    let id: String
    let live: TenantOptions
    let screen: Screen
    /// Whether how far it has come is told.
    let tellsNews: Bool
    /// Signed in once, for all looks.
    private var access: TenantAccess?

    init(_ store: SessionStore, _ id: String, _ live: TenantOptions, _ screen: Screen, tellsNews: Bool) {
        (self.store, self.id, self.live, self.screen, self.tellsNews) = (store, id, live, screen, tellsNews)
    }

    /// - Parameter writer: writes down what is found; without one it is only looked at.
    mutating func look(_ writer: SessionWriter?) async throws -> CheckReport {
        let state = try writer?.state ?? store.state(of: id)
        let runbook = try Talk.runbook(of: state)
        if tellsNews { screen.progress("Checking the items…") }
        defer { screen.clearProgress() }
        let reached: (access: TenantAccess, tenant: SimulatedTenant?)
        do {
            reached = try await reach(state, runbook)
        } catch let refusal as Refusal {
            return try unread(
                Obstacle(reason: refusal.description, remedy: "Check it where it was begun."), state, runbook)
        } catch let problem as TenantProblem {
            return try unread(problem.obstacle, state, runbook)
        } catch let problem as InputProblem where state.tenant.kind == .live && live.areAllUsual {
            // Nobody typed anything wrong: the way in that the session knows is closed.
            let remedy = "Set what is missing, or name another way to sign in: lockstep check --help."
            return try unread(Obstacle(reason: "\(problem).", remedy: remedy), state, runbook)
        }
        let tenant = reached.tenant
        let now: @Sendable () -> Date = { tenant?.clock.now ?? Date() }
        writer?.keepTime(by: now)
        // What was sent and isn't known is looked at first: what hangs on it is judged by that.
        if let writer {
            _ = try await CutoverRunner(runbook: runbook, writer: writer, access: reached.access, bundled: nil).settle()
        }
        let session =
            writer.map { Session(runbook: runbook, writer: $0, access: reached.access) }
            ?? Session(runbook: runbook, reading: state, access: reached.access, now: now)
        let (screen, tellsNews) = (screen, tellsNews)
        let checked = try await session.check(
            session.board.openItems.map(\.item), for: .board,
            onNews: { if tellsNews { screen.progress($0.words) } })
        await tenant?.stop()
        let last = checked.board.state
        return CheckReport(
            checked.board, asked: Set(checked.results.keys), switches: try switches(last, runbook),
            recorded: writer != nil)
    }

    /// Nobody could sign in: with that said, every check is unknown, and nothing is written down.
    private func unread(_ obstacle: Obstacle, _ state: SessionState, _ runbook: Runbook) throws -> CheckReport {
        CheckReport(
            Board(runbook, state, now: Date()), asked: [], switches: try switches(state, runbook), recorded: false,
            error: obstacle)
    }

    private func switches(_ state: SessionState, _ runbook: Runbook) throws -> SwitchHistory {
        try store.switches(of: state, domain: runbook.cutover?.domain.filled(state.answers))
    }

    /// The tenant that the session is about, signed in to. A rehearsal's is begun anew, where it stands by now.
    private mutating func reach(
        _ state: SessionState, _ runbook: Runbook
    ) async throws -> (access: TenantAccess, tenant: SimulatedTenant?) {
        guard state.tenant.kind == .live else {
            let tenant = try await RehearsalTenant.resume(state.id, in: store, isReadOnly: true)
            return (RehearsalDesk.access(to: tenant), tenant)
        }
        if let access { return (access, nil) }
        var reached = try await LiveResume(options: live, state: state).access(
            runbook, screen, waitsForCode: Attendance.isWatched
        ).access
        reached.knowTrials(of: state, in: store)
        access = reached
        return (reached, nil)
    }
}
