import ArgumentParser
import Foundation
import Journal
import SessionStore

/// Where sessions are kept, and who is at work.
struct StoreOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The folder of the sessions. (default: $XDG_STATE_HOME/lockstep)", valueName: "folder"))
    var store: String?

    @Option(
        name: .customLong("as"),
        help: ArgumentHelp("Your name in the journal. (default: $LOCKSTEP_USER, then $USER)", valueName: "name"))
    var person: String?

    func open() throws -> SessionStore { try SessionStore(folder: folder) }

    private var folder: URL {
        let environment = ProcessInfo.processInfo.environment
        if let store { return URL(filePath: store, directoryHint: .isDirectory) }
        if let state = environment["XDG_STATE_HOME"], state.hasPrefix("/") {
            return URL(filePath: state, directoryHint: .isDirectory).appending(path: "lockstep")
        }
        return StoreOptions.home.appending(path: ".local/state/lockstep")
    }

    /// What the shell calls home, wherever the system thinks that it is.
    static var home: URL {
        if let home = ProcessInfo.processInfo.environment["HOME"], home.hasPrefix("/") {
            return URL(filePath: home, directoryHint: .isDirectory)
        }
        return FileManager.default.homeDirectoryForCurrentUser
    }

    var who: Person {
        let environment = ProcessInfo.processInfo.environment
        let name = [person, environment["LOCKSTEP_USER"], environment["USER"], environment["LOGNAME"], NSUserName()]
            .compactMap { $0 }.first { !$0.isEmpty }
        return Person(name: name ?? "somebody", host: ProcessInfo.processInfo.hostName)
    }
}
