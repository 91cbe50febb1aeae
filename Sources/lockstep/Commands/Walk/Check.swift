import ArgumentParser
import Assistant
import Console
import Cutover
import Foundation
import Journal
import Rehearsal
import Runbook
import SessionStore
import SimulatedTenant
import Tenant
import Text
import Verification

struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check every item of a session against its tenant.",
        discussion: """
            Reads the tenant and changes nothing in it. The verdicts go into the session's journal, unless somebody is \
            at work in the session: then it only looks.

            Examples:
              lockstep check friday
              lockstep check friday --json | jq '.items[] | select(.verdict != "passed")'
              lockstep check friday --format junit > checklist.xml     for a CI server

            A waived item says so, and counts as what it is. What is asked before the switch only is held at the switch
            once this session has sent it. A switch whose outcome isn't known is unknown.

            Without a terminal (cron, a pipe for input) no code is waited for: name an app that signs in by itself, by \
            --method secret, --method certificate or --profile.

            Exit codes: 0 all pass, 1 some fail, 3 some are unknown and none fails, or nobody could sign in (with --json \
            the document says why), 2 usage.
            """)

    @Argument(
        help: "The session's id, the beginning of it, or its name. (default: the newest)",
        completion: ShellCompletions.sessions)
    var session: String?
    @OptionGroup var live: TenantOptions
    @OptionGroup var output: FormatOptions<CheckFormat>
    @OptionGroup var options: StoreOptions

    enum CheckFormat: String, OutputFormat {
        case text, json, junit
    }

    private var isForMachines: Bool { output.chosen != .text }

    func run() async throws {
        let store = try options.openToWrite()
        let id = try store.find(session)
        let writer = try writer(store, id)
        defer { writer?.release() }
        let state = try writer?.state ?? store.state(of: id)
        let runbook = try Talk.runbook(of: state)
        let screen = Screen()
        if !isForMachines { screen.progress("Checking the items…") }
        let access: TenantAccess
        let tenant: SimulatedTenant?
        do {
            (access, tenant) = try await reach(store, state, runbook, screen)
        } catch let problem as TenantProblem {
            try unread(problem.obstacle, state, runbook, store, screen)
            throw ExitStatus.unknown
        } catch let problem as InputProblem where state.tenant.kind == .live && live.areAllUsual {
            // Nobody typed anything wrong: the way in that the session knows is closed.
            let remedy = "Set what is missing, or name another way to sign in: lockstep check --help."
            try unread(Obstacle(reason: "\(problem).", remedy: remedy), state, runbook, store, screen)
            throw ExitStatus.unknown
        }
        let now: @Sendable () -> Date = { tenant?.clock.now ?? Date() }
        writer?.keepTime(by: now)
        // What was sent and isn't known is looked at first: what hangs on it is judged by that.
        if let writer {
            _ = try await CutoverRunner(runbook: runbook, writer: writer, access: access, bundled: nil).settle()
        }
        let session =
            writer.map { Session(runbook: runbook, writer: $0, access: access) }
            ?? Session(runbook: runbook, reading: state, access: access, now: now)
        let checked = try await session.check(
            session.board.openItems.map(\.item), for: .board,
            onNews: { if !isForMachines { screen.progress($0.words) } })
        await tenant?.stop()
        screen.clearProgress()
        let last = checked.board.state
        let switches = try store.switches(of: last, domain: runbook.cutover?.domain.filled(last.answers))
        let report = CheckReport(
            checked.board, asked: Set(checked.results.keys), switches: switches, recorded: writer != nil)
        switch output.chosen {
        case .text: show(report, screen)
        case .json: screen.line(try JSONText.document(report))
        case .junit: screen.data(report.junit)
        }
        throw report.status
    }

    /// Nobody could sign in: with that said, every check is unknown, and nothing is written down.
    private func unread(
        _ obstacle: Obstacle, _ state: SessionState, _ runbook: Runbook, _ store: SessionStore, _ screen: Screen
    ) throws {
        screen.clearProgress()
        let switches = try store.switches(of: state, domain: runbook.cutover?.domain.filled(state.answers))
        let report = CheckReport(
            Board(runbook, state, now: Date()), asked: [], switches: switches, recorded: false, error: obstacle)
        switch output.chosen {
        case .text: break
        case .json: screen.line(try JSONText.document(report))
        case .junit: screen.data(report.junit)
        }
        screen.error("Error: \(obstacle.reason)\n  → \(obstacle.remedy)")
    }

    /// nil when somebody else has the pen, or nothing can be written.
    private func writer(_ store: SessionStore, _ id: String) throws -> SessionWriter? {
        do {
            return try store.open(id, who: try options.who)
        } catch StoreProblem.penHeld(_, let person) {
            Screen().error("\(person) is at work in this session, so these verdicts are not recorded.")
            return nil
        } catch StoreProblem.sealed(_, let whom, _) {
            Screen().error("This session is sealed here and goes on with \(whom), so these verdicts are not recorded.")
            return nil
        } catch StoreProblem.readOnly {
            Screen().error("This store can only be read here, so these verdicts are not recorded.")
            return nil
        }
    }

    /// The tenant that the session is about, signed in to.
    private func reach(_ store: SessionStore, _ state: SessionState, _ runbook: Runbook, _ screen: Screen) async throws
        -> (TenantAccess, SimulatedTenant?)
    {
        if state.tenant.kind == .live {
            var access = try await LiveResume(options: live, state: state).access(
                runbook, screen, waitsForCode: Attendance.isWatched
            ).access
            access.knowTrials(of: state, in: store)
            return (access, nil)
        }
        let tenant = try await SimulatedTenant.resume(log: store.rehearsalFile(of: state.id), isReadOnly: true)
        return (RehearsalDesk.access(to: tenant), tenant)
    }

    private func show(_ report: CheckReport, _ screen: Screen) {
        for line in report.items {
            let mark =
                switch line.verdict {
                case .passed, .held: Style.green("✓")
                case .failed: Style.red("✗")
                case .skipped: "–"
                case .unknown: Style.yellow("?")
                }
            screen.text(line.text, first: "\(mark) \(Style.bold(line.id))  ", rest: "    ")
            if line.verdict == .held {
                screen.text(
                    "held at the switch\(line.heldAt.map { ", \($0)" } ?? ""): so it was then, and it isn't asked again",
                    first: "    ", rest: "    ")
            }
            if let why = line.skippedBecause { screen.text(why, first: "    ") }
            for finding in line.findings {
                screen.text(finding.message, first: "    ")
                screen.text(finding.remedy, first: "      → ", rest: "        ")
            }
            if let waiver = line.waiver, line.verdict != .passed {
                screen.text(
                    "\(Style.yellow("Waived")) until \(waiver.until): \(waiver.reason) (\(waiver.by))", first: "    ",
                    rest: "      ")
            }
            if let obstacle = line.obstacle {
                screen.text("Unknown: \(obstacle.reason)", first: "    ")
                screen.text(obstacle.remedy, first: "      → ", rest: "        ")
            }
        }
        let held = report.held > 0 ? ", \(report.held) held at the switch" : ""
        let skipped = report.skipped > 0 ? ", \(report.skipped) skipped" : ""
        screen.line("\(report.passed) passed, \(report.failed) failed, \(report.unknown) unknown\(held)\(skipped)")
        guard let cutover = report.cutover else { return }
        screen.text(cutover.words, first: "\(Style.bold("The switch:")) ", rest: "  ")
        for ground in cutover.grounds { screen.text(ground, first: "  ", rest: "    ") }
        if let remedy = cutover.remedy { screen.text(remedy, first: "  → ", rest: "    ") }
    }
}
