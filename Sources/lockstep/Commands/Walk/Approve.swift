import ArgumentParser
import Console
import Journal
import PrivateFiles
import SessionStore
import Text

struct Approve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Approve what somebody else waits for: a waiver, the switch, other hours, or the way back.",
        discussion: """
            The one who works in the session sees a code and tells you. Read what it is for, then type your name; or \
            decline and say why, and they read it at once.

            In a live session your key signs the approval (LOCKSTEP_SIGNING_KEY names it, or one is made), and you sign \
            in to the tenant with a browser, for this approval alone. It counts for ten minutes, if whoever asked knows \
            that key ("lockstep trust add") and both your keys and your accounts are others than theirs. In a rehearsal \
            names that are typed count, and nothing proves them.

            On another machine, by files:
              lockstep approve friday k7fw2p --ask request.json      whoever asks writes it, and sends it to you
              lockstep approve --file request.json --to answer.json  you read and sign it, and send it back
              lockstep approve friday k7fw2p --from answer.json      they take it in: it is checked like any other

            Examples:
              lockstep approve friday k7fw2p
              lockstep approve friday k7fw2p --because "read it with Jo"
              lockstep approve friday k7fw2p --watch       a switch: you can stop it until it is sent
              lockstep decline friday k7fw2p the certificate is last year\'s

            Exit codes: 0 approved, 1 not, 2 usage or a code that nobody waits for.
            """)

    @Argument(help: "The session's id, the beginning of it, or its name.", completion: ShellCompletions.sessions)
    var session: String?
    @Argument(help: "The code that the other person sees.") var code: String?
    @Option(help: "Why; signed along.") var because: String?
    @Option(
        help: ArgumentHelp("Write what is asked for another machine.", valueName: "file"), completion: .file())
    var ask: String?
    @Option(help: ArgumentHelp("What is asked, from another machine.", valueName: "file"), completion: .file())
    var file: String?
    @Option(help: ArgumentHelp("With --file: where the approval goes.", valueName: "file"), completion: .file())
    var to: String?
    @Option(help: ArgumentHelp("An approval that came back.", valueName: "file"), completion: .file())
    var from: String?
    @Flag(help: "Look on until it is sent, and stop it with Enter if need be.") var watch = false
    @OptionGroup var live: TenantOptions
    @OptionGroup var overwrite: OverwriteOption
    @OptionGroup var options: StoreOptions

    func validate() throws {
        guard [ask, file, from].count(where: { $0 != nil }) <= 1 else {
            throw ValidationError("--ask, --file and --from exclude each other: choose one.")
        }
        if watch, ask != nil || file != nil || from != nil {
            throw ValidationError("--watch looks on in the store where it happens: it can't be done by files.")
        }
        if file != nil {
            guard to != nil else { throw ValidationError("Where to? Give --to FILE as well; - is standard output.") }
            guard session == nil else { throw ValidationError("--file says which session it is about.") }
        } else {
            guard to == nil else { throw ValidationError("--to belongs to --file.") }
            guard session != nil, code != nil else {
                throw ValidationError("Which? lockstep approve SESSION CODE")
            }
        }
    }

    func run() async throws {
        if let file, let to { return try await sign(file, to) }
        guard let session, let code else { return }
        let screen = Screen()
        if let ask { return try carry(session, code, to: ask, on: screen) }
        if let from { return try takeIn(session, code, from, on: screen) }
        let asked = try Asked(session: session, code: code, options)
        if watch {
            guard asked.isWatchable else {
                throw InputProblem("only a switch, or its way back, can be looked on at: leave out --watch")
            }
            guard screen.terminal.isInteractive else {
                throw InputProblem("--watch needs a terminal, at which somebody can stop it")
            }
        }
        asked.show(on: screen)
        switch try await answer(asked.who, on: screen) {
        case .declined(let why):
            try asked.decline(why, on: screen)
            // Whoever goes on after an approval doesn't after a no.
            throw ExitStatus.failed
        case .approved:
            let reason = try because.map { try TypedAnswer.checked($0) }
            let looking = watch ? try asked.store.watch(asked.petition.session, from: asked.head) : nil
            let isTaken: Bool
            do {
                isTaken = try await asked.approve(because: reason, live, looking, on: screen)
            } catch {
                looking?.end()
                throw error
            }
            guard isTaken else {
                looking?.end()
                screen.error("Not approved: nobody waits for it any more.")
                throw ExitStatus.failed
            }
            let caveat = asked.petition.isLive ? "signed; whether it counts, they see" : Person.caveat
            screen.line("\(Style.green("✓")) approved by \(asked.who) (\(caveat))")
            try asked.countersign(on: screen)
            guard let looking else { return }
            let view = ApproverWatch(watch: looking, asker: asked.petition.asker.name, screen: screen)
            guard try await view.run() else { throw ExitStatus.failed }
        }
    }

    private enum Decision { case approved, declined(String) }

    /// - Throws: `ExitStatus` where it is neither.
    private func answer(_ who: Person, on screen: Screen) async throws -> Decision {
        let typed =
            try await TypedAnswer.read("Type your name (\(who.name)) to approve, or decline and why: ", on: screen)
            ?? ""
        let words = typed.split(separator: " ", maxSplits: 1).map(String.init)
        if words.first?.lowercased() == "decline" { return .declined(words.count > 1 ? words[1] : "without a word") }
        guard typed == who.name else {
            screen.error("Not approved: \"\(typed)\" isn't your name, \(who.name).")
            throw ExitStatus.failed
        }
        return .approved
    }

    // MARK: - By files

    private func carry(_ session: String, _ code: String, to path: String, on screen: Screen) throws {
        let asked = try Asked(session: session, code: code, options, reads: false)
        let destination = try Destination(path, replaces: overwrite.force, besides: asked.store.files)
        try PetitionFile.write(asked.petition, to: destination)
        guard !destination.isStandardOutput else { return }
        screen.text(
            "Written: \(path). Whoever approves reads and signs it with \"lockstep approve --file\", within the time that you wait."
        )
    }

    private func sign(_ path: String, _ to: String) async throws {
        let (screen, who) = (Screen(), try options.who)
        let petition = try PetitionFile.petition(path)
        let destination = try Destination(to, replaces: overwrite.force, besides: [path])
        let signer = try OwnSigner.current(screen)
        try petition.check(who, signer: signer)
        guard let signer else {
            throw InputProblem(
                "an approval that travels is signed, and nothing is signed here (\(OwnSigner.variable)); name a key of yours in "
                    + "it, or unset it")
        }
        petition.show(to: who, signer: signer, on: screen)
        guard case .approved = try await answer(who, on: screen) else {
            screen.text("Declined. Nothing was written: tell \(petition.asker.name) why.")
            throw ExitStatus.failed
        }
        let statement = petition.statement(by: who, because: try because.map { try TypedAnswer.checked($0) })
        guard let signed = try petition.signed(statement, signer) else {
            throw Refusal("Not approved: it isn't signed, and what travels has to be.")
        }
        var token: String?
        if petition.isLive, let tenantID = petition.tenantID {
            let binding = TenantBinding(kind: .live, tenantID: tenantID, displayName: tenantID, scenario: nil)
            token = try await ApproverSignIn.token(for: statement, of: binding, isForeign: true, live, on: screen)
        }
        try PetitionFile.write(signed, token, by: who, of: petition, to: destination)
        guard !destination.isStandardOutput else { return }
        screen.text(
            "\(Style.green("✓")) Signed with \(signer.key.fingerprint): \(to). Send it back; it counts for "
                + "\(Int(ApprovalStatement.life / 60)) minutes.")
    }

    /// A file that can't count takes no request's place: what is asked stays open for one that does.
    private func takeIn(_ session: String, _ code: String, _ path: String, on screen: Screen) throws {
        let asked = try Asked(session: session, code: code, options, reads: false)
        let answer = try PetitionFile.answer(path)
        guard answer.session == asked.petition.session, answer.code == asked.petition.code else {
            throw InputProblem(
                "\(path) approves what was asked with the code \(answer.code) in session \(answer.session), not this")
        }
        let statement: ApprovalStatement
        do {
            statement = try answer.approval.opened().statement
        } catch {
            throw InputProblem("the signature in \(path) counts for nothing: \(error)")
        }
        guard statement.code == asked.petition.code else {
            throw InputProblem(
                "\(path) approves what was asked with the code \(statement.code), whatever stands beside that: each is asked, and "
                    + "answered, by itself")
        }
        guard statement.request == asked.petition.request.hash else {
            throw InputProblem("\(path) approves something else than what is asked for: it was for an earlier question")
        }
        guard
            try asked.store.answer(
                session: asked.petition.session, code: asked.petition.code, shown: asked.petition.request,
                who: answer.by, signed: answer.approval, identityToken: answer.identityToken)
        else {
            screen.error("Not taken in: nobody waits for it any more.")
            throw ExitStatus.failed
        }
        screen.text("\(Style.green("✓")) Taken in: whoever waits sees now whether it counts.")
    }
}
