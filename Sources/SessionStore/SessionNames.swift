import Foundation
import GRDB
import Journal

/// Names of sessions: people say them, so no two are alike. Checked in the transaction that writes one, or two people who
/// choose the same name at once would both have it.
enum SessionNames {
    /// Refuses a name that another session has, even in different letter case: it would be taken for that one.
    static func check(_ name: String, for session: String, in database: Database) throws {
        // Whoever says an id means that session.
        let ids = try String.fetchAll(
            database, sql: "SELECT DISTINCT session FROM events WHERE session = ? AND session <> ?",
            arguments: [name.lowercased(), session])
        if let other = ids.first { throw StoreProblem.nameTaken(name, session: other) }
        if let other = try all(in: database).first(where: { key($0.value) == key(name) && $0.key != session }) {
            throw StoreProblem.nameTaken(name, session: other.key)
        }
    }

    /// The first of `name`, `name-2`, `name-3` … that no session has.
    static func free(_ name: String, in database: Database) throws -> String {
        let taken = Set(try all(in: database).values.map(key))
        guard taken.contains(key(name)) else { return name }
        var number = 2
        while taken.contains(key("\(name)-\(number)")) { number += 1 }
        return "\(name)-\(number)"
    }

    private static func key(_ name: String) -> String { name.precomposedStringWithCompatibilityMapping.lowercased() }

    /// Each session's name, by its id. From a damaged journal, as much as can be read.
    private static func all(in database: Database) throws -> [String: String] {
        let rows = try Row.fetchAll(
            database,
            sql: """
                SELECT session, CASE WHEN json_valid(payload) THEN json_extract(payload, '$.name') END FROM events
                    WHERE kind IN (?, ?) ORDER BY session, sequence
                """, arguments: [SessionStarted.kind, Renamed.kind])
        var names: [String: String] = [:]
        for row in rows {
            if let name = String.fromDatabaseValue(row[1]) { names[row[0]] = name }
        }
        return names
    }
}

extension Event {
    /// What it names its session, if it does.
    var newName: String? {
        switch payload {
        case let body as SessionStarted: body.name
        case let body as Renamed: body.name
        default: nil
        }
    }
}
