import ArgumentParser
import Console
import Foundation
import Journal
import SessionStore

struct ImportSession: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import-session",
        abstract: "Take in a session that was exported elsewhere, after proving its journal.",
        discussion: """
            Example:
              lockstep import-session friday.lockstep

            A rehearsal's simulated tenant doesn't travel: such a session can be read here, not gone on with.
            """)

    @Argument(help: "The file.", completion: .file()) var file: String
    @OptionGroup var options: StoreOptions

    func run() throws {
        let events = try SessionFile.read(file)
        let store = try options.open()
        let count = try store.takeIn(events)
        let screen = Screen()
        screen.line(
            count == 0
                ? "\(events[0].session) is here already, with all \(events.count) entries."
                : "\(Style.green("✓")) \(events[0].session): \(count) entries taken in. Go on with: lockstep resume "
                    + events[0].session)
    }
}
