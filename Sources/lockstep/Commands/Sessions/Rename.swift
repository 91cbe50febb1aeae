import ArgumentParser
import Console
import Journal
import SessionStore

struct Rename: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Give a session another name.",
        discussion: """
            Example:
              lockstep rename friday contoso-cutover
            """)

    @Argument(help: "The session.", completion: ShellCompletions.sessions) var session: String
    @Argument(help: "Its new name.") var name: String
    @OptionGroup var options: StoreOptions

    func run() throws {
        let store = try options.openToWrite()
        let id = try store.find(session)
        let name = try SessionName.checked(name, for: id, in: store)
        let writer = try store.open(id, who: try options.who, isWork: false)
        defer { writer.release() }
        Strangers.warn(of: writer.state, on: Screen())
        try writer.append(Renamed(name: name))
        Screen().line("\(id) is named \(name).")
    }
}
