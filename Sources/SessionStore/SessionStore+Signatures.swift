import GRDB
import Journal
import Signatures

extension SessionStore {
    /// What was signed of a session, in the order of its entries. A signature is whatever its writer made it: `Authorship`
    /// proves them.
    public func signatures(of id: String) throws(StoreProblem) -> [HeadSignature] {
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

    /// What was signed of a journal that was read here; without what was signed together with entries written since.
    public func signatures(of events: [Event]) throws(StoreProblem) -> [HeadSignature] {
        guard let last = events.last else { return [] }
        var signatures = try signatures(of: last.session)
        if signatures.contains(where: { $0.sequence > last.sequence }) {
            let there = try checkpoint(of: last.session)?.size ?? 0
            signatures.removeAll { $0.sequence > last.sequence && $0.sequence <= there }
        }
        return signatures
    }

    /// Who signed which entries of a journal that was read here; nil where nobody looks at keys. Every signature says the same
    /// as the entries, and none that this account has seen is missing.
    func authorship(of events: [Event]) throws(StoreProblem) -> Authorship? {
        guard let last = events.last else { return nil }
        let id = last.session
        // Before the rows: what is signed and seen meanwhile comes after them.
        let seen = try SessionStore.proving(id) { () throws(JournalProblem) in
            try custody.heads?.signed(of: id, in: folder.path)
        }
        let signatures = try signatures(of: events)
        // What was written since may be signed together with what was read here.
        let isWhole = try checkpoint(of: id)?.size == events.count
        let known = try known()
        let authorship = Authorship(events, signatures, signers: known ?? .none, prove: proofs.key)
        if let problem = authorship.problems.first {
            throw .journal(session: id, name: nil, .contradicted(problem.words))
        }
        if let seen, isWhole, case let gone = seen.missing(from: authorship.signed), !gone.isEmpty {
            throw .journal(session: id, name: nil, .unsigned(gone))
        }
        custody.heads?.keep(Checkpoint(last), signed: authorship.signed, of: folder.path)
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

    /// An entry's head, as its row gives it: whoever opens the journal proves it.
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

    /// Countersigns a journal's head: whoever works here has seen it. Whoever signed it already, as its writer or a witness,
    /// has nothing to add.
    /// - Returns: whether it is signed now and wasn't before.
    @discardableResult
    public func countersign(_ head: Event) throws(StoreProblem) -> Bool {
        guard let signer else { return false }
        let isSigned = try signatures(of: head.session).contains {
            $0.sequence == head.sequence && (try? SSHSignature(armored: $0.signature).key) == signer.key
        }
        guard !isSigned, let signature = try? signer.sign(Checkpoint(head), wroteFrom: nil) else { return false }
        let isNew = try write { database in
            // What was seen is what is there.
            let hash = try String.fetchOne(
                database, sql: "SELECT hash FROM events WHERE session = ? AND sequence = ?",
                arguments: [head.session, head.sequence])
            guard hash == head.hash else { return false }
            return try SessionStore.insert(signature, of: head.session, in: database)
        }
        if isNew {
            var signed = SignedParts()
            signed.add(seen: head.sequence, by: signer.key.fingerprint)
            custody.heads?.keep(Checkpoint(head), signed: signed, of: folder.path)
        }
        return isNew
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
