import ArgumentParser
import Console
import SessionStore
import Text

struct Sessions: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List the sessions, the one worked on last first.",
        discussion: """
            Examples:
              lockstep sessions
              lockstep sessions --json
              lockstep sessions --match contoso --sort name

            Exit codes: 0 listed, 1 a journal is damaged, 2 usage.
            """)

    @Flag(help: "Those that were put away too.") var all = false
    @Option(help: ArgumentHelp("Only those with this in their name, runbook or tenant.", valueName: "text"))
    var match: String?
    @Option(help: "Order: last (default), name, started or tenant.") var sort: Order = .last
    @OptionGroup var output: FormatOptions<ListFormat>
    @OptionGroup var options: StoreOptions

    enum Order: String, ExpressibleByArgument {
        case last, name, started, tenant
    }

    func run() throws {
        let (summaries, damaged) = try options.open().sessions()
        var rows = summaries.map(SessionsOutput.Row.init).filter { all || !$0.archived }
        if let match = match?.lowercased() {
            rows = rows.filter { [$0.name, $0.runbook, $0.tenant].contains { $0.lowercased().contains(match) } }
        }
        switch sort {
        case .last: break
        case .name: rows.sort { ($0.name, $0.id) < ($1.name, $1.id) }
        case .started: rows.sort { $0.startedAt > $1.startedAt }
        case .tenant: rows.sort { ($0.tenant, $0.name) < ($1.tenant, $1.name) }
        }
        let screen = Screen()
        if output.isJSON {
            screen.line(try JSONText.document(SessionsOutput(sessions: rows, damaged: damaged.map { "\($0)" })))
        } else if rows.isEmpty, !summaries.isEmpty {
            screen.error("No session fits. \"lockstep sessions --all\" lists all \(summaries.count).")
        } else if rows.isEmpty, damaged.isEmpty {
            screen.error("There are no sessions yet. Start one with: lockstep rehearse peig-microsoft-365")
        } else if !rows.isEmpty {
            // The id says which one it is.
            var table = Table(
                .cut,
                giving: [(column: 1, least: 12), (column: 3, least: 10), (column: 5, least: 11), (column: 4, least: 9)])
            table.add("ID", "NAME", "KIND", "STEP", "CUTOVER", "LAST (UTC)", "TENANT")
            for row in rows {
                table.add(
                    row.id, row.name, row.kind, row.place, row.brief,
                    row.heldBy.map { "open by \($0)" } ?? SessionsOutput.Row.short(row.lastEventAt), row.tenant)
            }
            for line in table.lines(columns: screen.terminal.listColumns) { screen.line(line) }
        }
        for summary in summaries where all || !summary.state.isArchived {
            Strangers.warn(of: summary.state, on: screen)
        }
        for problem in damaged { screen.error("Error: \(problem)") }
        if !damaged.isEmpty { throw ExitStatus.failed }
    }
}
