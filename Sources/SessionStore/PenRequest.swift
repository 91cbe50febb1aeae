import Foundation
import GRDB
import Journal

/// Somebody's wish to write in a session that another person has open. Not part of the journal; who took the pen is.
public struct PenRequest: Hashable, Sendable {
    /// What has become of it.
    public enum Answer: Hashable, Sendable {
        /// The holder hasn't said anything.
        case waiting(Holder)
        /// The lease is the asker's.
        case given
        case kept(by: Holder, words: String)
        /// Nobody has the session open any more.
        case free
    }

    public let session: String
    public let who: Person
    let token: String

    /// Makes the lease the one's to whom the holder promised it, if their process still lives.
    static func hand(over session: String, now: Date, in database: Database) throws -> Bool {
        let rows = try Row.fetchAll(
            database, sql: "SELECT * FROM pen_requests WHERE session = ? AND is_given = 1", arguments: [session])
        guard let row = rows.first(where: { Lease.isAlive($0, now: now) }) else { return false }
        try Lease.write(
            session: session, token: row["token"], who: Person(name: row["who"], host: row["host"]),
            ProcessIdentity(row), now: now, in: database)
        return true
    }
}

extension SessionStore {
    /// Asks whoever has the session open for the pen.
    public func askForPen(of id: String, who: Person) throws(StoreProblem) -> PenRequest {
        let request = PenRequest(session: id, who: who, token: UUID().uuidString)
        let process = ProcessIdentity.current
        try write { database in
            // Those of programs that are gone.
            for row in try Row.fetchAll(database, sql: "SELECT * FROM pen_requests")
            where !Lease.isAlive(row, now: Date()) {
                try database.execute(
                    sql: "DELETE FROM pen_requests WHERE session = ? AND token = ?",
                    arguments: [row["session"], row["token"]])
            }
            try database.execute(
                sql: """
                    INSERT INTO pen_requests (session, token, who, host, boot, pid, started, renewed)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    id, request.token, who.name, who.host, process.boot, process.pid, process.started,
                    Date().timeIntervalSince1970,
                ])
        }
        return request
    }

    public func answer(to request: PenRequest) throws(StoreProblem) -> PenRequest.Answer {
        try read { database in
            if try Lease.isHeld(session: request.session, token: request.token, in: database) {
                return .given
            }
            guard let holder = try Lease.holder(of: request.session, now: Date(), in: database) else { return .free }
            let row = try Row.fetchOne(
                database, sql: "SELECT is_given, words FROM pen_requests WHERE session = ? AND token = ?",
                arguments: [request.session, request.token])
            if let row, row["is_given"] as Bool? == false { return .kept(by: holder, words: row["words"] ?? "") }
            return .waiting(holder)
        }
    }

    /// Opens the session whose pen was given.
    /// - Parameter holder: who gave it.
    public func open(
        _ request: PenRequest, from holder: Person, now: @escaping @Sendable () -> Date = { Date() }
    ) throws(StoreProblem) -> SessionWriter {
        let writer = try writer(of: request.session, who: request.who, token: request.token, now: now)
        // Refused if the lease is another's by now.
        try writer.append(.leaseTaken(LeaseTaken(from: holder, isGiven: true)))
        return writer
    }

    /// Shows that the asker still waits; to be called every few seconds.
    public func renew(_ request: PenRequest) throws(StoreProblem) {
        try write {
            try $0.execute(
                sql: "UPDATE pen_requests SET renewed = ? WHERE session = ? AND token = ?",
                arguments: [Date().timeIntervalSince1970, request.session, request.token])
        }
    }

    public func withdraw(_ request: PenRequest) {
        try? write {
            try $0.execute(
                sql: "DELETE FROM pen_requests WHERE session = ? AND token = ?",
                arguments: [request.session, request.token])
        }
    }
}

extension SessionWriter {
    /// Who waits for this session's pen, the one who asked first in front; those who were told no aside.
    public func penRequests() throws(StoreProblem) -> [PenRequest] {
        try store.read { database in
            try Row.fetchAll(
                database, sql: "SELECT * FROM pen_requests WHERE session = ? AND is_given IS NULL ORDER BY rowid",
                arguments: [self.id]
            ).filter { Lease.isAlive($0, now: Date()) }.map {
                PenRequest(session: self.id, who: Person(name: $0["who"], host: $0["host"]), token: $0["token"])
            }
        }
    }

    /// Promises the pen: `release` hands it over.
    public func promisePen(to request: PenRequest) throws(StoreProblem) { try answer(request, isGiven: true, nil) }

    /// Says no.
    /// - Parameter words: why, for the one who asks.
    public func refusePen(to request: PenRequest, words: String) throws(StoreProblem) {
        try answer(request, isGiven: false, words)
    }

    private func answer(_ request: PenRequest, isGiven: Bool, _ words: String?) throws(StoreProblem) {
        try store.write {
            try $0.execute(
                sql: "UPDATE pen_requests SET is_given = ?, words = ? WHERE session = ? AND token = ?",
                arguments: [isGiven, words, request.session, request.token])
        }
    }
}
