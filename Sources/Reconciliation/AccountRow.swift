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

    private static let columns =
        "row, side, id, address, name, identifier, claim, flags, rule, class, partner, note"

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
        var others: [Int64: [String]] = [:]
        for alias in try Row.fetchAll(
            database, sql: "SELECT account, address FROM alias WHERE account IN (\(numbers)) ORDER BY rowid")
        {
            others[alias[0], default: []].append(alias[1])
        }
        for index in found.indices { found[index].account.otherAddresses = others[found[index].row] ?? [] }
        return found
    }

    private init(_ row: Row) {
        self.row = row[0]
        side = Side(rawValue: row[1]) ?? .microsoft
        flags = row[7]
        account = Account(
            id: row[2], address: row[3], name: row[4], identifier: row[5], claim: row[6],
            isEnabled: flags & AccountStore.Flag.enabled != 0, isGuest: flags & AccountStore.Flag.guest != 0,
            isRequest: flags & AccountStore.Flag.request != 0)
        rule = row[8]
        standing = AccountClass(rawValue: row[9])
        partner = row[10]
        note = row[11]
    }
}
