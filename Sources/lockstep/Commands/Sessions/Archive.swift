import ArgumentParser
import Console
import Journal
import SessionStore

struct Archive: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Put a session away: it is kept, and no longer listed.",
        discussion: """
            Examples:
              lockstep archive friday
              lockstep archive friday --undo
              lockstep sessions --all
            """)

    @Argument(help: "The session.", completion: ShellCompletions.sessions) var session: String
    @Flag(help: "Take it out again.") var undo = false
    @OptionGroup var options: StoreOptions

    func run() throws {
        let store = try options.openToWrite()
        let id = try store.find(session)
        let writer = try store.open(id, who: try options.who, isWork: false)
        defer { writer.release() }
        try writer.append(Archived(isArchived: !undo))
        Screen().line("\(writer.state.name) is \(undo ? "listed again" : "put away").")
    }
}
