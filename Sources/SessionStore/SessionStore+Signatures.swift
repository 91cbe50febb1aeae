import GRDB
import Journal
import Signatures

extension SessionStore {
    /// What was signed of a session, in the order of its entries. A signature is what its writer made of it: `Authorship`
    /// proves them. None that this account has seen is missing.
    /// - Parameter asItIs: whatever was seen of it.
    public func signatures(of id: String, asItIs: Bool = false) throws(StoreProblem) -> [HeadSignature] {
        // Before the rows: what is written and seen meanwhile comes after them.
        let seen = try SessionStore.proving(id) { () throws(JournalProblem) in
            asItIs ? 0 : try custody.heads?.signatures(of: id) ?? 0
        }
        let found = try signatureRows(of: id)
        let left = found.writersCount
        guard left >= seen else { throw .journal(session: id, name: nil, .unsigned(seen: seen, left: left)) }
        return found
    }

    private func signatureRows(of id: String) throws(StoreProblem) -> [HeadSignature] {
        try read { database in
            try Row.fetchAll(
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

    /// Who signed which entries of a journal that was read here; nil where nobody looks at keys. No signature says anything
    /// else than the entries.
    func authorship(of events: [Event]) throws(StoreProblem) -> Authorship? {
        guard let last = events.last else { return nil }
        let id = last.session
        var signatures = try signatures(of: id)
        if signatures.contains(where: { $0.sequence > events.count }) {
            // Written since the entries were read.
            let there = try checkpoint(of: id)?.size ?? 0
            signatures.removeAll { $0.sequence > events.count && $0.sequence <= there }
        }
        let known = try known()
        let authorship = Authorship(events, signatures, signers: known ?? .none, prove: proofs.key)
        if let problem = authorship.problems.first {
            throw .journal(session: id, name: nil, .contradicted(problem.words))
        }
        custody.heads?.keep(
            Checkpoint(last), signatures: signatures.writersCount, of: folder.path)
        return known == nil ? nil : authorship
    }

    /// Whose keys are known now; nil where nobody looks at keys.
    func known() throws(StoreProblem) -> AllowedSigners? {
        do throws(UnreadableKeys) {
            return try custody.keys?.known()
        } catch {
            throw .keysUnread("\(error)")
        }
    }

    // MARK: - What was seen of it

    func seen(of id: String) throws(StoreProblem) -> Checkpoint? {
        try SessionStore.proving(id) { () throws(JournalProblem) in try custody.heads?.last(of: id) }
    }

    /// Whether somebody deleted it, and left a stone.
    func isGone(_ id: String) throws(StoreProblem) -> Bool {
        try read {
            try Bool.fetchOne($0, sql: "SELECT EXISTS (SELECT 1 FROM tombstones WHERE session = ?)", arguments: [id])
                ?? false
        }
    }

    /// Sessions that this account has seen here, and that went without a word.
    func vanished(besides ids: [String]) throws(StoreProblem) -> [StoreProblem] {
        let ids = Set(ids)
        var problems: [StoreProblem] = []
        for seen in custody.heads?.seen(in: folder.path) ?? [] where !ids.contains(seen.session) {
            guard try !isGone(seen.session) else { continue }
            problems.append(.journal(session: seen.session, name: nil, .vanished(seen: seen)))
        }
        return problems
    }

    /// The head that an entry is, as its row says it: whoever opens the journal proves it.
    /// - Parameter sequence: nil for the last one.
    /// - Returns: nil where there is no such entry.
    public func checkpoint(of id: String, at sequence: Int? = nil) throws(StoreProblem) -> Checkpoint? {
        try read { database in
            try Row.fetchOne(
                database,
                sql: """
                    SELECT sequence, hash, time FROM events WHERE session = ? AND sequence = coalesce(?, sequence)
                        ORDER BY sequence DESC LIMIT 1
                    """, arguments: [id, sequence]
            ).map { Checkpoint(session: id, size: $0["sequence"], hash: $0["hash"], time: $0["time"]) }
        }
    }

    /// Countersigns a journal's head: whoever works here has seen it. Who signed it already, as its writer or a witness, has
    /// nothing to add.
    /// - Returns: whether it is signed now that wasn't before.
    @discardableResult
    public func countersign(_ head: Event) throws(StoreProblem) -> Bool {
        guard let signer else { return false }
        let isSigned = try signatures(of: head.session).contains {
            $0.sequence == head.sequence && (try? SSHSignature(armored: $0.signature).key) == signer.key
        }
        guard !isSigned, let signature = try? signer.sign(Checkpoint(head), wroteFrom: nil) else { return false }
        return try write { database in
            // What was seen is what is there.
            let hash = try String.fetchOne(
                database, sql: "SELECT hash FROM events WHERE session = ? AND sequence = ?",
                arguments: [head.session, head.sequence])
            guard hash == head.hash else { return false }
            return try SessionStore.insert(signature, of: head.session, in: database)
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
