import GRDB

/// Takes in both sides, page by page, in any order.
public final class AccountLoader: Sendable {
    let store: AccountStore
    let rules: [ExclusionRule]
    /// The domain that is switched, lowercased; nil compares every account.
    let domain: String?

    /// - Parameters:
    ///   - domain: the one that is switched, and with it those below it; nil compares every account.
    ///   - rules: who need not be linked; the first that applies counts.
    public init(domain: String?, rules: [ExclusionRule]) throws(ReconciliationProblem) {
        store = try AccountStore()
        self.domain = domain?.lowercased()
        self.rules = rules + (self.domain.map { [.outside($0)] } ?? [])
    }

    public func add(_ accounts: [Account], to side: Side) throws(ReconciliationProblem) {
        try store.write { database in
            let insert = try database.cachedStatement(
                sql: """
                    INSERT INTO account (side, id, address, folded, name, identifier, claim, flags, rule)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """)
            let alias = try database.cachedStatement(
                sql: "INSERT INTO alias (account, folded, address) VALUES (?, ?, ?)")
            for account in accounts.lazy.map(\.stored) {
                let folded = Folding.address(account.address)
                let rule = rules.firstIndex { $0.applies(to: account, on: side) }
                try insert.execute(arguments: [
                    side.rawValue, account.id, account.address, folded, account.name,
                    account.identifier.flatMap { $0.isEmpty ? nil : $0 },
                    account.claim.flatMap { $0.isEmpty ? nil : Folding.address($0) }, flags(account, on: side), rule,
                ])
                if account.otherAddresses.isEmpty { continue }
                let row = database.lastInsertedRowID
                var seen: Set = [folded]
                for other in account.otherAddresses where seen.insert(Folding.address(other)).inserted {
                    try alias.execute(arguments: [row, Folding.address(other), other])
                }
            }
        }
    }

    private func flags(_ account: Account, on side: Side) -> Int {
        var flags = 0
        if account.isEnabled { flags |= AccountStore.Flag.enabled }
        if account.isGuest { flags |= AccountStore.Flag.guest }
        if account.isRequest { flags |= AccountStore.Flag.request }
        if side == .microsoft, domain.map({ AddressParts(account.address).isBelow($0) }) ?? true {
            flags |= AccountStore.Flag.inside
        }
        return flags
    }
}
