import Foundation
import GRDB
import Journal

extension SessionStore {
    /// Takes in a journal that was proven to be whole: a session that isn't here, or the entries that are missing of one.
    /// Whoever wrote it is a stranger: what the entries say is theirs, until somebody here says the same.
    /// - Parameters:
    ///   - signatures: over entries of it, proven.
    ///   - common: where both sides went on, the last entry that they have in common: what is here after it is given up for
    ///     what came. nil refuses such a file.
    /// - Returns: how many entries were written; 0 if all were here.
    public func takeIn(
        _ events: [Event], _ signatures: [HeadSignature] = [], givingUpAfter common: Int? = nil, now: Date = Date()
    ) throws(StoreProblem) -> Int {
        guard let first = events.first, let last = events.last, let start = first.payload as? SessionStarted else {
            return 0
        }
        if let problem = ImportRules.problem(events, start, now: now) { throw .notTakenIn(problem) }
        let tenant = DomainLedger.key(start.tenant, session: first.session)
        let seen = try seen(of: first.session)
        return try write { database in
            // Entries written while somebody works here would keep them from writing down what they do.
            if let holder = try PenRow.holder(of: first.session, pens: pens, in: database) {
                throw StoreProblem.penHeld(session: first.session, by: holder)
            }
            if let common { try SessionStore.giveUp(first.session, after: common, in: database) }
            let known = try String.fetchAll(
                database, sql: "SELECT hash FROM events WHERE session = ? ORDER BY sequence",
                arguments: [first.session])
            let shared = min(known.count, events.count)
            for index in 0..<shared where known[index] != events[index].hash {
                throw StoreProblem.diverged(session: first.session, sequence: index + 1)
            }
            // The journal would go back behind what was seen of it, and be refused as soon as it is opened.
            if common == nil, let seen, known.count < seen.size, let objection = seen.objection(to: events) {
                throw StoreProblem.journal(session: first.session, name: nil, objection)
            }
            // Somebody who countersigned what is already here says so by a file, too.
            for signature in signatures { try SessionStore.insert(signature, of: first.session, in: database) }
            if events.count == shared { return 0 }
            for event in events.dropFirst(shared) {
                try SessionStore.insert(event, tenant: tenant, isForeign: true, in: database)
            }
            try database.execute(
                sql: """
                    INSERT INTO taken_in (session, first, last) VALUES (?, ?, ?)
                    ON CONFLICT (session) DO UPDATE SET last = excluded.last
                    """, arguments: [first.session, shared + 1, last.sequence])
            if let name = events.dropFirst(shared).lazy.compactMap(\.newName).last {
                try SessionNames.check(name, for: first.session, in: database)
            }
            return events.count - shared
        }
    }

    /// Takes away what only this side has, in the transaction that writes what the other has.
    private static func giveUp(_ id: String, after common: Int, in database: Database) throws {
        try database.execute(sql: "INSERT INTO deleting (session) VALUES (?)", arguments: [id])
        for table in ["events", "signatures"] {
            try database.execute(
                sql: "DELETE FROM \(table) WHERE session = ? AND sequence > ?", arguments: [id, common])
        }
        try database.execute(sql: "DELETE FROM deleting")
        try database.execute(
            sql: "DELETE FROM domain_events WHERE session = ? AND sequence > ?", arguments: [id, common])
        try database.execute(sql: "DELETE FROM taken_in WHERE session = ? AND first > ?", arguments: [id, common])
        try database.execute(
            sql: "UPDATE taken_in SET last = min(last, ?) WHERE session = ?", arguments: [common, id])
    }

    /// Entries of a session that came in by a file since it was last written here.
    static func waiting(_ id: String, in database: Database) throws -> ClosedRange<Int>? {
        guard
            let row = try Row.fetchOne(
                database, sql: "SELECT first, last FROM taken_in WHERE session = ?", arguments: [id])
        else { return nil }
        let (first, last): (Int, Int) = (row["first"], row["last"])
        return first <= last ? first...last : nil
    }

    /// Deletes a session, and leaves a stone: that it was, by whom it was deleted, and what its journal ended with. A damaged
    /// one goes as well: its rows only have to be there.
    /// - Parameter name: that it goes by.
    public func delete(_ id: String, name: String, who: Person) throws(StoreProblem) {
        guard SessionStore.isID(id) else { throw .noSession(id, suggestion: nil) }
        try write { database in
            guard
                let last = try Row.fetchOne(
                    database,
                    sql: "SELECT COUNT(*) OVER () AS count, hash FROM events WHERE session = ? ORDER BY sequence DESC",
                    arguments: [id])
            else { throw StoreProblem.noSession(id, suggestion: nil) }
            if let holder = try PenRow.holder(of: id, pens: pens, in: database) {
                throw StoreProblem.penHeld(session: id, by: holder)
            }
            try database.execute(
                sql: """
                    INSERT OR REPLACE INTO tombstones (session, name, events, head, who, host, deleted)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    id, name, last["count"] as Int, last["hash"] as String? ?? "", who.name, who.host,
                    Event.text(Date()),
                ])
            // The one way out of a journal that otherwise only grows: as a whole, with a stone in its place.
            try database.execute(sql: "INSERT INTO deleting (session) VALUES (?)", arguments: [id])
            try database.execute(sql: "DELETE FROM events WHERE session = ?", arguments: [id])
            try database.execute(sql: "DELETE FROM signatures WHERE session = ?", arguments: [id])
            try database.execute(sql: "DELETE FROM deleting")
            for table in ["leases", "opened", "taken_in"] {
                try database.execute(sql: "DELETE FROM \(table) WHERE session = ?", arguments: [id])
            }
            try database.execute(
                sql: "DELETE FROM domain_events WHERE session = ? AND is_foreign = 1", arguments: [id])
        }
        forgetRehearsal(of: id)
    }
}
