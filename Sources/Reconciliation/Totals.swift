import GRDB

/// How many accounts there are of each class, on each side.
public struct Totals: Hashable, Sendable {
    /// How many accounts an exclusion rule took out.
    public struct Rule: Hashable, Sendable {
        public let title: String
        public let microsoft: Int
        public let other: Int
    }

    private let counts: [Side: [AccountClass: Int]]
    /// What the rules left out; also those that left out nobody.
    public let rules: [Rule]
    /// Of Microsoft's side, how many there are of each answer of `AccessLoss`.
    public let losses: [AccessLoss: Int]
    /// Of those, the ones that a rule left out: the switch asks no rule.
    public let losingAccessByRule: Int
    /// Unlinked accounts whose best match differs by a slip of a finger.
    public let typingErrors: Int
    /// Active accounts of the other system of which nothing says whether they can sign in.
    public let untoldStates: Int
    /// Requests for an account that wait.
    public let requests: Int
    /// Words that stood for nothing where an identifier belongs, and how often, by side.
    public let voids: [Side: [String: Int]]
    /// Inactive accounts of the other system that were set aside: another one of the same person is in use, or nobody at
    /// Microsoft is like them.
    public let setAside: Int

    /// How many accounts of one class one side has.
    public func count(_ standing: AccountClass, on side: Side) -> Int { counts[side]?[standing] ?? 0 }
    /// How many accounts one side has.
    public func count(on side: Side) -> Int { counts[side]?.values.reduce(0, +) ?? 0 }

    /// Whom the switch would lock out.
    public var losingAccess: Int { number(.loses) }
    /// Of whom nobody knows whether it would.
    public var unknownAccess: Int { number(.unknown) }

    private func number(_ answer: AccessLoss.Effect) -> Int {
        losses.reduce(0) { $0 + ($1.key.answer == answer ? $1.value : 0) }
    }

    /// Accounts on both sides that somebody has to look at.
    public var open: Int {
        Side.allCases.reduce(0) { sum, side in
            sum + AccountClass.allCases.filter(\.isOpen).reduce(0) { $0 + count($1, on: side) }
        }
    }

    /// Accounts whose access is answered so.
    static func access(_ answer: AccessLoss.Effect) -> String {
        let losses = AccessLoss.allCases.filter { $0.answer == answer }.map { String($0.rawValue) }
        return "side = 0 AND loss IN (\(losses.joined(separator: ",")))"
    }

    init(_ database: Database, rules: [ExclusionRule]) throws {
        var counts: [Side: [AccountClass: Int]] = [:]
        for row in try Row.fetchAll(database, sql: "SELECT side, class, count(*) FROM account GROUP BY side, class") {
            guard let side = Side(rawValue: row[0]), let standing = AccountClass(rawValue: row[1]) else { continue }
            counts[side, default: [:]][standing] = row[2]
        }
        self.counts = counts
        var byRule: [Int: (Int, Int)] = [:]
        for row in try Row.fetchAll(
            database,
            sql: """
                SELECT rule, sum(side = 0), sum(side = 1) FROM account
                    WHERE class = \(AccountClass.excluded.rawValue) AND rule IS NOT NULL GROUP BY rule
                """)
        {
            byRule[row[0]] = (row[1], row[2])
        }
        self.rules = rules.enumerated().map {
            Rule(title: $1.title, microsoft: byRule[$0]?.0 ?? 0, other: byRule[$0]?.1 ?? 0)
        }
        func number(_ condition: String) throws -> Int {
            try Int.fetchOne(database, sql: "SELECT count(*) FROM account WHERE \(condition)") ?? 0
        }
        var losses: [AccessLoss: Int] = [:]
        for row in try Row.fetchAll(database, sql: "SELECT loss, count(*) FROM account WHERE side = 0 GROUP BY loss") {
            if let loss = AccessLoss(rawValue: row[0]) { losses[loss] = row[1] }
        }
        self.losses = losses
        losingAccessByRule = try number("\(Totals.access(.loses)) AND class = \(AccountClass.excluded.rawValue)")
        setAside = try number("side = 1 AND rule IS NULL AND class = \(AccountClass.excluded.rawValue)")
        var voids: [Side: [String: Int]] = [:]
        for row in try Row.fetchAll(
            database, sql: "SELECT side, void, count(*) FROM account WHERE void IS NOT NULL GROUP BY side, void")
        {
            guard let side = Side(rawValue: row[0]) else { continue }
            voids[side, default: [:]][row[1]] = row[2]
        }
        self.voids = voids
        let untold = AccountStore.Flag.untold
        untoldStates = try number(
            "side = 1 AND flags & \(untold) <> 0 AND flags & \(AccountStore.Flag.enabled) <> 0")
        requests = try number("side = 1 AND flags & \(AccountStore.Flag.request) <> 0")
        typingErrors = try number(
            """
            side = 0 AND class = \(AccountClass.unlinked.rawValue) AND EXISTS (SELECT 1 FROM candidate c
                WHERE c.microsoft = account.row AND c.other = account.partner AND c.reason LIKE '%one letter%')
            """)
    }
}
