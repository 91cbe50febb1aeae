import GRDB

/// An account as the temporary database holds it.
struct AccountRow {
    let row: Int64
    let side: Side
    var account: Account
    let flags: Int
    let rule: Int?
    let standing: AccountClass?
    let partner: Int64?
    let note: String?
    let loss: AccessLoss

    private static let columns =
        "row, side, id, address, name, identifier, claim, flags, rule, class, partner, note, word, loss"

    static func fetch(
        _ database: Database, where condition: String, _ arguments: StatementArguments, order: String = "row",
        limit: Int = -1
    ) throws -> [AccountRow] {
        let rows = try Row.fetchAll(
            database,
            sql: "SELECT \(columns) FROM account WHERE \(condition) ORDER BY \(order) LIMIT \(limit)",
            arguments: arguments)
        var found = rows.map(AccountRow.init)
        let numbers = found.map { String($0.row) }.joined(separator: ",")
        var (others, alternates): ([Int64: [String]], [Int64: [String]]) = ([:], [:])
        for alias in try Row.fetchAll(
            database, sql: "SELECT account, address, login FROM alias WHERE account IN (\(numbers)) ORDER BY rowid")
        {
            others[alias[0], default: []].append(alias[1])
            if alias[2] { alternates[alias[0], default: []].append(alias[1]) }
        }
        for index in found.indices {
            found[index].account.otherAddresses = others[found[index].row] ?? []
            found[index].account.alternates = alternates[found[index].row] ?? []
        }
        return found
    }

    private init(_ row: Row) {
        self.row = row[0]
        side = Side(rawValue: row[1]) ?? .microsoft
        flags = row[7]
        account = Account(
            id: row[2], address: row[3], name: row[4], identifier: row[5], claim: row[6],
            isGuest: flags & AccountStore.Flag.guest != 0, isRequest: flags & AccountStore.Flag.request != 0,
            state: AccountRow.state(flags, row[12]))
        rule = row[8]
        standing = AccountClass(rawValue: row[9])
        partner = row[10]
        note = row[11]
        loss = AccessLoss(rawValue: row[13]) ?? .notLinked
    }

    static func state(_ flags: Int, _ word: String) -> AccountState {
        if flags & AccountStore.Flag.enabled != 0 { return .active }
        return flags & AccountStore.Flag.unclear != 0 ? .unknown(word) : .inactive(word)
    }
}
