import Foundation
import GRDB
import Journal

/// Somebody's wish to write in a session that another person has open. Not part of the journal; who took the pen is.
public struct PenRequest: Hashable, Sendable {
    /// What has become of it.
    public enum Reply: Hashable, Sendable {
        /// The holder hasn't said anything.
        case waiting(Holder)
        /// The pen is the asker's.
        case given
        case kept(by: Holder, words: String)
        /// Nobody has the session open any more.
        case free
    }

    public let session: String
    public let who: Person
    let token: String
    /// The asker's own, while they wait; nil for those who read of the request.
    let pen: Pen?

    public static func == (one: PenRequest, other: PenRequest) -> Bool { one.token == other.token }

    public func hash(into hasher: inout Hasher) { hasher.combine(token) }

    /// Gives the pen to whom the holder promised it, if their process still lives.
    static func hand(over session: String, now: Date, pens: Pens, in database: Database) throws -> Bool {
        let rows = try Row.fetchAll(
            database, sql: "SELECT * FROM pen_requests WHERE session = ? AND is_given = 1", arguments: [session])
        guard let row = rows.first(where: { pens.isHeld($0["token"]) }) else { return false }
        try PenRow.write(
            session: session, token: row["token"], who: Person(name: row["who"], host: row["host"]), now: now,
            in: database)
        return true
    }
}

extension SessionStore {
    /// Asks whoever has the session open for the pen.
    public func askForPen(of id: String, who: Person) throws(StoreProblem) -> PenRequest {
        let pen = try pen()
        let request = PenRequest(session: id, who: who, token: pen.token, pen: pen)
        try write { database in
            // Those of programs that are gone.
            for row in try Row.fetchAll(database, sql: "SELECT session, token FROM pen_requests")
            where !pens.isHeld(row["token"]) {
                try database.execute(
                    sql: "DELETE FROM pen_requests WHERE session = ? AND token = ?",
                    arguments: [row["session"], row["token"]])
            }
            try database.execute(
                sql: "INSERT INTO pen_requests (session, token, who, host) VALUES (?, ?, ?, ?)",
                arguments: [id, request.token, who.name, who.host])
        }
        return request
    }

    /// What has become of a request for the pen.
    public func answer(to request: PenRequest) throws(StoreProblem) -> PenRequest.Reply {
        try read { database in
            if try PenRow.isHeld(session: request.session, token: request.token, in: database) {
                return .given
            }
            guard let holder = try PenRow.holder(of: request.session, pens: pens, in: database) else { return .free }
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
        // Whoever only reads of a request has no pen to show.
        guard let pen = request.pen else { throw .penLost(session: request.session) }
        let writer = try writer(of: request.session, who: request.who, pen: pen, now: now)
        // Refused if the pen is another's by now.
        try writer.append(PenTaken(from: holder, isGiven: true))
        return writer
    }

    /// Takes a request back; nothing happens if it is gone.
    public func withdraw(_ request: PenRequest) {
        try? write {
            try $0.execute(
                sql: "DELETE FROM pen_requests WHERE session = ? AND token = ?",
                arguments: [request.session, request.token])
        }
    }
}

extension SessionWriter {
    /// Who waits for this session's pen, whoever asked first in front; without those who were told no.
    public func penRequests() throws(StoreProblem) -> [PenRequest] {
        try store.read { database in
            try Row.fetchAll(
                database, sql: "SELECT * FROM pen_requests WHERE session = ? AND is_given IS NULL ORDER BY rowid",
                arguments: [self.id]
            ).filter { store.pens.isHeld($0["token"]) }.map {
                PenRequest(
                    session: self.id, who: Person(name: $0["who"], host: $0["host"]), token: $0["token"], pen: nil)
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
