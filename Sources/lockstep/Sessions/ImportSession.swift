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

            A file proves that it is whole, and nothing of who wrote it: what it says was done, confirmed, waived or \
            approved is its writers' word, and counts here once somebody here says the same. Addresses in it are never used.

            A rehearsal's simulated tenant doesn't travel: such a session can be read here, not gone on with.
            """)

    @Argument(help: "The file.", completion: .file()) var file: String
    @OptionGroup var options: StoreOptions

    func run() throws {
        let archive = try SessionFile.read(file)
        let events = archive.events
        try ImportedAnswers.check(events)
        let store = try options.open()
        let screen = Screen()
        let count: Int
        do throws(StoreProblem) {
            count = try store.takeIn(events, archive.signatures)
        } catch {
            if case .diverged(let session, let sequence) = error {
                try Fork(from: sequence, here: store.events(of: session), there: events).show(on: screen)
            }
            throw error
        }
        guard count > 0 else {
            return screen.line("\(events[0].session) is here already, with all \(events.count) entries.")
        }
        let state = try store.state(of: events[0].session)
        screen.line(
            "\(Style.green("✓")) \(state.id): \(count) entries taken in. Go on with: lockstep resume \(state.id)")
        let known = try KeyFolder.knownAndOwn()
        let view = AuthorshipView(
            authorship: Authorship(events, archive.signatures, signers: known),
            approvals: SignedApprovals(events, signers: known).lines)
        for line in view.lines {
            screen.text(line, first: "  ", rest: "  ")
        }
        for line in try Strangers(state, runbook: Talk.runbook(of: state)).lines {
            screen.text(line, first: "  ", rest: "  ")
        }
    }
}
