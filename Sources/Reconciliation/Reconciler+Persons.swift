import GRDB

/// Whether an account is the person's own. An identifier alone doesn't say so: it is written by hand and by scripts, and
/// whoever has somebody else's signs in as that person.
extension Reconciler {
    /// An account that certainly lets nobody in.
    static let off =
        "o.flags & \(AccountStore.Flag.enabled | AccountStore.Flag.unclear | AccountStore.Flag.request) = 0"

    /// Those who are linked under another address.
    private static let linked = """
        account m JOIN account o ON o.row = m.partner
            WHERE m.side = 0 AND m.class = \(AccountClass.linked.rawValue) AND o.folded <> m.folded
        """

    /// Somebody who left and came back has an old account that is off, and that one is nobody's double. Two rows with the same
    /// id, address and identifier are one account about which two things are said, and neither counts.
    func setAside() throws {
        let change = """
            UPDATE account AS o SET class = \(AccountClass.excluded.rawValue), rule = NULL,
                note = 'inactive; another account of this person is in use'
            """
        try database.execute(
            sql: """
                \(change) WHERE side = 1 AND \(Reconciler.off) AND EXISTS (
                        SELECT 1 FROM account n WHERE n.side = 1 AND n.row <> o.row AND n.folded = o.folded
                            AND (o.identifier IS NULL OR n.identifier IS NOT o.identifier OR n.id <> o.id)
                            AND n.flags & \(AccountStore.Flag.enabled) <> 0
                            AND n.flags & \(AccountStore.Flag.request) = 0);
                """)
        // Under another address the identifier may be all that they share: then the account may be anybody's.
        let pairs = try pairs(
            """
            SELECT o.row, n.row FROM account o JOIN account n ON n.side = 1 AND n.identifier = o.identifier
                WHERE o.side = 1 AND o.class = 0 AND o.identifier IS NOT NULL AND \(Reconciler.off)
                    AND n.row <> o.row AND n.id <> o.id AND n.flags & \(AccountStore.Flag.enabled) <> 0
            """)
        for (old, new) in pairs where isAlike(old, new) {
            try database.execute(sql: "\(change) WHERE row = ?", arguments: [old.row])
        }
    }

    /// Marks whoever is linked to an account that seems to be another person's: one of its addresses is that of another
    /// Microsoft 365 account that can sign in, and none is this one's; or the address of this one is another account's there;
    /// or the two have different names, and nothing at all about them fits.
    func contradict() throws {
        let enabled = AccountStore.Flag.enabled | AccountStore.Flag.unclear
        let taken = try pairs(
            """
            WITH pair AS (SELECT m.row AS own, o.row AS other FROM \(Reconciler.linked)),
                said AS (SELECT own, other, folded FROM pair JOIN account ON row = other
                    UNION ALL SELECT own, other, alias.folded FROM pair JOIN alias ON alias.account = other),
                hit AS (SELECT own, other, n.row AS whose, n.flags AS flags FROM said
                        JOIN account n ON n.folded = said.folded AND n.side = 0
                    UNION ALL SELECT own, other, n.row, n.flags FROM said JOIN alias l ON l.folded = said.folded
                        JOIN account n ON n.row = l.account AND n.side = 0)
            SELECT own, other FROM hit WHERE whose = own OR flags & \(enabled) <> 0
                GROUP BY own, other HAVING sum(whose = own) = 0
            """)
        for (own, other) in taken {
            try mark(
                own, other,
                "linked by its identifier to \(Reconciler.words(other)), which has another Microsoft 365 account's address"
            )
        }
        for (own, other, hasAnother) in try strangers() where !isAlike(own, other) {
            try mark(
                own, other,
                "linked by its identifier to \(Reconciler.words(other)), and "
                    + (hasAnother
                        ? "the account of its own address there is another"
                        : "neither address nor name is this person's"))
        }
    }

    /// Linked pairs whose addresses say nothing for them, and whose names speak against them, or whose address another account
    /// there has; and whether one has it. Those with the same local part are alike; without names, nothing can be said.
    private func strangers() throws -> [(AccountRow, AccountRow, hasAnother: Bool)] {
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT m.row, o.row, EXISTS (SELECT 1 FROM account n WHERE n.side = 1 AND n.folded = m.folded
                        AND n.row <> o.row AND n.flags & \(AccountStore.Flag.request) = 0) AS passed, m.name, o.name
                    FROM \(Reconciler.linked) AND m.flags & \(AccountStore.Flag.contradicted) = 0
                        AND (passed OR m.name <> '' AND o.name <> '' AND m.name <> o.name
                            AND substr(m.folded, 1, instr(m.folded, '@')) <> substr(o.folded, 1, instr(o.folded, '@')))
                """)
        // A company may have nothing but such pairs, and nearly all of them with the same name in another writing.
        var few: [(Int64, Int64, Bool)] = []
        while let row = try rows.next() {
            let passed: Bool = row[2]
            if passed || Reconciler.areCalledOtherwise(row[3], row[4]) { few.append((row[0], row[1], passed)) }
        }
        return try few.compactMap { own, other, passed in try pair(own, other).map { ($0, $1, passed) } }
    }

    /// Whether two names have no word in common: somebody who married, or is written in another order, has one.
    private static func areCalledOtherwise(_ one: String, _ other: String) -> Bool {
        let (one, other) = (Set(Folding.words(one)), Set(Folding.words(other)))
        return !one.isEmpty && !other.isEmpty && one.isDisjoint(with: other)
    }

    private static func words(_ row: AccountRow) -> String {
        let account = row.account
        return account.name.isEmpty || account.name == account.address
            ? account.address : "\(account.address) (\(account.name))"
    }

    private func mark(_ own: AccountRow, _ other: AccountRow, _ note: String) throws {
        try database.execute(
            sql: "UPDATE account SET flags = flags | \(AccountStore.Flag.contradicted), note = ? WHERE row = ?",
            arguments: [note, own.row])
        try database.execute(
            sql: "UPDATE account SET note = ? WHERE row = ?",
            arguments: ["has the identifier of \(own.account.address), and seems to be somebody else's", other.row])
    }

    private func isAlike(_ one: AccountRow, _ other: AccountRow) -> Bool {
        Likeness.of(one.account, other.account, company: company) != nil
    }

    /// - Parameter query: gives the rows of two accounts. There are few: somebody has to look at each.
    private func pairs(_ query: String) throws -> [(AccountRow, AccountRow)] {
        try Row.fetchAll(database, sql: query).compactMap { try pair($0[0], $0[1]) }
    }

    private func pair(_ one: Int64, _ other: Int64) throws -> (AccountRow, AccountRow)? {
        guard let first = try AccountRow.fetch(database, where: "row = ?", [one]).first,
            let second = try AccountRow.fetch(database, where: "row = ?", [other]).first
        else { return nil }
        return (first, second)
    }
}
