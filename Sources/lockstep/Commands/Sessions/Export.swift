import ArgumentParser
import Console
import Foundation
import Journal
import PrivateFiles
import SessionStore

struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write a session into one file, to look at or to go on with elsewhere.",
        discussion: """
            Journal, evidence and the runbook as it was, as JSON. There are no secrets in it, but people's names and \
            addresses: treat it accordingly. "lockstep import-session" takes it in on another machine.

            Examples:
              lockstep export friday --to friday.lockstep
              lockstep export friday --to friday.lockstep --seal kai      kai goes on, nobody does here
              lockstep export friday | gpg -e -r kai@contoso.com > friday.gpg
            """)

    @Argument(
        help: "The session's id, the beginning of it, or its name. (default: the newest)",
        completion: ShellCompletions.sessions)
    var session: String?
    @Option(help: ArgumentHelp("The file to make; - is standard output.", valueName: "file")) var to = "-"
    @Option(
        help: ArgumentHelp(
            "Nothing more is written here: it goes on with them, until what they wrote is taken in.", valueName: "whom")
    )
    var seal: String?
    @OptionGroup var overwrite: OverwriteOption
    @OptionGroup var options: StoreOptions

    func run() throws {
        let store = try seal == nil ? options.open() : options.openToWrite()
        let destination = try Destination(to, replaces: overwrite.force, besides: store.files)
        let id = try store.find(session)
        if let seal {
            let whom = try TypedAnswer.checked(seal)
            guard !whom.isEmpty else { throw InputProblem("--seal wants to know with whom it goes on") }
            let writer = try store.open(id, who: try options.who, isWork: false)
            defer { writer.release() }
            try writer.append(Sealed(to: whom))
        }
        let events = try store.events(of: id)
        // What contradicts its signatures can't be read as a file, either.
        Strangers.warn(of: try store.state(folding: events), on: Screen())
        let data = try SessionArchive(events, try store.signatures(of: events)).data()
        try OutputFile.write(data, to: destination)
        if destination.isStandardOutput { return }
        let (one, several) = ("entry of \(events[0].session)", "entries of \(events[0].session)")
        Screen().line(destination.told(events.count, one, several))
        if seal != nil {
            Screen().line("It is sealed here. Take in what comes back with: lockstep import-session FILE")
        }
    }
}
