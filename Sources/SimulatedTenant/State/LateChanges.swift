import Foundation

/// Changes by requests that show only later than the answers. They wait in a table, so that a rehearsal that goes on
/// still has them.
enum LateChanges {
    /// Answers as if the request took effect now, and keeps what it changes until it is due.
    static func answer(
        due: Date, _ tenant: inout Transaction, _ work: (inout Transaction) throws(ServiceError) -> Reply
    ) throws(ServiceError) -> Reply {
        var trial = Transaction(tenant.state)
        let reply = try work(&trial)
        let changes = trial.changes.compactMap { record($0, before: tenant) }
        if changes.isEmpty { return reply }
        tenant.put(
            [
                "id": .string(Identifiers.new()), "due": .double(due.timeIntervalSince1970),
                "changes": .array(changes),
            ], in: .lateChanges)
        return reply
    }

    /// Makes what is due show.
    static func settle(_ tenant: inout Transaction, at now: Date) {
        let due = tenant[.lateChanges].all.filter { ($0["due"].number ?? 0) <= now.timeIntervalSince1970 }
        for late in due.sorted(by: { ($0["due"].number ?? 0) < ($1["due"].number ?? 0) }) {
            for change in late["changes"].array { apply(change, to: &tenant) }
            tenant.remove(late["id"].string ?? "", from: .lateChanges)
        }
    }

    /// Of an object that is there already only what changes is kept: the rest may be changed by others until it is due.
    private static func record(_ change: TenantState.Change, before: Transaction) -> JSON? {
        switch change {
        case .put(let table, let id, let object):
            var record: JSON = ["table": .string(table.rawValue), "id": .string(id), "object": object]
            if let old = before[table][id] {
                let changed = Set(old.members.keys).union(object.members.keys).filter { old[$0] != object[$0] }
                record["object"] = .object(Dictionary(uniqueKeysWithValues: changed.map { ($0, object[$0]) }))
                record["isPart"] = true
            }
            return record
        case .remove(let table, let id): return ["table": .string(table.rawValue), "id": .string(id)]
        case .snapshot, .restore: return nil
        }
    }

    private static func apply(_ change: JSON, to tenant: inout Transaction) {
        guard let table = TenantState.TableName(rawValue: change["table"].string ?? ""), let id = change["id"].string
        else { return }
        if change["object"].isNull { return tenant.remove(id, from: table) }
        guard change["isPart"] == true else { return tenant.put(change["object"], in: table, id: id) }
        // What is gone meanwhile stays away.
        guard var object = tenant[table][id] else { return }
        for (key, value) in change["object"].members { object[key] = value }
        tenant.put(object, in: table, id: id)
    }
}
