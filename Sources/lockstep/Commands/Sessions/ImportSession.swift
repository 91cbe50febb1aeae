import ArgumentParser
import Console
import Escaping
import Foundation
import Journal
import PrivateFiles
import SessionStore
import Text

struct ImportSession: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import-session",
        abstract: "Take in a session that was exported elsewhere, after proving its journal.",
        discussion: """
            Where both sides went on from the same entry, both are shown, and nothing is taken in. --take-theirs goes on with \
            the file's side, and keeps this one's in a file, whole and signed, for who wants to look or to go on with it elsewhere.

            Examples:
              lockstep import-session friday.lockstep
              lockstep import-session friday.lockstep --take-theirs --keep ours.lockstep

            A file proves that it is whole, and nothing of who wrote it: what it says was done, confirmed, waived or \
            approved is its writers' word, and counts here once somebody here says the same. Addresses in it are never used.

            A rehearsal's simulated tenant doesn't travel: such a session can be read here, not gone on with.

            Exit codes: 0 taken in, or here already; 1 not taken in, or no session's file; 2 usage.
            """)

    @Argument(help: "The file.", completion: .file()) var file: String
    @Flag(help: "Where both went on: go on with the file's side. Asks for the session's name.") var takeTheirs = false
    @Option(
        help: ArgumentHelp("With --take-theirs: where this side's own is kept.", valueName: "file"), completion: .file()
    )
    var keep: String?
    @OptionGroup var options: StoreOptions

    func validate() throws {
        guard takeTheirs == (keep != nil) else {
            throw ValidationError(
                "--take-theirs and --keep FILE belong together: what this side has goes into that file.")
        }
    }

    func run() async throws {
        let archive = try SessionFile.read(file)
        let events = archive.events
        try ImportedAnswers.check(events)
        let store = try options.open(mayMake: true)
        let screen = Screen()
        let count: Int
        let id = events[0].session
        let signed = (try? store.signatures(of: id).count) ?? 0
        do throws(StoreProblem) {
            count = try store.takeIn(events, archive.signatures)
        } catch {
            guard case .diverged(let session, let sequence) = error else { throw error }
            let fork = Fork(from: sequence, here: try store.events(of: session), there: events)
            fork.show(on: screen)
            guard let keep else { throw error }
            return try await take(fork, archive, keeping: keep, in: store, screen)
        }
        guard !takeTheirs else {
            throw InputProblem(
                count == 0
                    ? "there is nothing to choose: \(file) has no entry that isn't here"
                    : "there was nothing to choose: \(file) goes on from what is here, and its \(count) entries were taken in"
            )
        }
        guard count > 0 else {
            let new = try store.signatures(of: id).count - signed
            return screen.text(
                "\(id) is here already, with all \(events.count) entries of the file."
                    + (new > 0
                        ? " \(new) signature\(new == 1 ? "" : "s") that \(new == 1 ? "was" : "were") missing here came in."
                        : ""))
        }
        let state = try store.state(of: id)
        let way =
            state.tenant.kind == .rehearsal
            ? "It can be read here; a rehearsal goes on where it was begun, for its tenant stayed there."
            : "Go on with: \(ProgramCommand.text("resume", state.id))"
        screen.text("\(Style.green("✓")) \(state.id): \(count) entries taken in. \(way)", first: "", rest: "  ")
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

    /// Goes on with the file's side. This one's is in a file of its own before anything of it goes.
    private func take(
        _ fork: Fork, _ archive: SessionArchive, keeping path: String, in store: SessionStore, _ screen: Screen
    ) async throws {
        let (id, own) = (fork.here[0].session, fork.here.dropFirst(fork.from - 1))
        guard fork.from > 1 else {
            throw InputProblem("they have no entry in common: take the file into another store (--store)")
        }
        // What was sent from here stays known here, and its session with it.
        if let sent = own.first(where: { $0.payload.switchedDomain != nil }) {
            throw InputProblem(
                "entry \(sent.sequence) of this side is about the switch itself, which was begun or read here: this side goes on. "
                    + "Take the file into another store (--store), and do again here what only it has")
        }
        let destination = try Destination(path, replaces: false, mayReplace: false, besides: store.files + [file])
        guard !destination.isStandardOutput else { throw InputProblem("--keep wants a file, not standard output") }
        let name = try store.state(folding: fork.here).name
        guard
            let typed = try await TypedAnswer.read(
                "Type the session's name to go on with the file's side: ", on: screen),
            typed == name
        else {
            screen.error("Nothing was taken in: that isn't its name, \(name).")
            throw ExitStatus.failed
        }
        try OutputFile.write(
            SessionArchive(fork.here, try store.signatures(of: fork.here)).data(), to: destination)
        let count = try store.takeIn(archive.events, archive.signatures, givingUpAfter: fork.from - 1)
        _ = try SeenHeads.forget(id)
        _ = try store.events(of: id)
        screen.text(
            "\(Style.green("✓")) \(id) goes on with the file's side: \(count) \(count == 1 ? "entry" : "entries") taken in. What only "
                + "this side had, \(own.count) \(own.count == 1 ? "entry" : "entries"), is in \(path): whoever needs it does it again."
        )
    }
}
