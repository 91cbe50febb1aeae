import GRDB
import Sameness

/// Takes in both sides, page by page, in any order.
public final class AccountLoader: Sendable {
    let store: AccountStore
    let rules: [ExclusionRule]
    /// The domain that is switched, folded; nil compares every account.
    let domain: String?
    /// Which domains go along is known only once all domains are.
    fileprivate let switched: SwitchedDomains?

    /// - Parameters:
    ///   - domain: the one that is switched, and with it those below it; nil compares every account.
    ///   - rules: who need not be linked; the first that applies counts.
    public init(domain: String?, rules: [ExclusionRule]) throws(ReconciliationProblem) {
        store = try AccountStore()
        self.domain = domain.map(DomainName.folded)
        switched = self.domain.map { SwitchedDomains($0, roots: []) }
        self.rules = rules + (self.domain.map { [.outside($0)] } ?? [])
    }

    /// Takes in accounts of one side, some at a time.
    public func add(_ accounts: [Account], to side: Side) throws(ReconciliationProblem) {
        try store.write { database in
            let insert = try database.cachedStatement(
                sql: """
                    INSERT INTO account (side, id, address, folded, name, identifier, claim, flags, rule, word, void)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """)
            let alias = try database.cachedStatement(
                sql: "INSERT INTO alias (account, folded, address, login) VALUES (?, ?, ?, ?)")
            for account in accounts.lazy.map(\.stored) {
                let folded = Folding.address(account.address)
                let rule = rules.firstIndex { $0.applies(to: account, on: side) }
                let identifier = account.identifier.flatMap(AccountLoader.something)
                // A word for nothing names nobody; how many there were is told.
                let void = account.identifier.flatMap { identifier == nil && !$0.isEmpty ? $0 : nil }
                try insert.execute(arguments: [
                    side.rawValue, account.id, account.address, folded, account.name, identifier,
                    account.claim.flatMap(AccountLoader.something).map(Folding.address), flags(account, on: side), rule,
                    account.state.word, void,
                ])
                if account.otherAddresses.isEmpty, account.alternates.isEmpty { continue }
                let row = database.lastInsertedRowID
                var seen: Set = [folded]
                for (other, isLogin) in account.alternates.map({ ($0, true) })
                    + account.otherAddresses.map({ ($0, false) })
                where seen.insert(Folding.address(other)).inserted {
                    try alias.execute(arguments: [row, Folding.address(other), other, isLogin])
                }
            }
        }
    }

    /// nil for what stands for nothing.
    private static func something(_ text: String) -> String? { IdentifierText.isNothing(text) ? nil : text }

    private func flags(_ account: Account, on side: Side) -> Int {
        var flags = 0
        switch account.state {
        case .active: flags |= AccountStore.Flag.enabled
        case .inactive: break
        case .unknown: flags |= AccountStore.Flag.unclear
        }
        if account.isGuest { flags |= AccountStore.Flag.guest }
        if account.isRequest { flags |= AccountStore.Flag.request }
        if !account.isStateTold { flags |= AccountStore.Flag.untold }
        guard side == .microsoft else { return flags }
        if account.wasSynced || account.identifier.map(IdentifierText.looksLikeDirectorys) ?? false {
            flags |= AccountStore.Flag.directorys
        } else if account.identifier.map(IdentifierText.looksLikeAnybodys) ?? false {
            flags |= AccountStore.Flag.anybodys
        }
        return flags
            | AccountStore.flag(
                switched?.reach(name: account.address, alternates: account.alternates) ?? .name)
    }
}

extension AccountLoader {
    /// Whether an address is of the compared domain, or of one below it.
    public func isCompared(_ address: String) -> Bool { switched?.contains(AddressParts(address).domain) ?? true }

    /// Whether somebody of a domain of Microsoft's side holds an identifier.
    public func hasIdentifiers(on domain: String) throws(ReconciliationProblem) -> Bool {
        try store.read {
            try Bool.fetchOne(
                $0,
                sql: """
                    SELECT EXISTS (SELECT 1 FROM account WHERE side = 0 AND identifier IS NOT NULL
                        AND substr(folded, instr(folded, '@') + 1) = ?)
                    """, arguments: [domain]) ?? false
        }
    }

    /// Whether somebody of those taken in so far is reached by an alternate address alone.
    public func hasAlternates() throws(ReconciliationProblem) -> Bool {
        try store.read {
            try Bool.fetchOne(
                $0,
                sql:
                    "SELECT EXISTS (SELECT 1 FROM account WHERE side = 0 AND flags & \(AccountStore.Flag.alternate) <> 0)"
            ) ?? false
        }
    }
}
