import Foundation
import GRDB
import Journal

extension SessionWriter {
    /// Asks for a second person's approval. It lies beside the journal, which only this process writes.
    /// - Parameters:
    ///   - what: what they read, a line each.
    ///   - plan: the hash of what is approved, where it has one.
    /// - Returns: the code that they must type.
    public func askForApproval(of what: String, plan: String?) throws(StoreProblem) -> String {
        let code = String(SessionStore.newID().prefix(6))
        try store.write {
            try $0.execute(
                sql:
                    "INSERT INTO approvals (session, code, what, asker, host, asked, plan) VALUES (?, ?, ?, ?, ?, ?, ?)",
                arguments: [id, code, what, who.name, who.host, Date().timeIntervalSince1970, plan])
        }
        return code
    }

    /// Who approved it, and nothing else than it; nil while nobody has.
    public func approval(_ code: String, plan: String?) throws(StoreProblem) -> Person? {
        try store.read { database in
            guard
                let row = try Row.fetchOne(
                    database,
                    sql: """
                        SELECT approver, approver_host FROM approvals
                            WHERE session = ? AND code = ? AND plan IS ? AND approver NOT NULL
                        """, arguments: [self.id, code, plan])
            else { return nil }
            return Person(name: row[0], host: row[1])
        }
    }

    public func forgetApproval(_ code: String) {
        try? store.write {
            try $0.execute(sql: "DELETE FROM approvals WHERE session = ? AND code = ?", arguments: [id, code])
        }
    }
}

extension SessionStore {
    /// What waits for a second person's approval under a code.
    public func approvalWanted(session: String, code: String) throws(StoreProblem) -> (what: String, asker: Person)? {
        try read { database in
            guard
                let row = try Row.fetchOne(
                    database,
                    sql: "SELECT what, asker, host FROM approvals WHERE session = ? AND code = ? AND approver IS NULL",
                    arguments: [session, code])
            else { return nil }
            return (row[0], Person(name: row[1], host: row[2]))
        }
    }

    /// Approves it.
    /// - Returns: false if nobody waits for it any more.
    public func approve(session: String, code: String, who: Person) throws(StoreProblem) -> Bool {
        try write { database in
            try database.execute(
                sql: """
                    UPDATE approvals SET approver = ?, approver_host = ?
                        WHERE session = ? AND code = ? AND approver IS NULL
                    """, arguments: [who.name, who.host, session, code])
            return database.changesCount == 1
        }
    }
}
