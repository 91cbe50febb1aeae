import Foundation
import GRDB
import Journal

/// Who may write in a session: one process at a time. Not part of the journal; who wrote what is. The row says whose pen it
/// is, which every write must show; the pen's lock says whether that process lives.
enum PenRow {
    /// Gives a session's pen to a process, unless a living one has it.
    /// - Returns: who left a dead pen behind, if anybody did.
    /// - Parameters:
    ///   - isForced: takes it even from a living holder, who finds out with their next write.
    ///   - isWork: whether the session is worked on; changing its name, or whether it is listed, isn't work.
    static func take(
        session: String, pen: Pen, who: Person, now: Date, isForced: Bool = false, isWork: Bool = true, pens: Pens,
        in database: Database
    ) throws -> Person? {
        if !isForced, let holder = try holder(of: session, pens: pens, in: database) {
            throw StoreProblem.penHeld(session: session, by: holder)
        }
        let row = try Row.fetchOne(
            database, sql: "SELECT who, host FROM leases WHERE session = ?", arguments: [session])
        try write(session: session, token: pen.token, who: who, now: now, isWork: isWork, in: database)
        return row.map { Person(name: $0["who"], host: $0["host"]) }
    }

    /// Makes the pen somebody's, whosever it was.
    static func write(
        session: String, token: String, who: Person, now: Date, isWork: Bool = true, in database: Database
    ) throws {
        try database.execute(
            sql: "INSERT OR REPLACE INTO leases (session, token, who, host, renewed) VALUES (?, ?, ?, ?, ?)",
            arguments: [session, token, who.name, who.host, now.timeIntervalSince1970])
        guard isWork else { return }
        try database.execute(
            sql: """
                INSERT OR REPLACE INTO opened (session, number)
                    VALUES (?, (SELECT coalesce(max(number), 0) + 1 FROM opened))
                """, arguments: [session])
    }

    /// Who has the session open, if their process lives.
    static func holder(of session: String, pens: Pens, in database: Database) throws -> Holder? {
        guard let row = try Row.fetchOne(database, sql: "SELECT * FROM leases WHERE session = ?", arguments: [session]),
            pens.isHeld(row["token"])
        else { return nil }
        return Holder(
            person: Person(name: row["who"], host: row["host"]), lastSign: Date(timeIntervalSince1970: row["renewed"]))
    }

    static func isHeld(session: String, token: String, in database: Database) throws -> Bool {
        try String.fetchOne(database, sql: "SELECT token FROM leases WHERE session = ?", arguments: [session]) == token
    }

    /// Notes a sign of life, for people to read: it decides nothing.
    static func renew(session: String, token: String, now: Date, in database: Database) throws {
        try database.execute(
            sql: "UPDATE leases SET renewed = ? WHERE session = ? AND token = ?",
            arguments: [now.timeIntervalSince1970, session, token])
    }

    static func release(session: String, token: String, in database: Database) throws {
        try database.execute(
            sql: "DELETE FROM leases WHERE session = ? AND token = ?", arguments: [session, token])
    }
}
