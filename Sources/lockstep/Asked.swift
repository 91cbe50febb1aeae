import ArgumentParser
import Console
import Journal
import SessionStore

/// What somebody waits for, and the second person who reads it.
struct Asked {
    let store: SessionStore
    let id: String
    let code: String
    let request: ApprovalRequest
    let asker: Person
    let who: Person
    /// The journal's last entry when it was read here.
    let head: Event

    /// - Throws: `InputProblem` where nobody waits, or where the reader is the one who asks.
    init(session: String, code: String, _ options: StoreOptions) throws {
        store = try options.openToWrite()
        try store.requireWritable()
        id = try store.find(session)
        try SeenHeads.check(id, in: store)
        guard let last = try store.events(of: id).last else { throw StoreProblem.noSession(session, suggestion: nil) }
        head = last
        SeenHeads.keep(last)
        self.code = code.lowercased()
        guard let wanted = try store.approvalWanted(session: id, code: self.code) else {
            throw InputProblem("nobody waits for the code \"\(code)\" in session \(id); ask for it again")
        }
        (request, asker) = wanted
        who = try options.who
        guard TwoPeople.differ(asker, who) else {
            throw InputProblem(
                "\(asker.name) asked for it, and a second person must approve it: somebody else, who reads it at their own "
                    + "account")
        }
    }

    func show(on screen: Screen) {
        screen.text("\(asker) asks for your approval of \(request.title):")
        var table = Table()
        for row in request.rows { table.add(row.name, row.value) }
        for line in table.lines(columns: screen.columns, indent: "  ") { screen.line(line) }
        let accounts = asker.account.flatMap { $0 == who.account ? $0 : nil }
        screen.text(
            "Names are \(Person.caveat)"
                + (accounts.map { ": \(asker.name) and \(who.name) are both at the account \($0)." } ?? "."),
            first: "  ",
            rest: "  ")
    }

    /// - Parameter declined: why not; nil approves.
    func answer(declined: String? = nil) throws -> Bool {
        try store.answer(session: id, code: code, shown: request, who: who, declined: declined)
    }

    /// Countersigns the journal as it was read, and says up to where: whoever cuts it off behind that is found out.
    func countersign(on screen: Screen) throws {
        guard try store.countersign(head) else { return }
        screen.text("Countersigned with your key: entry \(head.sequence), head \(head.hash)", first: "  ", rest: "  ")
    }

    func decline(_ reason: String, on screen: Screen) throws {
        guard try answer(declined: reason) else {
            screen.error("Nobody waits for it any more.")
            throw ExitCode(1)
        }
        screen.line("Declined. \(asker.name) reads why.")
        try countersign(on: screen)
    }
}
