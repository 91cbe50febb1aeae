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
    @Flag(help: "How it is written.") var format: Format = .markdown
    @OptionGroup var options: StoreOptions

    enum Format: String, EnumerableFlag {
        case markdown, html, json, junit
    }

    func run() throws {
        let store = try options.open()
        let events = try store.events(of: try store.find(session))
        let state = try store.state(folding: events)
        let runbook = try Talk.runbook(of: state)
        let switches = try store.switches(of: state, domain: runbook.cutover?.domain.filled(state.answers))
        let report = SessionReport(events, state, runbook, switches: switches, at: Date())
        let screen = Screen()
        switch format {
        case .markdown: screen.data(MarkdownReport.text(report))
        case .html: screen.data(HTMLReport.text(report))
        case .junit: screen.data(JUnitReport.text(report))
        case .json: screen.line(try JSONText.encode(report))
        }
    }
}
