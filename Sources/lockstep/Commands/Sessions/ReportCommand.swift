import ArgumentParser
import Console
import Foundation
import Journal
import Report
import SessionStore

struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Report what was done in a session, by whom, when, and on what it rests.",
        discussion: """
            Examples:
              lockstep report friday
              lockstep report friday --html > friday.html
              lockstep report friday --junit > checklist.xml
              lockstep report friday --json | jq .cutoverEntries
            """)

    @Argument(
        help: "The session's id, the beginning of it, or its name. (default: the newest)",
        completion: ShellCompletions.sessions)
    var session: String?
    @Flag(help: "How it is written. (default: --markdown)") var flagged: Format?
    @Option(help: ArgumentHelp("The same, by name.", valueName: "format")) var format: Format?
    @OptionGroup var options: StoreOptions

    enum Format: String, EnumerableFlag, ExpressibleByArgument {
        case markdown, html, json, junit
    }

    func validate() throws {
        if let flagged, let format, flagged != format {
            throw ValidationError(
                "--\(flagged.rawValue) and --format \(format.rawValue) are two ways to write it; choose one.")
        }
    }

    func run() throws {
        let store = try options.open()
        let events = try store.events(of: try store.find(session))
        let state = try store.state(folding: events)
        let runbook = try Talk.runbook(of: state)
        let switches = try store.switches(of: state, domain: runbook.cutover?.domain.filled(state.answers))
        // A rehearsal's time runs ahead of everybody else's.
        let now = state.tenant.kind == .rehearsal ? max(Date(), state.lastEvent.time) : Date()
        let report = SessionReport(events, state, runbook, switches: switches, at: now)
        let screen = Screen()
        switch flagged ?? format ?? .markdown {
        case .markdown: screen.data(MarkdownReport.text(report))
        case .html: screen.data(HTMLReport.text(report))
        case .junit: screen.data(JUnitReport.text(report))
        case .json: screen.line(try JSONText.document(report))
        }
    }
}
