import ArgumentParser
import Console
import Journal
import SessionStore
import Text

/// What somebody waits for in a store, and the second person who reads it there.
struct Asked {
    let store: SessionStore
    let petition: Petition
    let who: Person
    let signer: (any HeadSigner)?
    /// Whether something is sent next, which the second person may look on at.
    let isWatchable: Bool
    /// The journal's last entry when it was read here.
    let head: Event
    let state: SessionState

    /// - Parameter reads: whether whoever runs this is the second person; otherwise they only carry it on.
    /// - Throws: `InputProblem` where nobody waits; and where the reader is the one who asks.
    init(session: String, code: String, _ options: StoreOptions, reads: Bool = true) throws {
        store = try options.openToWrite()
        try store.requireWritable()
        let id = try store.find(session)
        let events = try store.events(of: id)
        guard let last = events.last else { throw StoreProblem.noSession(session, suggestion: nil) }
        head = last
        guard let wanted = try store.approvalWanted(session: id, code: code.lowercased()) else {
            throw InputProblem("nobody waits for the code \"\(code)\" in session \(id); ask for it again")
        }
        isWatchable = wanted.isWatchable
        state = try store.state(folding: events)
        petition = Petition(wanted, code: code.lowercased(), state, head: last)
        who = try options.who
        signer = reads ? try OwnSigner.current(Screen()) : nil
        if reads { try petition.check(who, signer: signer) }
    }

    func show(isDeclining: Bool = false, on screen: Screen) {
        petition.show(to: who, signer: signer, isDeclining: isDeclining, on: screen)
        guard let words = Strangers.warning(state) else { return }
        screen.text(words, first: "\(Style.yellow("Note:")) ", rest: "      ")
    }

    /// - Returns: false if nobody waits for it any more.
    func approve(because reason: String?, _ live: TenantOptions, _ watch: Watch?, on screen: Screen) async throws
        -> Bool
    {
        let statement = petition.statement(by: who, because: reason)
        let signed = try petition.signed(statement, signer)
        let token =
            petition.isLive
            ? try await ApproverSignIn.token(
                for: statement, of: state.tenant, isForeign: state.started.isForeign, live, on: screen) : nil
        return try store.answer(
            session: petition.session, code: petition.code, shown: petition.request, who: who, signed: signed,
            identityToken: token, watch: watch)
    }

    /// Countersigns the journal as it was read, and says up to where: whoever cuts it off behind that is found out. What
    /// somebody may have put in is nothing to stand by.
    func countersign(on screen: Screen) throws {
        if let words = state.foreign.unexplained {
            return screen.text(
                "The journal isn't countersigned: \(words), signed by nobody whose key is known here.", first: "  ",
                rest: "  ")
        }
        guard try store.countersign(head) else { return }
        screen.text("Countersigned with your key: entry \(head.sequence), head \(head.hash)", first: "  ", rest: "  ")
    }

    func decline(_ words: String, on screen: Screen) throws {
        let reason = try TypedAnswer.checked(words)
        guard
            try store.answer(
                session: petition.session, code: petition.code, shown: petition.request, who: who, declined: reason)
        else {
            screen.error("Nobody waits for it any more.")
            throw ExitStatus.failed
        }
        screen.line("Declined. \(petition.asker.name) reads why.")
        try countersign(on: screen)
    }
}
