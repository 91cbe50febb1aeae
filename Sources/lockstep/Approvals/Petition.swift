import Console
import Foundation
import Journal
import SessionStore
import Text

/// What somebody waits for, as a second person reads it: at this store, or on another machine from a file.
struct Petition: Codable {
    let session: String
    /// The session's, for people.
    let name: String
    let code: String
    let isLive: Bool
    /// The tenant's id; nil in a rehearsal.
    let tenantID: String?
    /// `RunbookSource.hash`
    let runbook: String
    /// The journal's last entry when it was asked: its number, hash and time.
    let size: Int
    let head: String
    let time: String
    let request: ApprovalRequest
    let asker: Person
    /// The fingerprint of the key that the asker's entries are signed with.
    let askerKey: String?

    init(_ wanted: ApprovalWanted, code: String, _ state: SessionState, head last: Event) {
        session = state.id
        name = state.name
        self.code = code
        isLive = state.tenant.kind == .live
        tenantID = isLive ? state.tenant.tenantID : nil
        runbook = state.runbook.hash
        (size, head, time) = (last.sequence, last.hash, last.timeText)
        (request, asker, askerKey) = (wanted.request, wanted.asker, wanted.askerKey)
    }

    var checkpoint: Checkpoint { Checkpoint(session: session, size: size, hash: head, time: time) }

    /// Whether it says what is asked, of which journal.
    var isWhole: Bool {
        func isHash(_ text: String) -> Bool { text.utf8.count == 64 && text.allSatisfy(\.isHexDigit) }
        return SessionStore.isID(session) && size > 0 && isHash(head) && isHash(runbook)
            && !TwoPeople.key(asker.name).isEmpty && (!isLive || tenantID.map { UUID(uuidString: $0) != nil } == true)
            && !request.title.allSatisfy(\.isWhitespace) && !request.rows.isEmpty
    }

    /// - Throws: where the reader is the one who asks, as far as names and keys tell, or has no key where one is needed.
    func check(_ who: Person, signer: (any HeadSigner)?) throws {
        guard TwoPeople.differ(asker, who) else {
            throw Refusal(
                "\(asker.name) asked for it, and a second person must approve it: somebody else, who reads it at their own "
                    + "account.")
        }
        guard isLive else { return }
        guard let signer else {
            throw InputProblem(
                "in a live session an approval is signed, and nothing is signed here (\(OwnSigner.variable)); name a key of "
                    + "yours in \(OwnSigner.variable), or unset it")
        }
        guard signer.key.fingerprint != askerKey else {
            throw Refusal(
                "Your key is \(asker.name)'s, \(signer.key.fingerprint), and one key is one person: approve with a key of your "
                    + "own (\(OwnSigner.variable) names it).")
        }
    }

    func show(to who: Person, signer: (any HeadSigner)?, isDeclining: Bool = false, on screen: Screen) {
        screen.text("\(asker) asks for your approval of \(request.title):")
        var table = Table()
        for row in request.rows { table.add(row.name, row.value) }
        table.add("Journal", "\(size) entries")
        // Two people compare it: whole, on a line of its own.
        table.add("Head", head)
        for line in table.lines(columns: screen.columns, indent: "  ") { screen.line(line) }
        if isDeclining { return }
        if isLive, let signer {
            return screen.text(
                "Your key \(signer.key.fingerprint) signs it, and you sign in to the tenant for it. It counts if \(asker.name) knows "
                    + "that key by then (lockstep trust add): read it to them before you approve. It holds for "
                    + "\(Int(ApprovalStatement.life / 60)) minutes.", first: "  ", rest: "  ")
        }
        let accounts = asker.account.flatMap { $0 == who.account ? $0 : nil }
        screen.text(
            "Names are \(Person.caveat)"
                + (accounts.map { ": \(asker.name) and \(who.name) are both at the account \($0)." } ?? "."),
            first: "  ", rest: "  ")
    }

    /// What whoever approves signs.
    func statement(by who: Person, because reason: String?) -> ApprovalStatement {
        ApprovalStatement(
            of: request, code: code, head: checkpoint, runbook: runbook, by: who, at: Date(), reason: reason)
    }

    /// - Returns: nil in a rehearsal where it can't be signed: there, names count.
    func signed(_ statement: ApprovalStatement, _ signer: (any HeadSigner)?) throws -> SignedApproval? {
        guard let signer else { return nil }
        do throws(SigningFailure) {
            return try SignedApproval(statement, by: signer)
        } catch {
            guard isLive else { return nil }
            throw Refusal("Not approved, because it isn't signed: \(error)")
        }
    }
}
