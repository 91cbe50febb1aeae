import ArgumentParser
import Console
import Foundation
import Journal
import Runbook
import SessionStore

struct Sessions: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List the sessions, the one worked on last first.",
        discussion: """
            Examples:
              lockstep sessions
              lockstep sessions --json
            """)

    @Flag(help: "JSON for machines.") var json = false
    @OptionGroup var options: StoreOptions

    private struct Row: Encodable {
        let id: String
        let name: String
        let runbook: String
        let tenant: String
        let kind: String
        let step: String?
        let cutover: String
        let events: Int
        let startedAt: String
        let lastEventAt: String
        let lastEventBy: String
        let heldBy: String?
    }

    func run() throws {
        let (summaries, damaged) = try options.open().sessions()
        let rows = summaries.map(Sessions.row)
        let screen = Screen()
        if json {
            screen.line(try JSONText.encode(rows))
        } else if rows.isEmpty {
            screen.error("There are no sessions yet. Start one with: lockstep rehearse peig-microsoft-365")
        } else {
            var table = Table(.cut)
            table.add("ID", "NAME", "STEP", "CUTOVER", "LAST (UTC)", "TENANT")
            for row in rows {
                let holder = row.heldBy.map { ", open by \($0)" } ?? ""
                table.add(
                    row.id, row.name, row.step ?? "-", row.cutover, String(row.lastEventAt.prefix(16)),
                    "\(row.tenant) (\(row.kind))\(holder)")
            }
            for line in table.lines(columns: screen.columns) { screen.line(line) }
        }
        for problem in damaged { screen.error("Error: \(problem)") }
        if !damaged.isEmpty { throw ExitCode(1) }
    }

    private static func row(_ summary: SessionSummary) -> Row {
        let state = summary.state
        let cutover =
            switch state.cutover {
            case .notStarted: "locked"
            case .inDoubt: "in doubt"
            case .verified: "done"
            case .failed: "failed"
            case .rollbackInDoubt: "in doubt"
            case .rolledBack: "rolled back"
            }
        return Row(
            id: state.id, name: state.name, runbook: state.runbook.id, tenant: state.tenant.displayName,
            kind: state.tenant.kind.rawValue, step: state.currentStep, cutover: cutover, events: state.eventCount,
            startedAt: Event.text(state.started.time), lastEventAt: Event.text(state.lastEvent.time),
            lastEventBy: state.lastEvent.who.description, heldBy: summary.holder?.description)
    }
}
