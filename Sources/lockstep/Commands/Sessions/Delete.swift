import ArgumentParser
import Console
import Foundation
import Journal
import SessionStore
import Text

struct Delete: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Delete a session for good.",
        discussion: """
            Asks for its name. What stays is a stone: that it was, who deleted it when, and the hash that its journal \
            ended with. "lockstep archive" puts it away instead; "lockstep export" keeps a copy. One whose journal is \
            damaged is named by its id.

            Example:
              lockstep delete old-rehearsal
            """)

    @Argument(help: "The session.", completion: ShellCompletions.sessions) var session: String
    @OptionGroup var options: StoreOptions

    func run() async throws {
        let store = try options.open()
        try store.requireWritable()
        let screen = Screen()
        let found = Result { () throws(StoreProblem) in try store.state(of: store.find(session)) }
        if case .failure(let problem) = found, case .journal(let id, let name, _) = problem {
            return try await deleteDamaged(id, name: name, problem, in: store, on: screen)
        }
        let state = try found.get()
        let id = state.id
        screen.text(
            "\(state.name) (\(id)): \(state.runbook.id) at \(state.tenant.displayName), \(state.eventCount) entries.")
        if state.aftermath.isPastSwitch {
            let words = AftermathWords(state.switches, session: id, cooldown: 0, now: Date())
            screen.text(words.headline ?? "", first: "\(Style.yellow("Not over:")) ", rest: "  ")
            screen.text(
                state.switches.isHearsay
                    ? "What the file tells of \(state.switches.domain) goes with it: if it is true, and was sent within a day, it "
                        + "may still take effect."
                    : "This store goes on knowing what was sent to \(state.switches.domain), but the session that reads what "
                        + "becomes of it, and takes it back, is gone then.", first: "  ", rest: "  ")
        }
        let typed = try await TypedAnswer.read("Type its name to delete it: ", on: screen)
        guard typed == state.name else {
            screen.error("Nothing was deleted: that isn't its name.")
            throw ExitStatus.failed
        }
        try store.delete(id, name: state.name, who: try options.who)
        screen.line("\(state.name) is deleted.")
    }

    /// Nothing that it says can be trusted, its name neither: its id is typed.
    private func deleteDamaged(
        _ id: String, name: String?, _ problem: StoreProblem, in store: SessionStore, on screen: Screen
    ) async throws {
        screen.text("\(problem)")
        screen.text(
            "It can't be resumed, and what is left of it is the only trace of what was done in it. Keep a copy of the store's "
                + "folder if anybody may ask. What this store knows of domains that were switched from it stays.",
            first: "  ", rest: "  ")
        let typed = try await TypedAnswer.read("Type its id (\(id)) to delete it: ", on: screen)
        guard typed == id else {
            screen.error("Nothing was deleted: that isn't its id.")
            throw ExitStatus.failed
        }
        try store.delete(id, name: name ?? id, who: try options.who)
        screen.line("\(id) is deleted.")
    }
}
