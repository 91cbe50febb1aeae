import GRDB

/// Asks `AccessLoss` about every account of Microsoft's side, once all are in their classes.
struct AccessPass {
    let database: Database
    let knowledge: AccessKnowledge

    func run() throws {
        let knowledge = knowledge
        let decide = DatabaseFunction("access_loss", argumentCount: 4, pure: true) { values in
            guard let flags = Int.fromDatabaseValue(values[0]) else { return nil }
            return AccessPass.loss(
                flags, hasIdentifier: values[1] == 1.databaseValue, partner: Int.fromDatabaseValue(values[2]),
                name: String.fromDatabaseValue(values[3]) ?? "", knowledge
            ).rawValue
        }
        database.add(function: decide)
        defer { database.remove(function: decide) }
        // Accounts of that class are linked: then the partner is the account on the other side.
        try database.execute(
            sql: """
                UPDATE account AS m SET loss = access_loss(m.flags, m.identifier IS NOT NULL,
                    CASE WHEN m.class = \(AccountClass.linked.rawValue)
                        THEN (SELECT o.flags FROM account o WHERE o.row = m.partner) END, m.folded)
                    WHERE m.side = 0;
                """)
        // Whoever is linked but locked out all the same no longer counts among the linked.
        for (loss, standing) in [
            (AccessLoss.switchedOff, AccountClass.inactive), (.stateUnknown, .unclear), (.contradicted, .ambiguous),
            (.refused, .misnamed), (.refusalUnknown, .misnamed), (.alternate, .misnamed),
        ] {
            try database.execute(
                sql: """
                    UPDATE account AS o SET class = \(standing.rawValue) FROM account AS m
                        WHERE o.side = 1 AND m.side = 0 AND m.class = \(AccountClass.linked.rawValue)
                            AND m.loss = \(loss.rawValue) AND o.row = m.partner;
                    UPDATE account SET class = \(standing.rawValue)
                        WHERE side = 0 AND class = \(AccountClass.linked.rawValue) AND loss = \(loss.rawValue);
                    """)
        }
    }

    /// - Parameters:
    ///   - partner: the linked account's flags; nil where none is linked.
    ///   - name: the folded user principal name.
    private static func loss(
        _ flags: Int, hasIdentifier: Bool, partner: Int?, name: String, _ knowledge: AccessKnowledge
    ) -> AccessLoss {
        let isContradicted = flags & AccountStore.Flag.contradicted != 0
        let isInside = flags & AccountStore.Flag.inside != 0
        // Of those inside, who are nearly all, the name says nothing more.
        let domain = isInside ? "" : AddressParts(name).domain
        let isAlternate = flags & AccountStore.Flag.alternate != 0
        let facts = AccessLoss.Facts(
            isEnabled: flags & (AccountStore.Flag.enabled | AccountStore.Flag.unclear) != 0,
            signsInHere: flags & AccountStore.Flag.guest == 0,
            reach: isInside ? .name : isAlternate ? .alternate : domain == knowledge.initial ? .link : .none,
            alternateLogin: knowledge.alternateLogin, tokens: knowledge.tokens.answer(for: domain),
            partner: knowledge.withoutOtherSide.map {
                .notAsked(
                    hasIdentifier: hasIdentifier,
                    isAnybodys: $0 == .nowOrOnce
                        || flags & (AccountStore.Flag.directorys | AccountStore.Flag.anybodys) != 0)
            }
                ?? partner.map { AccountRow.state($0, "") }.map { isContradicted ? .contradicted($0) : .linked($0) }
                ?? .none)
        return AccessLoss.of(facts)
    }

    /// Of an account of Microsoft's side that is linked: what the other system says of its partner.
    static func partnerState(of row: AccountRow, _ database: Database) throws -> AccountState? {
        guard row.side == .microsoft, row.standing?.isLinked == true, let partner = row.partner else { return nil }
        return try AccountRow.fetch(database, where: "row = ?", [partner], limit: 1).first?.account.state
    }
}
