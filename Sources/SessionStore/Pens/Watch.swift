import GRDB
import Journal

/// Somebody who approved looks on until it is sent, and can stop it. They are there for as long as this lives: the lock of
/// their pen says so, and nothing is sent without them.
public final class Watch: Sendable {
    /// How it stands with what is watched.
    public enum Turn: Hashable, Sendable {
        case waiting
        /// It was sent, or its commands were handed out, by that entry.
        case sent(sequence: Int, time: String)
        /// Whoever asked gave up, was refused, or has gone: nothing was sent.
        case over
    }

    public let token: String
    private let store: SessionStore
    private let session: String
    /// The journal's last entry when it was approved.
    private let head: Int
    private let pen: Pen

    init(store: SessionStore, session: String, head: Int) throws(StoreProblem) {
        let pen = try store.pen()
        (self.store, self.session, self.head, self.pen) = (store, session, head, pen)
        token = pen.token
        try store.write { [token = pen.token] in
            try $0.execute(sql: "INSERT INTO watchers (session, token) VALUES (?, ?)", arguments: [session, token])
        }
    }

    /// - Returns: false if it is too late, or nothing goes on any more.
    public func stop(_ words: String) throws(StoreProblem) -> Bool {
        try store.write { database in
            guard try self.sent(in: database) == nil else { return false }
            try database.execute(
                sql: "UPDATE watchers SET stopped = ? WHERE session = ? AND token = ?",
                arguments: [words, self.session, self.token])
            return database.changesCount == 1
        }
    }

    /// Whether this watch still waits, something was sent, or it is over.
    public func standing() throws(StoreProblem) -> Turn {
        let found = try store.read { database -> Turn in
            if let sent = try self.sent(in: database) { return sent }
            let isThere = try Bool.fetchOne(
                database, sql: "SELECT EXISTS (SELECT 1 FROM watchers WHERE session = ? AND token = ?)",
                arguments: [self.session, self.token])
            return isThere == true ? .waiting : .over
        }
        // Whoever asked may have died without a word.
        if found == .waiting, try store.holder(of: session) == nil { return .over }
        return found
    }

    /// Takes the watch away: it isn't watched any more.
    public func end() {
        try? store.write { [session, token] in
            try $0.execute(
                sql: "DELETE FROM watchers WHERE session = ? AND token = ?", arguments: [session, token])
        }
    }

    private func sent(in database: Database) throws -> Turn? {
        try Row.fetchOne(
            database,
            sql:
                "SELECT sequence, time FROM events WHERE session = ? AND sequence > ? AND kind IN (?, ?) ORDER BY sequence",
            arguments: [session, head, CutoverStarted.kind, RollbackStarted.kind]
        ).map { .sent(sequence: $0["sequence"], time: $0["time"]) }
    }
}

extension SessionStore {
    /// Looks on at what is about to be approved.
    /// - Parameter head: the journal's last entry, as it was read.
    public func watch(_ session: String, from head: Event) throws(StoreProblem) -> Watch {
        try Watch(store: self, session: session, head: head.sequence)
    }
}

extension SessionWriter {
    /// From now on nothing begins a switch, or takes one back, unless they are there and have stopped nothing.
    public func beWatched(by token: String, _ person: Person) { watchers.withLock { $0[token] = person } }

    /// Nothing is sent now: what was approved for it is for nothing else, and whoever watched has nothing to stop any more.
    public func endApprovals() {
        agreed.withLock { $0 = [] }
        watchers.withLock { $0 = [:] }
        try? store.write { [id] in
            try $0.execute(sql: "DELETE FROM watchers WHERE session = ?", arguments: [id])
        }
    }

    /// What those who watch have against it, at this moment.
    func objectionsOfWatchers(in database: Database) throws -> [Reason] {
        try watchers.withLock { $0 }.sorted { $0.key < $1.key }.compactMap { token, person in
            func reason(_ words: String, _ remedy: String) -> Reason {
                Reason(kind: .unapproved, subject: nil, message: "\(person) \(words)", remedy: remedy)
            }
            guard
                let row = try Row.fetchOne(
                    database, sql: "SELECT stopped FROM watchers WHERE session = ? AND token = ?",
                    arguments: [id, token])
            else {
                return reason(
                    "watches it, and their watch was taken out of the store.",
                    "Somebody else writes this store: find out who, before you try again.")
            }
            if let words: String = row["stopped"] {
                return reason("stopped it: \(words).", "Talk to them; what they approved counts for nothing any more.")
            }
            guard store.pens.isHeld(token) else {
                return reason("watched it, and has gone away.", "Ask them to look on again, or to approve without.")
            }
            return nil
        }
    }
}
