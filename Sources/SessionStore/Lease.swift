import Foundation
import GRDB
import Journal

/// The pen of a session: one process at a time has it. Not part of the journal; who wrote what is.
enum Lease {
    /// A process on another machine that gave no sign of life for so long (seconds) is taken for dead.
    static let patience = 60.0

    /// Takes the lease.
    /// - Returns: the token that each write must show, and whose dead lease it was, if it was somebody's.
    /// - Parameter isForced: takes it from whoever lives and holds it; they find out with their next write.
    static func take(
        session: String, who: Person, now: Date, isForced: Bool = false, in database: Database
    ) throws -> (token: String, previous: Person?) {
        if !isForced, let holder = try holder(of: session, now: now, in: database) {
            throw StoreProblem.leaseHeld(session: session, by: holder)
        }
        let row = try Row.fetchOne(
            database, sql: "SELECT who, host FROM leases WHERE session = ?", arguments: [session])
        let token = UUID().uuidString
        try write(session: session, token: token, who: who, .current, now: now, in: database)
        return (token, row.map { Person(name: $0["who"], host: $0["host"]) })
    }

    /// Makes the lease somebody's, whosever it was.
    static func write(
        session: String, token: String, who: Person, _ process: ProcessIdentity, now: Date, in database: Database
    ) throws {
        try database.execute(
            sql: """
                INSERT OR REPLACE INTO leases (session, token, who, host, boot, pid, started, renewed)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                session, token, who.name, process.host, process.boot, process.pid, process.started,
                now.timeIntervalSince1970,
            ])
    }

    static func holder(of session: String, now: Date, in database: Database) throws -> Holder? {
        guard let row = try Row.fetchOne(database, sql: "SELECT * FROM leases WHERE session = ?", arguments: [session])
        else { return nil }
        guard isAlive(row, now: now) else { return nil }
        return Holder(
            person: Person(name: row["who"], host: row["host"]), lastSign: Date(timeIntervalSince1970: row["renewed"]))
    }

    /// Whether the process that a row names still lives.
    static func isAlive(_ row: Row, now: Date) -> Bool {
        let renewed: Double = row["renewed"]
        return ProcessIdentity(row).isAlive ?? (abs(now.timeIntervalSince1970 - renewed) < patience)
    }

    static func isHeld(session: String, token: String, in database: Database) throws -> Bool {
        try String.fetchOne(database, sql: "SELECT token FROM leases WHERE session = ?", arguments: [session]) == token
    }

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
