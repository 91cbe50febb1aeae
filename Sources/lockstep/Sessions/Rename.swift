import ArgumentParser
import Console
import Foundation
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
        let store = try options.open()
        let id = try store.find(session)
        let name = name.trimmingCharacters(in: .whitespaces)
        guard !name.isEmpty, name.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control }) else {
            throw InputProblem("a name needs letters, and no control characters")
        }
        if try store.sessions().sessions.contains(where: { $0.state.name == name && $0.state.id != id }) {
            throw InputProblem("another session is named \"\(name)\" already")
        }
        let writer = try store.open(id, who: options.who)
        defer { writer.release() }
        try writer.append(.renamed(Renamed(name: name)))
        Screen().line("\(id) is named \(name).")
    }
}
