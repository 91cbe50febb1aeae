import ArgumentParser
import Console
import Foundation
import Journal
import PrivateFiles
import SessionStore
import Text

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
              lockstep verify friday --seen kai.head   against a head that was kept there

            Exit codes: 0 whole, 1 not, or among what known keys signed stands something of nobody's, 2 usage.
            """)

    @Argument(
        help: "The session's id, the beginning of it, or its name. (default: the newest)",
        completion: ShellCompletions.sessions)
    var session: String?
    @Option(help: ArgumentHelp("An exported file instead.", valueName: "file"), completion: .file()) var file: String?
    @Option(
        help: ArgumentHelp("A head that was kept elsewhere; - is standard input.", valueName: "file"),
        completion: .file())
    var seen: String?
    @Flag(help: "Print only the head, in the form of a C2SP checkpoint.") var checkpoint = false
    @Flag(
        help:
            "What is there now is what there is: forget the head that was seen here before. For a backup put back on purpose."
    )
    var asItIs = false
    @OptionGroup var options: StoreOptions

    func run() throws {
        let screen = Screen()
        if let file {
            guard session == nil else {
                throw InputProblem("--file says which session it is: leave out \"\(session ?? "")\"")
            }
            guard !asItIs else { throw InputProblem("--as-it-is is about a session of a store; a file is what it is") }
            let archive = try SessionFile.read(file)
            return try show(archive.events, archive.signatures, on: screen)
        }
        let store = try options.open()
        let id: String
        do throws(StoreProblem) {
            id = try store.find(session)
        } catch {
            switch error {
            case .journal(let found, _, .vanished(let seen)) where asItIs: return try forget(found, seen, screen)
            case .journal(let found, _, let problem) where asItIs && problem.isBehind: id = found
            // Seen in another store, so that an older export isn't taken in here.
            case .noSession(let name, _) where asItIs:
                guard let seen = try SeenHeads().last(of: name) else { throw error }
                return try forget(name, seen, screen)
            case .noSession, .noSessions:
                guard let seen = try seen.map(KeptHead.init) else { throw error }
                throw seen.missing(from: store.folder.path)
            default: throw error
            }
        }
        let events = try store.events(of: id, asItIs: asItIs)
        if let missing = try store.missingEntry(of: events) {
            throw StoreProblem.journal(session: id, name: nil, .missing(sequence: missing))
        }
        // The state asks whether anything is missing; as it is, that may be.
        try show(events, try store.signatures(of: events), try? store.state(folding: events), on: screen) {
            last, authorship in
            guard asItIs else { return }
            let gone = ((try? SeenHeads().signed(of: last.session, in: store.folder.path)) ?? SignedParts()).missing(
                from: authorship.signed)
            if !gone.isEmpty {
                screen.text(
                    "Forgotten, as signed: \(gone.joined(separator: "; ")).", first: "\(Style.yellow("Note:")) ",
                    rest: "      ")
            }
            if let before = (try? SeenHeads().last(of: last.session)) ?? nil, before != Checkpoint(last) {
                screen.text(
                    "Forgotten: \(before.size) entries seen here, the last of \(before.time), head \(before.hash).",
                    first: "\(Style.yellow("Note:")) ", rest: "      ")
            }
            try SeenHeads.replace(with: Checkpoint(last), signed: authorship.signed, in: store.folder.path)
        }
    }

    private func forget(_ session: String, _ seen: Checkpoint, _ screen: Screen) throws {
        _ = try SeenHeads.forget(session)
        screen.text(
            "\(session), of which \(seen.size) entries were seen, the last of \(seen.time), is forgotten: it may be gone, or "
                + "come back as it is (lockstep import-session FILE). If another store of yours has it, it isn't missed there either "
                + "until you look at it there.")
    }

    /// - Parameters:
    ///   - state: what they come to; nil of a file.
    ///   - proven: called once nothing contradicts the entries.
    private func show(
        _ events: [Event], _ signatures: [HeadSignature], _ state: SessionState? = nil, on screen: Screen,
        proven: (Event, Authorship) throws -> Void = { _, _ in }
    ) throws {
        guard let last = events.last else { return }
        let signers = try KeyFolder.knownAndOwn()
        let authorship = Authorship(events, signatures, signers: signers)
        let compared = try seen.map { try KeptHead($0).compare(with: events, signers: signers) }
        guard authorship.problems.isEmpty else {
            for problem in authorship.problems { screen.error("\(last.session): \(problem.words).") }
            throw ExitStatus.failed
        }
        try proven(last, authorship)
        if checkpoint { return StandardStream.output.write(Checkpoint(last).text) }
        let view = AuthorshipView(
            authorship: authorship, approvals: SignedApprovals(events, signers: signers).lines)
        // What came in by a file is told as that.
        let foreign = OwnSigner.isOff ? nil : state?.foreign
        // A runbook that can't be loaded any more takes nothing from the journal's proof.
        let strangers = state.flatMap { state in
            (try? Talk.runbook(of: state)).map { Strangers(state, runbook: $0) }
        }
        let isSound =
            authorship.isSound(foreign ?? ForeignEntries(events, authorship: authorship))
            && state?.lapsedWaivers.isEmpty ?? true
        screen.line(
            "\(isSound ? Style.green("✓") : Style.yellow("!")) \(last.session): \(events.count) entries, whole and in order"
        )
        screen.line("  head \(last.hash)")
        if let compared { screen.text(compared, first: "  ", rest: "  ") }
        for line in view.lines + (strangers?.lines ?? []) { screen.text(line, first: "  ", rest: "  ") }
        guard isSound else { throw ExitStatus.failed }
    }
}
