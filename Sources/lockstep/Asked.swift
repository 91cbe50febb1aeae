import ArgumentParser
import Console
import Journal
import SessionStore

/// What somebody waits for in a store, and the second person who reads it there.
struct Asked {
    let store: SessionStore
    let petition: Petition
    let who: Person
    let signer: (any HeadSigner)?
    /// The journal's last entry when it was read here.
    let head: Event

    /// - Parameter reads: whether whoever runs this is the second person; otherwise they only carry it on.
    /// - Throws: `InputProblem` where nobody waits, or where the reader is the one who asks.
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
        petition = Petition(wanted, code: code.lowercased(), try store.state(folding: events), head: last)
        who = try options.who
        signer = reads ? try OwnSigner.current(Screen()) : nil
        if reads { try petition.check(who, signer: signer) }
    }

    func show(on screen: Screen) { petition.show(to: who, signer: signer, on: screen) }

    /// - Returns: false if nobody waits for it any more.
    func approve(because reason: String?) throws -> Bool {
        try store.answer(
            session: petition.session, code: petition.code, shown: petition.request, who: who,
            signed: try petition.signed(by: who, signer, because: reason))
    }

    /// Countersigns the journal as it was read, and says up to where: whoever cuts it off behind that is found out.
    func countersign(on screen: Screen) throws {
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
            throw ExitCode(1)
        }
        screen.line("Declined. \(petition.asker.name) reads why.")
        try countersign(on: screen)
    }
}
