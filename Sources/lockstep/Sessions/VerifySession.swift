import ArgumentParser
import Console
import Foundation
import Journal
import SessionStore

struct VerifySession: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Prove a session's journal: every hash, the chain, no gap.",
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
        if let file {
            events = try SessionFile.read(file)
        } else {
            let store = try options.open()
            events = try store.events(of: try store.find(session))
        }
        guard let last = events.last else { return }
        let screen = Screen()
        screen.line("\(Style.green("✓")) \(last.session): \(events.count) entries, whole and in order")
        screen.line("  head \(last.hash)")
    }
}
