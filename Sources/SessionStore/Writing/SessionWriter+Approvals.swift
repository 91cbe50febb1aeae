import Foundation
import GRDB
import Journal
import Signatures

extension SessionWriter {
    /// What was approved for what is about to be sent, to be judged anew when it is.
    struct Agreed {
        let answer: HandedIn
        let request: ApprovalRequest
        let asker: EntraIdentity?
        let account: Result<EntraIdentity, ApprovalRule.Objection>
    }

    /// Asks for a second person's approval. It lies beside the journal, which only this process writes.
    /// - Parameter isWatchable: whether they may look on until it is sent.
    /// - Returns: the code that they must type.
    public func askForApproval(of request: ApprovalRequest, isWatchable: Bool = false) throws(StoreProblem) -> String {
        let code = String(SessionStore.newID().prefix(6))
        let what = try SessionStore.text(request)
        try store.write {
            try $0.execute(
                sql: """
                    INSERT INTO approvals (session, code, what, asker, host, asker_account, asked, plan, asker_key,
                        is_watchable)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    id, code, what, who.name, who.host, who.account, Date().timeIntervalSince1970, request.hash,
                    store.signer?.key.fingerprint, isWatchable,
                ])
        }
        return code
    }

    /// What somebody handed in; nil while nobody has.
    public func handedIn(to code: String) throws(StoreProblem) -> HandedIn? {
        let row = try store.read { database in
            try Row.fetchOne(
                database,
                sql: """
                    SELECT approver, approver_host, approver_account, shown, declined, statement, signature, identity_token,
                        watch FROM approvals WHERE session = ? AND code = ? AND approver NOT NULL
                    """, arguments: [self.id, code])
        }
        guard let row, let name: String = row["approver"] else { return nil }
        let parts: (text: String?, signature: String?) = (row["statement"], row["signature"])
        return HandedIn(
            code: code, person: Person(name: name, host: row["approver_host"] ?? "", account: row["approver_account"]),
            declined: row["declined"], shown: row["shown"],
            signed: parts.text.map { SignedApproval(text: $0, signature: parts.signature ?? "") },
            identityToken: row["identity_token"], watch: row["watch"])
    }

    /// While what one person handed in waits, somebody else may answer, or say no.
    public func setAside(_ answer: HandedIn) throws(StoreProblem) {
        try store.write {
            try $0.execute(
                sql: """
                    UPDATE approvals
                        SET approver = NULL, approver_host = NULL, approver_account = NULL, shown = NULL, declined = NULL,
                            statement = NULL, signature = NULL, identity_token = NULL, watch = NULL
                        WHERE session = ? AND code = ? AND approver IS ? AND statement IS ?
                    """, arguments: [id, answer.code, answer.person.name, answer.signed?.text])
        }
    }

    /// What it comes to. Only what they were shown counts as approved, and only if `ApprovalRule` has nothing against it.
    /// - Parameters:
    ///   - asker: the account that whoever works here is signed in with.
    ///   - account: that the second person signed in with for it, proven, or why it isn't.
    public func judge(
        _ answer: HandedIn, to request: ApprovalRequest, asker: EntraIdentity?,
        account: Result<EntraIdentity, ApprovalRule.Objection>
    ) -> ApprovalAnswer {
        let person = answer.person
        if let words = answer.declined { return .declined(person, reason: words) }
        guard answer.shown == request.hash else {
            return .notCounted(
                person,
                .init(
                    "\(person) approved, and was shown something else than what you ask for: somebody has changed the store."
                ))
        }
        let known: AllowedSigners?
        do throws(StoreProblem) {
            // As it says now: a key that was taken back since the session was opened counts no more.
            known = try store.known()
        } catch {
            return .notCounted(person, .init(error.description))
        }
        let rule = ApprovalRule(
            for: request, code: answer.code, in: state, own: store.signer?.key, known: known, asker: asker, now: Date())
        do throws(ApprovalRule.Objection) {
            let approver = try rule.approver(person, answer.signed, account: account) { size in
                ((try? store.checkpoint(of: self.id, at: size)) ?? nil)?.hash
            }
            return .approved(approver, signed: answer.signed, watch: answer.watch)
        } catch {
            return .notCounted(person, error)
        }
    }

    /// From now on nothing begins a switch, or takes one back, unless this still counts: its time runs out, and keys are taken
    /// back.
    public func rest(
        on answer: HandedIn, to request: ApprovalRequest, asker: EntraIdentity?,
        account: Result<EntraIdentity, ApprovalRule.Objection>
    ) {
        agreed.withLock { $0.append(Agreed(answer: answer, request: request, asker: asker, account: account)) }
    }

    /// What no longer counts of what was approved.
    func objectionsOfTime() -> [Reason] {
        agreed.withLock { $0 }.compactMap { one in
            guard
                case .notCounted(let person, let objection) = judge(
                    one.answer, to: one.request, asker: one.asker, account: one.account)
            else { return nil }
            return Reason(
                kind: .unapproved, subject: nil, message: "What \(person) approved counts no more. \(objection)",
                remedy: "Ask again.")
        }
    }

    /// Takes a question for an approval back; a code that is answered later counts for nothing.
    public func forgetApproval(_ code: String) {
        try? store.write {
            try $0.execute(sql: "DELETE FROM approvals WHERE session = ? AND code = ?", arguments: [id, code])
        }
    }
}

extension SessionStore {
    static func text(_ request: ApprovalRequest) throws(StoreProblem) -> String {
        guard let data = try? JSONEncoder().encode(request) else { throw .failed("a request can't be written as JSON") }
        return String(decoding: data, as: UTF8.self)
    }

    /// What waits for a second person's approval under a code.
    public func approvalWanted(session: String, code: String) throws(StoreProblem) -> ApprovalWanted? {
        try read { database in
            guard
                let row = try Row.fetchOne(
                    database,
                    sql: """
                        SELECT what, asker, host, asker_account, asker_key, is_watchable FROM approvals
                            WHERE session = ? AND code = ? AND approver IS NULL
                        """, arguments: [session, code]),
                let request = try? JSONDecoder().decode(ApprovalRequest.self, from: Data((row[0] as String).utf8))
            else { return nil }
            return ApprovalWanted(
                request: request, asker: Person(name: row[1], host: row[2], account: row[3]), askerKey: row[4],
                isWatchable: row[5] ?? false)
        }
    }

    /// Approves what was shown, or says no to it.
    /// - Parameters:
    ///   - declined: why not; nil approves.
    ///   - signed: what whoever approves signed.
    ///   - identityToken: their sign-in for it.
    ///   - watch: nil where they don't look on.
    /// - Returns: false if nobody waits for it any more.
    public func answer(
        session: String, code: String, shown request: ApprovalRequest, who: Person, declined: String? = nil,
        signed: SignedApproval? = nil, identityToken: String? = nil,
        watch: Watch? = nil
    ) throws(StoreProblem) -> Bool {
        try write { database in
            try database.execute(
                sql: """
                    UPDATE approvals
                        SET approver = ?, approver_host = ?, approver_account = ?, shown = ?, declined = ?, statement = ?,
                            signature = ?, identity_token = ?, watch = ?
                        WHERE session = ? AND code = ? AND approver IS NULL
                    """,
                arguments: [
                    who.name, who.host, who.account, request.hash, declined, signed?.text, signed?.signature,
                    identityToken, watch?.token, session, code,
                ])
            return database.changesCount == 1
        }
    }
}
