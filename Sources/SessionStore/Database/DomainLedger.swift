import Foundation
import GRDB
import Journal
import Sameness

/// What was done to each domain of a tenant, whichever session did it: only one session at a time switches a domain, and
/// what was sent is known as long as the store exists.
enum DomainLedger {
    /// Names a tenant. A rehearsal's is its session's own, however many begin from the same scenario.
    static func key(_ tenant: TenantBinding, session: String) -> String {
        switch tenant.kind {
        case .live: tenant.tenantID.lowercased()
        case .rehearsal: rehearsal + session
        }
    }

    private static let rehearsal = "rehearsal:"

    /// Keeps an event, if it tells of a domain.
    /// - Parameter isForeign: it came in by a file.
    static func note(_ event: Event, tenant: String, isForeign: Bool = false, in database: Database) throws {
        guard let domain = event.payload.switchedDomain else { return }
        // Only where it is needed: a migration fills the ledger before the column is there.
        let (column, value) = isForeign ? (", is_foreign", ", 1") : ("", "")
        try database.execute(
            sql: """
                INSERT OR IGNORE INTO domain_events
                    (tenant, domain, session, sequence, time, who, host, kind, version, payload, previous, hash\(column))
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?\(value))
                """,
            arguments: [
                tenant, domain, event.session, event.sequence, event.timeText, event.who.name, event.who.host,
                event.kind, event.version, event.json, event.previousHash, event.hash,
            ])
    }

    /// Folds what is known of a domain, each event proven to be as it was written.
    static func history(of domain: String, tenant: String, in database: Database) throws -> SwitchHistory {
        let rows = try Row.fetchAll(
            database, sql: "SELECT * FROM domain_events WHERE tenant = ? AND domain IN (?, ?) ORDER BY number",
            // Older entries have a domain's name in its own script, as it was typed.
            arguments: [tenant, DomainName.folded(domain), domain.lowercased()])
        var history = SwitchHistory(domain: domain)
        for row in rows {
            do {
                history.apply(try SessionStore.event(row), isForeign: row["is_foreign"] as Bool? ?? false)
            } catch {
                throw StoreProblem.journal(session: row["session"], name: nil, error)
            }
        }
        return history
    }

    /// The first entry of a session that the ledger knows and its journal doesn't have: somebody cut the journal's end.
    static func missing(of session: String, from events: [Event], in database: Database) throws -> Int? {
        let rows = try Row.fetchAll(
            database, sql: "SELECT sequence, hash FROM domain_events WHERE session = ? ORDER BY sequence",
            arguments: [session])
        for row in rows {
            let (sequence, hash): (Int, String) = (row["sequence"], row["hash"])
            guard events.indices.contains(sequence - 1), events[sequence - 1].hash == hash else { return sequence }
        }
        return nil
    }

    /// Fills a new ledger from the journals that are there. What can't be read is left out: whoever opens that journal is
    /// told so.
    static func fill(_ database: Database) throws {
        let kinds = [
            CutoverStarted.kind, CutoverVerified.kind, CutoverFailed.kind, RollbackStarted.kind, RolledBack.kind,
        ]
        var tenants: [String: String] = [:]
        for row in try Row.fetchAll(database, sql: "SELECT * FROM events WHERE sequence = 1") {
            guard let event = try? SessionStore.event(row), let start = event.payload as? SessionStarted else {
                continue
            }
            tenants[event.session] = key(start.tenant, session: event.session)
        }
        let places = kinds.map { _ in "?" }.joined(separator: ", ")
        let rows = try Row.fetchAll(
            database, sql: "SELECT * FROM events WHERE kind IN (\(places)) ORDER BY time, session, sequence",
            arguments: StatementArguments(kinds))
        for row in rows {
            guard let event = try? SessionStore.event(row), let tenant = tenants[event.session] else { continue }
            try note(event, tenant: tenant, in: database)
        }
    }
}
