import Escaping
import GRDB
import Sameness

/// All accounts of both sides, each in exactly one class. Kept in a temporary file as long as this lives.
public final class Reconciliation: Sendable {
    private let store: AccountStore
    private let rules: [ExclusionRule]
    /// nil where every account is compared.
    private let switched: SwitchedDomains?
    public let totals: Totals
    /// Whether links were told by identifiers; otherwise only the other system's own word was there.
    public let hasIdentifiers: Bool

    /// Compares what was loaded. Takes some seconds for a million on either side.
    /// - Parameters:
    ///   - company: the tenant's verified domains.
    ///   - apart: domains below the switched one that are roots of their own, and aren't switched with it.
    ///   - knowledge: what is known besides both sides' accounts.
    ///   - isCancelled: asked now and then.
    /// - Throws: `CancellationError` or `ReconciliationProblem`.
    public init(
        _ loader: AccountLoader, company: [String], apart: [String] = [],
        knowing knowledge: AccessKnowledge = AccessKnowledge(), isCancelled: () -> Bool = { false }
    ) throws {
        store = loader.store
        rules = loader.rules
        let switched = loader.domain.map { SwitchedDomains($0, roots: apart) }
        self.switched = switched
        let hasIdentifiers = try loader.store.read { database in
            try Bool.fetchOne(
                database,
                sql: "SELECT EXISTS (SELECT 1 FROM account WHERE side = 1 AND identifier IS NOT NULL)") ?? false
        }
        self.hasIdentifiers = hasIdentifiers
        let company = Set(company.map(DomainName.folded))
        do {
            try store.queue.writeWithoutTransaction {
                if let switched, !apart.isEmpty {
                    try Reconciliation.setApart(switched, rule: loader.rules.indices.last, $0)
                }
                try Reconciler(
                    database: $0, company: company, hasIdentifiers: hasIdentifiers
                ).run(isCancelled: isCancelled)
                try AccessPass(database: $0, knowledge: knowledge).run()
            }
        } catch let error as DatabaseError {
            throw ReconciliationProblem.storage("\(error)")
        }
        totals = try store.read { try Totals($0, rules: loader.rules) }
    }

    /// Looks again at who is below the switched domain: what was promoted to a root of its own doesn't go along.
    private static func setApart(_ switched: SwitchedDomains, rule: Int?, _ database: Database) throws {
        let reached = AccountStore.Flag.inside | AccountStore.Flag.alternate
        var last: Int64 = 0
        while true {
            let slice = try AccountRow.fetch(
                database, where: "row > ? AND side = 0 AND flags & \(reached) <> 0", [last], limit: 2_000)
            guard let end = slice.last?.row else { return }
            for found in slice {
                let reach = switched.reach(name: found.account.address, alternates: found.account.alternates)
                let flags = found.flags & ~reached | AccountStore.flag(reach)
                if flags == found.flags { continue }
                try database.execute(
                    sql:
                        "UPDATE account SET flags = ?, rule = CASE WHEN ? THEN rule ELSE ifnull(rule, ?) END WHERE row = ?",
                    arguments: [flags, reach == .name, rule, found.row])
            }
            last = end
        }
    }

    /// Which accounts are wanted, in the order of their addresses.
    public struct Filter: Hashable, Sendable {
        /// Everybody whom somebody has to look at.
        public static let open = Filter(classes: AccountClass.allCases.filter(\.isOpen))

        public var side: Side?
        /// Empty for all.
        public var classes: [AccountClass] = []
        /// A part of an address or a name, letter case aside.
        public var search = ""
        /// Only those whose access after the switch is one of these; empty for all.
        public var access: [AccessLoss.Effect] = []

        public init(
            side: Side? = nil, classes: [AccountClass] = [], search: String = "", access: [AccessLoss.Effect] = []
        ) {
            self.side = side
            self.classes = classes
            self.search = search
            self.access = access
        }

        var condition: (sql: String, arguments: StatementArguments) {
            var parts: [String] = ["1"]
            var arguments = StatementArguments()
            if let side { parts.append("side = \(side.rawValue)") }
            if !classes.isEmpty {
                parts.append("class IN (\(classes.map { String($0.rawValue) }.joined(separator: ",")))")
            }
            if !search.isEmpty {
                let folded = "%\(LikeText.escaped(Folding.address(search)))%"
                parts.append(
                    """
                    (folded LIKE ? ESCAPE '\\' OR name LIKE ? ESCAPE '\\' OR row IN
                        (SELECT account FROM alias WHERE alias.folded LIKE ? ESCAPE '\\'))
                    """)
                arguments += [folded, "%\(LikeText.escaped(search))%", folded]
            }
            if !access.isEmpty {
                parts.append("(\(access.map(Totals.access).joined(separator: " OR ")))")
            }
            return (parts.joined(separator: " AND "), arguments)
        }
    }

    /// How many entries a filter lets through.
    public func count(_ filter: Filter) throws(ReconciliationProblem) -> Int {
        let (condition, arguments) = filter.condition
        return try store.read {
            try Int.fetchOne($0, sql: "SELECT count(*) FROM account WHERE \(condition)", arguments: arguments) ?? 0
        }
    }

    /// - Parameter after: the last entry of the page before.
    public func page(_ filter: Filter, after: Entry? = nil, limit: Int) throws(ReconciliationProblem) -> [Entry] {
        var (condition, arguments) = filter.condition
        if let after {
            condition += " AND (side, folded, row) > (?, ?, ?)"
            arguments += [after.side.rawValue, Folding.address(after.account.address), after.row]
        }
        return try store.read { database in
            try AccountRow.fetch(
                database, where: condition, arguments, order: "side, folded, row", limit: limit
            ).map { try self.entry($0, database) }
        }
    }

    /// Everybody that the filter lets through, page by page.
    /// - Parameter take: says whether it wants more.
    public func pages(_ filter: Filter, of size: Int = 500, _ take: ([Entry]) throws -> Bool) throws {
        var last: Entry?
        while true {
            let page = try page(filter, after: last, limit: size)
            guard let end = page.last, try take(page) else { return }
            last = end
        }
    }

    /// Everybody with that address or id, on both sides.
    public func find(_ text: String) throws(ReconciliationProblem) -> [Entry] {
        let folded = Folding.address(text)
        return try store.read { database in
            try AccountRow.fetch(
                database,
                where: "folded = ? OR id = ? OR row IN (SELECT account FROM alias WHERE alias.folded = ?)",
                [folded, text, folded], order: "side, folded, row", limit: 50
            ).map { try self.entry($0, database) }
        }
    }

    /// Whether a Microsoft 365 account is linked, by its id.
    public func isLinked(_ id: String) throws(ReconciliationProblem) -> Bool {
        let linked = AccountClass.allCases.filter(\.isLinked).map { String($0.rawValue) }.joined(separator: ",")
        return try store.read {
            try Bool.fetchOne(
                $0, sql: "SELECT EXISTS (SELECT 1 FROM account WHERE side = 0 AND id = ? AND class IN (\(linked)))",
                arguments: [id]) ?? false
        }
    }

    private func entry(_ row: AccountRow, _ database: Database) throws -> Entry {
        let (mine, theirs) = row.side == .microsoft ? ("microsoft", "other") : ("other", "microsoft")
        var proposals: [Proposal] = []
        if row.standing?.isLinked != true {
            let found = try Row.fetchAll(
                database,
                sql: """
                    SELECT a.id, a.address, a.name, a.flags, c.confidence, c.reason FROM candidate c
                        JOIN account a ON a.row = c.\(theirs) WHERE c.\(mine) = ?
                        ORDER BY (a.row IS ?) DESC, c.confidence DESC, a.folded LIMIT 5
                    """, arguments: [row.row, row.partner])
            proposals = found.map {
                Proposal(
                    id: $0[0], address: $0[1], name: $0[2],
                    isRequest: ($0[3] as Int) & AccountStore.Flag.request != 0, confidence: $0[4], reason: $0[5])
            }
        }
        let partner = try row.partner.flatMap {
            try String.fetchOne(database, sql: "SELECT address FROM account WHERE row = ?", arguments: [$0])
        }
        return Entry(
            row: row.row, side: row.side, account: row.account, standing: row.standing ?? .ambiguous, partner: partner,
            note: row.standing == .excluded ? row.rule.map { rules[$0].title } ?? row.note : row.note,
            proposals: proposals, loss: row.loss,
            alternates: row.account.alternates.filter { switched?.contains(AddressParts($0).domain) ?? true },
            partnerState: try AccessPass.partnerState(of: row, database))
    }
}
