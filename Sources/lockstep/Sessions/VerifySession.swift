import ArgumentParser
import Console
import Foundation
import Journal
import SessionStore

struct VerifySession: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Prove that a session's journal is whole: every hash, the chain, no gap.",
        discussion: """
            Names the first entry that was altered, lost or put out of order since it was written. The head hash stands \
            for the whole journal: write it down somewhere else, and nobody can change the past unnoticed.

            Examples:
              lockstep verify friday
              lockstep verify --file friday.lockstep

            Exit codes: 0 whole, 1 not, 2 usage.
            """)

    @Argument(
        help: "The session's id, the beginning of it, or its name. (default: the newest)",
        completion: ShellCompletions.sessions)
    var session: String?
    @Option(help: ArgumentHelp("An exported file instead.", valueName: "file"), completion: .file()) var file: String?
    @OptionGroup var options: StoreOptions

    func run() throws {
        let events: [Event]
        var strangers: [String] = []
        if let file {
            events = try SessionFile.read(file)
            strangers = ["Who wrote a file isn't proven: what it says is its writers' word."]
        } else {
            let store = try options.open()
            events = try store.events(of: try store.find(session))
            if let missing = try store.missingEntry(of: events) {
                throw StoreProblem.journal(session: events[0].session, name: nil, .missing(sequence: missing))
            }
            let state = try store.state(folding: events)
            // A runbook that can't be loaded any more takes nothing from the journal's proof.
            if let runbook = try? Talk.runbook(of: state) { strangers = Strangers(state, runbook: runbook).lines }
        }
        guard let last = events.last else { return }
        let screen = Screen()
        screen.line("\(Style.green("✓")) \(last.session): \(events.count) entries, whole and in order")
        screen.line("  head \(last.hash)")
        screen.text(
            "Nobody has signed it: whoever can write the store or the file could have written all of it anew. Compare the "
                + "head with one that was written down elsewhere.", first: "  ", rest: "  ")
        for line in strangers { screen.text(line, first: "  ", rest: "  ") }
    }
}
