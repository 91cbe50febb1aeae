import GRDB
import Journal

extension SessionStore {
    /// What was signed of a session, in the order of its entries. A signature is what its writer made of it: `Authorship`
    /// proves them.
    public func signatures(of id: String) throws(StoreProblem) -> [HeadSignature] {
        try read { database in
            // A store of an earlier version that may only be read has no such table.
            guard try database.tableExists("signatures") else { return [] }
            return try Row.fetchAll(
                database,
                sql: """
                    SELECT sequence, hash, first, signature FROM signatures WHERE session = ?
                        ORDER BY sequence, first IS NULL, signature
                    """, arguments: [id]
            ).map {
                HeadSignature(
                    sequence: $0["sequence"], hash: $0["hash"], first: $0["first"], signature: $0["signature"])
            }
        }
    }

    /// - Returns: whether it wasn't there yet.
    @discardableResult
    static func insert(_ signature: HeadSignature, of session: String, in database: Database) throws -> Bool {
        try database.execute(
            sql: """
                INSERT OR IGNORE INTO signatures (session, sequence, hash, first, signature) VALUES (?, ?, ?, ?, ?)
                """,
            arguments: [session, signature.sequence, signature.hash, signature.first, signature.signature])
        return database.changesCount == 1
    }
}
