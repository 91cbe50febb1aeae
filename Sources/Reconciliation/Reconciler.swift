import GRDB

/// Puts every account into its class.
struct Reconciler {
    let database: Database
    /// Domains of the company, folded.
    let company: Set<String>
    /// Whether the other side says by which identifier it names people.
    let hasIdentifiers: Bool

    /// A key that so many pairs share (a common name) tells nothing.
    private static let mostPairs = 2_500

    /// - Parameter isCancelled: asked between the parts of the work.
    func run(isCancelled: () -> Bool) throws {
        let parts: [() throws -> Void] = [
            { try database.execute(sql: AccountStore.indexes) }, repeated, damaged, setAside, sameIdentifierTwice, link,
            contradict, sameAddressTwice, exclude, sameAddress, keys, compare, settle, rest,
        ]
        for part in parts {
            if isCancelled() { throw CancellationError() }
            try part()
        }
    }

    /// An account that is there twice is one account: on two pages of a list, in two files that were joined.
    private func repeated() throws {
        try database.execute(
            sql: """
                CREATE TEMP TABLE again AS SELECT row FROM account WHERE side = 0
                    AND row NOT IN (SELECT min(row) FROM account WHERE side = 0 GROUP BY id);
                CREATE TEMP TABLE twice AS SELECT row, id, folded, name, identifier, claim, flags FROM account
                    WHERE side = 1 AND folded IN (SELECT folded FROM account WHERE side = 1
                        GROUP BY folded HAVING count(*) > 1);
                INSERT INTO again SELECT row FROM twice WHERE row NOT IN (SELECT min(row) FROM twice
                    GROUP BY id, folded, name, identifier, claim, flags);
                DELETE FROM alias WHERE account IN (SELECT row FROM again);
                DELETE FROM account WHERE row IN (SELECT row FROM again);
                DROP TABLE twice;
                DROP TABLE again;
                """)
    }

    /// Numbers that lost their leading zeros when a spreadsheet opened a table: nobody may be linked by these.
    private func damaged() throws {
        let found = try Row.fetchOne(
            database,
            sql: """
                SELECT o.identifier, m.identifier, m.address, o.address FROM account m
                    JOIN account o ON o.side = 1 AND o.identifier = ltrim(m.identifier, '0')
                    WHERE m.side = 0 AND m.identifier GLOB '0*' AND m.identifier NOT GLOB '*[^0-9]*'
                        AND m.folded = o.folded LIMIT 1
                """)
        guard let found else { return }
        let (shown, whole, address): (String, String, String) = (found[0], found[1], found[2])
        throw ReconciliationProblem.file(
            "The identifier \"\(shown)\" of \(address) has lost the zeros before it: Microsoft 365 holds \"\(whole)\". A "
                + "spreadsheet does that when it opens a table. Export the accounts again, and let no spreadsheet save "
                + "them, or import the identifiers as text.")
    }

    private func sameIdentifierTwice() throws {
        // Requests have no identifier of their own yet.
        try database.execute(
            sql: """
                CREATE TEMP TABLE twice AS SELECT identifier, side FROM account
                    WHERE identifier IS NOT NULL AND class = 0
                    GROUP BY identifier, side HAVING count(*) > 1;
                UPDATE account SET class = \(AccountClass.duplicate.rawValue),
                    note = 'another account on this side has the same identifier'
                    WHERE identifier IS NOT NULL AND class = 0
                        AND (identifier, side) IN (SELECT identifier, side FROM twice);
                DROP TABLE twice;
                """)
    }

    private func link() throws {
        let condition =
            hasIdentifiers
            ? "o.side = 1 AND o.class = 0 AND o.identifier = m.identifier"
            // Only the system's own word is there, and Microsoft holds some identifier.
            : "o.side = 1 AND o.class = 0 AND (o.claim = m.folded OR o.claim = m.id)"
        try database.execute(
            sql: """
                CREATE INDEX IF NOT EXISTS account_claim ON account (claim, side) WHERE claim IS NOT NULL;
                CREATE TEMP TABLE link (microsoft INTEGER PRIMARY KEY, other INTEGER UNIQUE);
                INSERT OR IGNORE INTO link SELECT m.row, o.row FROM account m CROSS JOIN account o
                    ON \(condition) WHERE m.side = 0 AND m.class = 0 AND m.identifier IS NOT NULL;
                UPDATE account SET class = \(AccountClass.linked.rawValue), partner = link.other
                    FROM link WHERE link.microsoft = account.row;
                UPDATE account SET class = \(AccountClass.linked.rawValue), partner = link.microsoft
                    FROM link WHERE link.other = account.row;
                DROP TABLE link;
                """)
    }

    private func sameAddressTwice() throws {
        // The other system's second account of somebody, whether the first is linked or not.
        try database.execute(
            sql: """
                CREATE TEMP TABLE twice AS SELECT folded FROM account
                    WHERE side = 1 AND class <> \(AccountClass.excluded.rawValue)
                    GROUP BY folded HAVING count(*) > 1;
                UPDATE account SET class = \(AccountClass.duplicate.rawValue),
                    note = 'another account on this side has the same address'
                    WHERE side = 1 AND class = 0 AND folded IN (SELECT folded FROM twice);
                DROP TABLE twice;
                UPDATE account AS o SET class = \(AccountClass.excluded.rawValue), rule = NULL,
                    note = 'inactive; the person is linked to another account'
                    WHERE side = 1 AND class = 0 AND \(Reconciler.off) AND EXISTS (SELECT 1 FROM account m
                        WHERE m.folded = o.folded AND m.side = 0 AND m.class = \(AccountClass.linked.rawValue));
                UPDATE account AS o SET class = \(AccountClass.duplicate.rawValue),
                    note = 'whose address this is, is linked to another account already'
                    WHERE side = 1 AND class = 0 AND EXISTS (SELECT 1 FROM account m WHERE m.folded = o.folded
                        AND m.side = 0 AND m.class = \(AccountClass.linked.rawValue));
                """)
    }

    private func exclude() throws {
        try database.execute(
            sql: """
                UPDATE account SET class = \(AccountClass.excluded.rawValue) WHERE class = 0 AND rule IS NOT NULL;
                UPDATE account AS o SET class = \(AccountClass.excluded.rawValue), rule = m.rule, partner = m.row
                    FROM account AS m WHERE o.side = 1 AND o.class = 0 AND m.side = 0 AND m.folded = o.folded
                        AND m.class = \(AccountClass.excluded.rawValue);
                """)
    }

    /// Equal addresses are most of the work where nobody is linked yet: they are paired where they lie.
    private func sameAddress() throws {
        try database.execute(
            sql: """
                INSERT OR IGNORE INTO candidate SELECT m.row, o.row, 0.99,
                    'said to be linked, but the identifiers differ' || CASE
                        WHEN m.flags & \(AccountStore.Flag.directorys) AND length(o.identifier) <> 24
                        THEN '; Microsoft''s looks like an Active Directory''s' ELSE '' END
                    FROM account o JOIN account m ON m.side = 0 AND m.class = 0 AND m.folded = o.claim
                    WHERE o.side = 1 AND o.class = 0 AND o.claim IS NOT NULL;
                UPDATE account SET class = \(AccountClass.unlinked.rawValue), partner = candidate.other FROM candidate
                    WHERE candidate.microsoft = account.row;
                UPDATE account SET class = \(AccountClass.unlinked.rawValue), partner = candidate.microsoft
                    FROM candidate WHERE candidate.other = account.row;
                INSERT OR IGNORE INTO candidate SELECT m.row, o.row,
                    CASE WHEN m.address = o.address THEN 0.99 ELSE 0.985 END,
                    CASE WHEN m.flags & \(AccountStore.Flag.directorys) AND length(o.identifier) <> 24 THEN
                        'same address, but Microsoft 365 holds another identifier, which looks like an Active Directory''s'
                        WHEN m.identifier IS NOT NULL AND o.identifier IS NOT NULL
                        THEN 'same address, but Microsoft 365 holds another identifier'
                        WHEN m.address = o.address THEN 'same address' WHEN lower(m.address) = lower(o.address)
                        THEN 'same address in another letter case' ELSE 'same address in another writing' END
                    FROM account m JOIN account o ON o.folded = m.folded AND o.side = 1 AND o.class = 0
                    WHERE m.side = 0 AND m.class = 0;
                UPDATE account SET class = \(AccountClass.unlinked.rawValue), partner = candidate.other FROM candidate
                    WHERE candidate.microsoft = account.row;
                UPDATE account SET class = \(AccountClass.unlinked.rawValue), partner = candidate.microsoft
                    FROM candidate WHERE candidate.other = account.row;
                CREATE INDEX candidate_other ON candidate (other);
                """)
    }

    private func keys() throws {
        let insert = try database.cachedStatement(sql: "INSERT INTO matching (hash, side, account) VALUES (?, ?, ?)")
        // Read in slices: what is read must not change while it is read.
        var last: Int64 = 0
        while true {
            let slice = try AccountRow.fetch(database, where: "row > ? AND class = 0", [last], limit: 2_000)
            guard let end = slice.last?.row else { break }
            for found in slice {
                for key in MatchingKeys.of(found.account) {
                    try insert.execute(arguments: [key, found.side.rawValue, found.row])
                }
            }
            last = end
        }
        try database.execute(
            sql: """
                CREATE INDEX matching_hash ON matching (hash, side, account);
                DELETE FROM matching WHERE hash IN (SELECT hash FROM matching GROUP BY hash
                    HAVING sum(side = 0) * sum(side = 1) > \(Reconciler.mostPairs) OR min(side) = max(side));
                """)
    }

    private func compare() throws {
        try database.execute(
            sql: """
                CREATE TEMP TABLE pair AS SELECT DISTINCT a.account AS microsoft, b.account AS other
                    FROM matching a JOIN matching b ON a.hash = b.hash AND b.side = 1 WHERE a.side = 0;
                DROP TABLE matching;
                """)
        let insert = try database.cachedStatement(
            sql: "INSERT OR IGNORE INTO candidate (microsoft, other, confidence, reason) VALUES (?, ?, ?, ?)")
        var last: Int64 = 0
        while true {
            let pairs = try Row.fetchAll(
                database,
                sql: "SELECT rowid, microsoft, other FROM pair WHERE rowid > ? ORDER BY rowid LIMIT 2000",
                arguments: [last])
            guard let end: Int64 = pairs.last?[0] else { break }
            let rows = Set(pairs.flatMap { [$0[1] as Int64, $0[2] as Int64] }).map(String.init).joined(separator: ",")
            let accounts = Dictionary(
                try AccountRow.fetch(database, where: "row IN (\(rows))", []).map { ($0.row, $0.account) }
            ) { first, _ in first }
            for pair in pairs {
                let (microsoft, other): (Int64, Int64) = (pair[1], pair[2])
                guard let left = accounts[microsoft], let right = accounts[other],
                    let likeness = Likeness.of(left, right, company: company)
                else { continue }
                try insert.execute(arguments: [microsoft, other, likeness.confidence, likeness.reason])
            }
            last = end
        }
        try database.execute(sql: "DROP TABLE pair")
    }

    /// Takes the pairs that are each other's best, by a lead; then looks again at who is left, until nothing is clear
    /// any more.
    private func settle() throws {
        while true {
            try database.execute(
                sql: """
                    CREATE TEMP TABLE clear AS WITH live AS (
                        SELECT c.microsoft, c.other, c.confidence FROM candidate c
                            JOIN account m ON m.row = c.microsoft JOIN account o ON o.row = c.other
                            WHERE m.class = 0 AND o.class = 0 AND c.confidence >= \(Likeness.credible)),
                    ranked AS (
                        SELECT *, row_number() OVER left AS place, lead(confidence, 1, 0) OVER left AS next,
                            row_number() OVER right AS place_other, lead(confidence, 1, 0) OVER right AS next_other
                            FROM live
                            WINDOW left AS (PARTITION BY microsoft ORDER BY confidence DESC, other),
                                right AS (PARTITION BY other ORDER BY confidence DESC, microsoft))
                    SELECT microsoft, other FROM ranked WHERE place = 1 AND place_other = 1
                        AND confidence - next >= \(Likeness.lead) AND confidence - next_other >= \(Likeness.lead);
                    """)
            let count = try Int.fetchOne(database, sql: "SELECT count(*) FROM clear") ?? 0
            try database.execute(
                sql: """
                    UPDATE account SET class = \(AccountClass.unlinked.rawValue), partner = clear.other FROM clear
                        WHERE clear.microsoft = account.row;
                    UPDATE account SET class = \(AccountClass.unlinked.rawValue), partner = clear.microsoft FROM clear
                        WHERE clear.other = account.row;
                    DROP TABLE clear;
                    """)
            if count == 0 { return }
        }
    }

    private func rest() throws {
        try database.execute(
            sql: """
                CREATE TEMP TABLE torn AS SELECT c.microsoft, c.other FROM candidate c
                    JOIN account m ON m.row = c.microsoft JOIN account o ON o.row = c.other
                    WHERE m.class = 0 AND o.class = 0 AND c.confidence >= \(Likeness.credible);
                UPDATE account SET class = \(AccountClass.ambiguous.rawValue) WHERE row IN
                    (SELECT microsoft FROM torn UNION SELECT other FROM torn);
                DROP TABLE torn;
                \(Reconciler.namesakes)
                UPDATE account AS o SET class = \(AccountClass.excluded.rawValue), rule = NULL,
                    note = 'inactive, and nothing in Microsoft 365 is like it'
                    WHERE side = 1 AND class = 0 AND \(Reconciler.off);
                UPDATE account SET class = CASE side WHEN 0 THEN \(AccountClass.microsoftOnly.rawValue)
                    ELSE \(AccountClass.otherOnly.rawValue) END WHERE class = 0;
                CREATE INDEX account_class ON account (side, class, folded);
                """)
    }

    /// Nobody is told to create an account where there is one of that address: it is of another class for a reason, and
    /// a person has to look at both.
    private static let namesakes = """
        UPDATE account AS a SET class = \(AccountClass.duplicate.rawValue),
            note = 'an account of this address is there, and belongs to somebody else or is there twice'
            WHERE a.class = 0 AND (
                EXISTS (SELECT 1 FROM account b WHERE b.folded = a.folded AND b.side <> a.side)
                OR EXISTS (SELECT 1 FROM alias l JOIN account b ON b.row = l.account
                    WHERE l.folded = a.folded AND b.side <> a.side)
                OR EXISTS (SELECT 1 FROM alias l JOIN account b ON b.folded = l.folded
                    WHERE l.account = a.row AND b.side <> a.side));
        """
}
