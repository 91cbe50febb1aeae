import Foundation
import GRDB
import Glibc
import Journal
import Runbook

/// Every session's journal in one SQLite file: write-ahead log, flushed to the disk before a write returns, events
/// append-only. Several processes may use one store at once.
///
/// Every method may be called from any thread; writes wait for each other, across processes too.
public final class SessionStore: Sendable {
    /// The folder that holds the store and what belongs to it.
    public let folder: URL
    let database: DatabasePool

    /// Opens the store in `folder`, making it if it isn't there. The folder and its files are the owner's alone.
    public init(folder: URL) throws(StoreProblem) {
        self.folder = folder
        let path = folder.appending(path: "sessions.sqlite").path
        do {
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            // Two that begin a store at once would both make its tables.
            database = try FolderLock.hold(folder) { try SessionStore.prepare(path) }
        } catch let problem as StoreProblem {
            throw problem
        } catch {
            throw .cannotOpen(path: path, detail: SessionStore.words(error))
        }
    }

    private static func prepare(_ path: String) throws -> DatabasePool {
        if !FileManager.default.fileExists(atPath: path) {
            // Made here with the right mode: SQLite gives its companion files the same one.
            let file = Glibc.open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
            guard file >= 0 else { throw CocoaError(.fileWriteNoPermission) }
            close(file)
        }
        var configuration = Configuration()
        configuration.busyMode = .timeout(10)
        let database = try DatabasePool(path: path, configuration: configuration)
        try database.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
        let migrator = Schema.migrator
        guard try !database.read(migrator.hasBeenSuperseded) else { throw StoreProblem.newerStore(path: path) }
        try backUp(database, path, before: migrator)
        try migrator.migrate(database)
        return database
    }

    /// A copy of a store that is about to become a newer one, beside it: `sessions.sqlite.before-2`.
    private static func backUp(_ database: DatabasePool, _ path: String, before migrator: DatabaseMigrator) throws {
        let applied = try database.read(migrator.appliedIdentifiers)
        guard !applied.isEmpty, let next = migrator.migrations.first(where: { !applied.contains($0) }) else { return }
        let copy = "\(path).before-\(next)"
        guard !FileManager.default.fileExists(atPath: copy) else { return }
        try database.backup(to: try DatabaseQueue(path: copy))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: copy)
    }

    /// Begins a session and takes its lease.
    public func begin(
        _ start: SessionStarted, who: Person, id: String = SessionStore.newID(),
        now: @escaping @Sendable () -> Date = { Date() }
    ) throws(StoreProblem) -> SessionWriter {
        let event = try event(session: id, after: nil, time: now(), who: who, payload: .sessionStarted(start))
        let token = try write { database in
            try SessionStore.insert(event, in: database)
            return try Lease.take(session: id, who: who, now: now(), in: database).token
        }
        return try SessionWriter(store: self, events: [event], who: who, token: token, now: now)
    }

    /// Opens a session for writing: takes its lease, unless a living process holds it.
    /// - Parameter takingOver: takes it even then; the journal says from whom.
    public func open(
        _ id: String, who: Person, takingOver: Bool = false, now: @escaping @Sendable () -> Date = { Date() }
    ) throws(StoreProblem) -> SessionWriter {
        let (token, previous) = try write {
            try Lease.take(session: id, who: who, now: now(), isForced: takingOver, in: $0)
        }
        let writer = try writer(of: id, who: who, token: token, now: now)
        // A lease that somebody left behind by dying is worth remembering; one that was given back is not.
        if let previous { try writer.append(.leaseTaken(LeaseTaken(from: previous))) }
        return writer
    }

    /// What whoever has the pen writes with.
    func writer(
        of id: String, who: Person, token: String, now: @escaping @Sendable () -> Date
    ) throws(StoreProblem) -> SessionWriter {
        let events = try events(of: id)
        let waiting = try read { try SessionStore.waiting(id, in: $0) }
        return try SessionWriter(store: self, events: events, waiting: waiting, who: who, token: token, now: now)
    }

    /// A session's whole journal, proven: every hash, the chain, no gap.
    public func events(of id: String) throws(StoreProblem) -> [Event] {
        let events = try rows(of: id, after: 0)
        guard !events.isEmpty else { throw .noSession(id, suggestion: nil) }
        do {
            try Chain.verify(events)
        } catch {
            throw .journal(session: id, name: nil, error)
        }
        return events
    }

    /// The first entry that was written of a session's switch and that its journal doesn't have any more, though all that
    /// it has is whole; nil if there is none.
    public func missingEntry(of events: [Event]) throws(StoreProblem) -> Int? {
        guard let session = events.first?.session else { return nil }
        return try read { try DomainLedger.missing(of: session, from: events, in: $0) }
    }

    /// What was written since an event that was read before; proven to follow on it.
    public func events(after last: Event) throws(StoreProblem) -> [Event] {
        let events = try rows(of: last.session, after: last.sequence)
        do {
            try Chain.verify(events, after: last)
        } catch {
            throw .journal(session: last.session, name: nil, error)
        }
        return events
    }

    private func rows(of id: String, after sequence: Int) throws(StoreProblem) -> [Event] {
        let rows = try read {
            try Row.fetchAll(
                $0, sql: "SELECT * FROM events WHERE session = ? AND sequence > ? ORDER BY sequence",
                arguments: [id, sequence])
        }
        do {
            return try rows.map { row throws(JournalProblem) in try SessionStore.event(row) }
        } catch {
            throw .journal(session: id, name: nil, error)
        }
    }

    /// Proves that a row is what was written.
    static func event(_ row: Row) throws(JournalProblem) -> Event {
        try Event(
            session: row["session"], sequence: row["sequence"], time: row["time"],
            who: Person(name: row["who"], host: row["host"]), kind: row["kind"], version: row["version"],
            json: row["payload"], previousHash: row["previous"], hash: row["hash"])
    }

    public func state(of id: String) throws(StoreProblem) -> SessionState {
        try state(folding: events(of: id))
    }

    /// A session's state, from its whole journal as it was read here.
    public func state(folding events: [Event]) throws(StoreProblem) -> SessionState {
        let id = events.first?.session ?? ""
        let waiting = try read { try SessionStore.waiting(id, in: $0) }
        do {
            return try SessionState(events, waiting: waiting)
        } catch {
            throw .journal(session: id, name: nil, error)
        }
    }

    /// What was sent to a domain and read of it: by the session, or, where it has sent nothing, by the others of this store.
    public func switches(of state: SessionState, domain: String?) throws(StoreProblem) -> SwitchHistory {
        let own = state.switches
        guard own.sendings.isEmpty, own.federation == nil, let domain else { return own }
        let tenant = DomainLedger.key(state.tenant, session: state.id)
        return try read { try DomainLedger.history(of: domain, tenant: tenant, in: $0) }
    }

    /// Who works on the session right now.
    public func holder(of id: String) throws(StoreProblem) -> Holder? {
        try read { try Lease.holder(of: id, now: Date(), in: $0) }
    }

    /// Where a rehearsal's simulated tenant is remembered.
    public func rehearsalFile(of id: String) -> URL {
        folder.appending(path: "rehearsals").appending(path: "\(id).jsonl")
    }

    // MARK: - What writers need

    func event(session: String, after last: Event?, time: Date, who: Person, payload: EventPayload)
        throws(StoreProblem) -> Event
    {
        do {
            return try Event(session: session, after: last, time: time, who: who, payload: payload)
        } catch {
            throw .journal(session: session, name: nil, error)
        }
    }

    /// - Parameter tenant: whose domains the event may tell of: `DomainLedger.key`.
    static func insert(_ event: Event, tenant: String, isForeign: Bool = false, in database: Database) throws {
        try insert(event, in: database)
        try DomainLedger.note(event, tenant: tenant, isForeign: isForeign, in: database)
    }

    static func insert(_ event: Event, in database: Database) throws {
        try database.execute(
            sql: """
                INSERT INTO events (session, sequence, time, who, host, kind, version, payload, previous, hash)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                event.session, event.sequence, event.timeText, event.who.name, event.who.host, event.kind,
                event.version, event.json, event.previousHash, event.hash,
            ])
    }

    func write<T>(_ work: (Database) throws -> T) throws(StoreProblem) -> T {
        do {
            return try database.writeWithoutTransaction { database in
                var result: T?
                // Immediate: two processes that read before they write would otherwise deadlock.
                try database.inTransaction(.immediate) {
                    result = try work(database)
                    return .commit
                }
                guard let result else { throw StoreProblem.failed("the write did not happen") }
                return result
            }
        } catch {
            throw SessionStore.problem(error)
        }
    }

    func read<T>(_ work: (Database) throws -> T) throws(StoreProblem) -> T {
        do {
            return try database.read(work)
        } catch {
            throw SessionStore.problem(error)
        }
    }

    private static func problem(_ error: any Error) -> StoreProblem {
        switch error {
        case let problem as StoreProblem: problem
        case let error as DatabaseError where error.resultCode == .SQLITE_BUSY: .busy
        default: .failed(words(error))
        }
    }

    private static func words(_ error: any Error) -> String {
        let words =
            (error as? DatabaseError).map { $0.message ?? "SQLite error \($0.resultCode.rawValue)" }
            ?? error.localizedDescription
        // It goes into the middle of a sentence.
        return words.hasSuffix(".") ? String(words.dropLast()) : words
    }
}
