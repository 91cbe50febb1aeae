import Foundation
import GRDB
import Journal

extension SessionWriter {
    /// Asks for a second person's approval. It lies beside the journal, which only this process writes.
    /// - Returns: the code that they must type.
    public func askForApproval(of request: ApprovalRequest) throws(StoreProblem) -> String {
        let code = String(SessionStore.newID().prefix(6))
        let what = try SessionStore.text(request)
        try store.write {
            try $0.execute(
                sql: """
                    INSERT INTO approvals (session, code, what, asker, host, asker_account, asked, plan)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    id, code, what, who.name, who.host, who.account, Date().timeIntervalSince1970, request.hash,
                ])
        }
        return code
    }

    /// What somebody said to it; nil while nobody has. Only what they were shown counts as approved.
    public func answer(to code: String, _ request: ApprovalRequest) throws(StoreProblem) -> ApprovalAnswer? {
        try store.read { database in
            guard
                let row = try Row.fetchOne(
                    database,
                    sql: """
                        SELECT approver, approver_host, approver_account, shown, declined FROM approvals
                            WHERE session = ? AND code = ? AND approver NOT NULL
                        """, arguments: [self.id, code])
            else { return nil }
            let person = Person(name: row[0], host: row[1] ?? "", account: row[2])
            if let words: String = row["declined"] { return .declined(person, reason: words) }
            return row["shown"] == request.hash ? .approved(person) : .ofSomethingElse(person)
        }
    }

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
    public func approvalWanted(session: String, code: String) throws(StoreProblem) -> (
        request: ApprovalRequest, asker: Person
    )? {
        try read { database in
            guard
                let row = try Row.fetchOne(
                    database,
                    sql: """
                        SELECT what, asker, host, asker_account FROM approvals
                            WHERE session = ? AND code = ? AND approver IS NULL
                        """, arguments: [session, code]),
                let request = try? JSONDecoder().decode(ApprovalRequest.self, from: Data((row[0] as String).utf8))
            else { return nil }
            return (request, Person(name: row[1], host: row[2], account: row[3]))
        }
    }

    /// Approves what was shown, or says no to it.
    /// - Parameter declined: why not; nil approves.
    /// - Returns: false if nobody waits for it any more.
    public func answer(
        session: String, code: String, shown request: ApprovalRequest, who: Person, declined: String? = nil
    ) throws(StoreProblem) -> Bool {
        try write { database in
            try database.execute(
                sql: """
                    UPDATE approvals
                        SET approver = ?, approver_host = ?, approver_account = ?, shown = ?, declined = ?
                        WHERE session = ? AND code = ? AND approver IS NULL
                    """, arguments: [who.name, who.host, who.account, request.hash, declined, session, code])
            return database.changesCount == 1
        }
    }
}
