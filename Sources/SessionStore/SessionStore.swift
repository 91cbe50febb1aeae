import Escaping
import Foundation
import GRDB
import Glibc
import Journal
import PrivateFiles
import Runbook

/// Every session's journal in one SQLite file: write-ahead log, flushed to the disk before a write returns, events
/// append-only. Several processes may use one store at once.
///
/// Every method may be called from any thread; writes wait for each other, across processes too.
public final class SessionStore: Sendable {
    /// The folder that holds the store and what belongs to it.
    public let folder: URL
    let home: PrivateFolder
    /// Nil where this account may only read.
    let database: DatabasePool?
    private let reading: ReadOnlyDatabase?
    let pens: Pens
    /// What this account knows of keys and heads.
    let custody: Custody
    let proofs = SignatureProofs()
    var signer: (any HeadSigner)? { custody.signer }

    /// Opens the store in `folder`, making it if it isn't there. The folder and its files are the owner's alone, or a
    /// group's that the folder was made for. Where nothing can be written, what is there can be read.
    /// - Parameters:
    ///   - custody: whose key signs what is written, whose keys are known, and what was seen of each journal.
    ///   - fileSystem: that of a path.
    public init(
        folder: URL, custody: Custody = .none, fileSystem: (String) -> FileSystem? = FileSystem.of
    ) throws(StoreProblem) {
        self.folder = folder
        self.custody = custody
        let path = folder.appending(path: StoreFile.name).path
        if let objection = fileSystem(folder.path)?.objection {
            throw SessionStore.unfit(folder, "\(objection), where two programs can't see each other's locks")
        }
        do {
            home = try PrivateFolder(folder)
            pens = Pens(folder: home)
            if try StoreFile.isWritable(in: home) {
                // Two that begin a store at once would both make its tables.
                let (home, pens) = (home, pens)
                database = try FolderLock.hold(home) {
                    pens.sweep()
                    _ = try home.folder(SessionStore.rehearsals)
                    return try StoreFile.open(in: home)
                }
                reading = nil
            } else {
                database = nil
                reading = try StoreFile.openToRead(in: home)
            }
        } catch {
            // SQLite calls it locked, or an error of input and output.
            if let refusal = SharedWork.refusal(in: folder.path) {
                throw SessionStore.unfit(
                    folder, "programs can't share files there (\(refusal)), as on many network file systems")
            }
            if let problem = error as? StoreProblem { throw problem }
            if case FileProblem.unfit(let sentence) = error { throw .unfit(sentence) }
            throw .cannotOpen(path: path, detail: SessionStore.words(error))
        }
    }

    private static func unfit(_ folder: URL, _ why: String) -> StoreProblem {
        .unfit(
            "\(folder.path) can't hold one: \(why); name a folder of this machine with --store, and carry sessions between "
                + "machines with \"lockstep export\" and \"lockstep import-session\"")
    }

    /// A session's whole journal, proven: every hash, the chain, no gap; and not behind what this account has seen of it.
    /// - Parameter asItIs: whatever was seen of it.
    public func events(of id: String, asItIs: Bool = false) throws(StoreProblem) -> [Event] {
        // Before the rows: what is written and seen meanwhile comes after them.
        let seen = asItIs ? nil : try seen(of: id)
        let events = try rows(of: id, after: 0)
        guard let last = events.last else {
            guard let seen, try !isGone(id) else { throw .noSession(id, suggestion: nil) }
            throw .journal(session: id, name: nil, .vanished(seen: seen))
        }
        try SessionStore.proving(id) { () throws(JournalProblem) in
            try Chain.verify(events)
            if let objection = seen?.objection(to: events) { throw objection }
        }
        if !asItIs { custody.heads?.keep(Checkpoint(last), signed: SignedParts(), of: folder.path) }
        return events
    }

    /// What is wrong with a journal is wrong with its session.
    static func proving<T>(_ id: String, _ work: () throws(JournalProblem) -> T) throws(StoreProblem) -> T {
        do {
            return try work()
        } catch {
            throw .journal(session: id, name: nil, error)
        }
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
        try SessionStore.proving(last.session) { () throws(JournalProblem) in try Chain.verify(events, after: last) }
        return events
    }

    private func rows(of id: String, after sequence: Int) throws(StoreProblem) -> [Event] {
        let rows = try read {
            try Row.fetchAll(
                $0, sql: "SELECT * FROM events WHERE session = ? AND sequence > ? ORDER BY sequence",
                arguments: [id, sequence])
        }
        return try SessionStore.proving(id) { () throws(JournalProblem) in
            try rows.map { row throws(JournalProblem) in try SessionStore.event(row) }
        }
    }

    /// Proves that a row is what was written.
    static func event(_ row: Row) throws(JournalProblem) -> Event {
        try Event(
            session: row["session"], sequence: row["sequence"], time: row["time"],
            who: Person(name: row["who"], host: row["host"]), kind: row["kind"], version: row["version"],
            json: row["payload"], previousHash: row["previous"], hash: row["hash"])
    }

    /// A session's state, folded from its proven journal.
    public func state(of id: String) throws(StoreProblem) -> SessionState {
        try state(folding: events(of: id))
    }

    /// A session's state, from its whole journal as it was read here.
    public func state(folding events: [Event]) throws(StoreProblem) -> SessionState {
        let id = events.first?.session ?? ""
        let waiting = try read { try SessionStore.waiting(id, in: $0) }
        let authorship = try authorship(of: events)
        return try SessionStore.proving(id) { () throws(JournalProblem) in
            try SessionState(events, waiting: waiting, authorship: authorship)
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
        try read { try PenRow.holder(of: id, pens: pens, in: $0) }
    }

    /// What the store itself is kept in.
    public var files: [String] { StoreFile.names.map { folder.appending(path: $0).path } }

    private static let rehearsals = "rehearsals"

    /// Where a rehearsal's simulated tenant is remembered.
    public func rehearsalFile(of id: String) -> URL {
        folder.appending(path: SessionStore.rehearsals).appending(path: "\(id).jsonl")
    }

    /// Takes away what a rehearsal's simulated tenant is remembered by, once nobody can ask for it any more.
    public func forgetRehearsal(of id: String) {
        guard SessionStore.isID(id) else { return }
        home.removeFile("\(SessionStore.rehearsals)/\(id).jsonl")
    }

    // MARK: - What writers need

    func event(session: String, after last: Event?, time: Date, who: Person, payload: any EventPayload)
        throws(StoreProblem) -> Event
    {
        try SessionStore.proving(session) { () throws(JournalProblem) in
            try Event(session: session, after: last, time: time, who: who, payload: payload)
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
        guard let database else { throw .readOnly(path: folder.path) }
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
            guard let database else {
                guard let reading else { throw StoreProblem.failed("it isn't open") }
                return try reading.read(work)
            }
            return try database.read(work)
        } catch {
            throw SessionStore.problem(error)
        }
    }

    /// Refuses a store in which nothing can be written: for who would do much before they write.
    public func requireWritable() throws(StoreProblem) {
        guard database != nil else { throw .readOnly(path: folder.path) }
    }

    /// A pen of this process's own.
    func pen() throws(StoreProblem) -> Pen {
        try requireWritable()
        do {
            return try pens.make()
        } catch {
            throw SessionStore.problem(error)
        }
    }

    private static func problem(_ error: any Error) -> StoreProblem {
        switch error {
        case let problem as StoreProblem: problem
        case FileProblem.unfit(let sentence): .unfit(sentence)
        case let error as DatabaseError where error.resultCode == .SQLITE_BUSY: .busy
        default: .failed(words(error))
        }
    }

    private static func words(_ error: any Error) -> String {
        let words = SecretText.masked(
            (error as? DatabaseError).map { $0.message ?? "SQLite error \($0.resultCode.rawValue)" }
                ?? (error as? FileProblem)?.description ?? error.localizedDescription)
        // It goes into the middle of a sentence.
        return words.hasSuffix(".") ? String(words.dropLast()) : words
    }
}
