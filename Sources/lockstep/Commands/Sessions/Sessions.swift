import ArgumentParser
import Console
import Foundation
import Journal
import Runbook
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
            """)

    @Flag(help: "Those that were put away too.") var all = false
    @Option(help: ArgumentHelp("Only those with this in their name, runbook or tenant.", valueName: "text"))
    var match: String?
    @Option(help: "Order: last (default), name, started or tenant.") var sort: Order = .last
    @OptionGroup var output: FormatOptions<ListFormat>
    @OptionGroup var options: StoreOptions

    private struct Row: Encodable {
        let id: String
        let name: String
        let runbook: String
        let tenant: String
        let kind: String
        let step: String?
        /// `locked`, `in doubt`, `done`, `failed`, `set back` or `rolled back`.
        let cutover: String
        /// The same, exactly: as `lockstep check --json` names it.
        let cutoverState: String
        /// In a sentence; nil while nothing was ever sent.
        let cutoverWords: String?
        let events: Int
        /// How many of them are nobody's word here: from a file, or not signed by anybody whose key is known.
        let eventsThatCountForNothing: Int
        let startedAt: String
        let lastEventAt: String
        let lastEventBy: String
        let heldBy: String?
        /// When the holder's program last showed that it lives.
        let heldByLastSign: String?
        let archived: Bool
        /// For people, in a list.
        let brief: String
        let place: String

        enum CodingKeys: String, CodingKey {
            case id, name, runbook, tenant, kind, step, cutover, cutoverState, cutoverWords, events
            case eventsThatCountForNothing, startedAt
            case lastEventAt, lastEventBy, heldBy, heldByLastSign, archived
        }
    }

    enum Order: String, ExpressibleByArgument {
        case last, name, started, tenant
    }

    func run() throws {
        let (summaries, damaged) = try options.open().sessions()
        var rows = summaries.map(Sessions.row).filter { all || !$0.archived }
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
            screen.line(try JSONText.encode(rows))
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
                    row.heldBy.map { "open by \($0)" } ?? Sessions.short(row.lastEventAt), row.tenant)
            }
            for line in table.lines(columns: screen.terminal.listColumns) { screen.line(line) }
        }
        for summary in summaries where all || !summary.state.isArchived {
            Strangers.warn(of: summary.state, on: screen)
        }
        for problem in damaged { screen.error("Error: \(problem)") }
        if !damaged.isEmpty { throw ExitCode(1) }
    }

    private static func row(_ summary: SessionSummary) -> Row {
        let state = summary.state
        let words = AftermathWords(state.switches, session: state.id, cooldown: 0, now: Date())
        let since = state.aftermath.isAsMeant ? state.switches.federation.map { Event.text($0.since) } : nil
        return Row(
            id: state.id, name: state.name, runbook: state.runbook.id, tenant: state.tenant.displayName,
            kind: state.tenant.kind.rawValue, step: state.currentStep,
            cutover: Sessions.word(state.aftermath), cutoverState: state.aftermath.kind.rawValue,
            cutoverWords: words.headline, events: state.eventCount,
            eventsThatCountForNothing: state.foreign.count,
            startedAt: Event.text(state.started.time), lastEventAt: Event.text(state.lastEvent.time),
            lastEventBy: state.lastEvent.who.description, heldBy: summary.holder?.description,
            heldByLastSign: summary.holder.map { Event.text($0.lastSign) },
            archived: state.isArchived,
            brief: words.brief + (since.map { " \(short($0))" } ?? ""),
            place: place(of: state))
    }

    /// Where it stands, for people, in a list.
    private static func place(of state: SessionState) -> String {
        if state.seal != nil { return "sealed" }
        if state.isArchived { return "put away" }
        if state.aftermath.isAsMeant { return "switched" }
        return state.aftermath.isPastSwitch ? "switch sent" : state.currentStep ?? "-"
    }

    /// Month, day and minute of a time in UTC.
    private static func short(_ time: String) -> String {
        String(time.dropFirst(5).prefix(11)).replacing("T", with: " ")
    }

    private static func word(_ aftermath: Aftermath) -> String {
        switch aftermath {
        case .nothingSent: "locked"
        case .notKnown: "in doubt"
        case .asMeant: "done"
        case .otherwise, .unread, .managed, .refused: "failed"
        case .reverted(let revert): revert.isCertain ? "set back" : "in doubt"
        case .rolledBack: "rolled back"
        }
    }
}
