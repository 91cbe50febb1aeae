import ArgumentParser
import Console
import Foundation
import Journal
import PrivateFiles
import SessionStore

struct VerifySession: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Prove that a session's journal is whole, and say who signed what of it.",
        discussion: """
            Every hash, the chain, no gap: names the first entry that was altered, lost or put out of order since it was \
            written. Says whose keys signed which entries; "lockstep trust" lists the keys that are known here. The head \
            hash stands for the whole journal: write it down somewhere else, and nobody can change the past unnoticed.

            Examples:
              lockstep verify friday
              lockstep verify --file friday.lockstep
              lockstep verify friday --checkpoint      the head, to keep elsewhere

            Exit codes: 0 whole, 1 not, 2 usage.
            """)

    @Argument(
        help: "The session's id, the beginning of it, or its name. (default: the newest)",
        completion: ShellCompletions.sessions)
    var session: String?
    @Option(help: ArgumentHelp("An exported file instead.", valueName: "file"), completion: .file()) var file: String?
    @Flag(help: "Print only the head, in the form of a C2SP checkpoint.") var checkpoint = false
    @Flag(
        help:
            "What is there now is what there is: forget the head that was seen here before. For a backup put back on purpose."
    )
    var asItIs = false
    @OptionGroup var options: StoreOptions

    func run() throws {
        let events: [Event]
        let signatures: [HeadSignature]
        var strangers: [String] = []
        /// What this account has seen says against it.
        var objection: String?
        let known = try KeyFolder.knownAndOwn()
        if let file {
            let archive = try SessionFile.read(file)
            (events, signatures) = (archive.events, archive.signatures)
        } else {
            let store = try options.open()
            let id = try store.find(session)
            (events, signatures) = (try store.events(of: id), try store.signatures(of: id))
            if let missing = try store.missingEntry(of: events) {
                throw StoreProblem.journal(session: events[0].session, name: nil, .missing(sequence: missing))
            }
            if !asItIs { objection = try SeenHeads.objection(to: id, in: store) }
            let state = try store.state(folding: events)
            // A runbook that can't be loaded any more takes nothing from the journal's proof.
            if let runbook = try? Talk.runbook(of: state) { strangers = Strangers(state, runbook: runbook).lines }
        }
        guard let last = events.last else { return }
        let screen = Screen()
        let authorship = Authorship(events, signatures, signers: known)
        for problem in authorship.problems {
            screen.error("\(last.session): \(problem.words).")
        }
        if let objection { screen.error("\(last.session): \(objection).") }
        if asItIs, file == nil { try SeenHeads.replace(with: last) }
        guard authorship.problems.isEmpty, objection == nil else { throw ExitCode(1) }
        if file == nil { SeenHeads.keep(last) }
        if checkpoint { return StandardStream.output.write(Checkpoint(last).text) }
        screen.line("\(Style.green("✓")) \(last.session): \(events.count) entries, whole and in order")
        screen.line("  head \(last.hash)")
        for line in AuthorshipView(authorship: authorship).lines + strangers {
            screen.text(line, first: "  ", rest: "  ")
        }
    }
}
