import Foundation
import GRDB
import Journal
import Sameness
import Signatures
import Synchronization

/// A session that this process may write to. What `append` has returned is on the disk.
public final class SessionWriter: Sendable {
    public let id: String
    public let who: Person
    let store: SessionStore
    let token: String
    /// Until it is given back.
    private let pen: Mutex<Pen?>
    /// Of the session: a rehearsal keeps its own time. Pens are between processes and keep the wall's.
    private let clock: Mutex<@Sendable () -> Date>
    private let wall: @Sendable () -> Date
    private struct Current {
        var last: Event
        var state: SessionState
        /// Entries that came in by a file, and that nothing was written after yet.
        var waiting: ClosedRange<Int>?
        /// The first of the entries that this wrote and that nobody has signed yet.
        var unsigned: Int?
        /// What this has signed.
        var signed = SignedParts()
        /// Whose keys were known when the state was folded.
        var known: AllowedSigners?
        /// Somebody has said that nobody goes on elsewhere.
        var breaksSeal = false

        mutating func note(signed entries: ClosedRange<Int>, by signer: (any HeadSigner)?) {
            if let signer { signed.add(wrote: entries, by: signer.key.fingerprint) }
        }
    }

    private let current: Mutex<Current>
    /// Who looks on at what was approved, by the token of their pen.
    let watchers = Mutex<[String: Person]>([:])
    let agreed = Mutex<[Agreed]>([])

    init(
        store: SessionStore, events: [Event], waiting: ClosedRange<Int>? = nil, authorship: Authorship? = nil,
        unsigned: Int? = nil, known: AllowedSigners?, who: Person, pen: Pen, now: @escaping @Sendable () -> Date
    ) throws(StoreProblem) {
        guard let last = events.last else { throw .failed("a journal without events") }
        let state = try SessionStore.proving(last.session) { () throws(JournalProblem) in
            try SessionState(events, waiting: waiting, authorship: authorship)
        }
        current = Mutex(
            Current(
                last: last, state: state, waiting: waiting, unsigned: unsigned, known: known))
        id = last.session
        self.store = store
        self.who = who
        token = pen.token
        self.pen = Mutex(pen)
        wall = now
        clock = Mutex(now)
    }

    /// Stamps events by another clock from now on.
    public func keepTime(by clock: @escaping @Sendable () -> Date) { self.clock.withLock { $0 = clock } }

    public var state: SessionState { current.withLock { $0.state } }

    /// The last entry.
    public var last: Event { current.withLock { $0.last } }

    /// The time by which this session's events are stamped.
    public var time: Date { clock.withLock { $0 }() }

    /// The whole journal, as it is on the disk.
    public func events() throws(StoreProblem) -> [Event] { try store.events(of: id) }

    /// Writes one event and returns the state after it.
    @discardableResult
    public func append(_ payload: any EventPayload) throws(StoreProblem) -> SessionState {
        try append([payload])
    }

    /// Writes several events together: all of them or none.
    @discardableResult
    public func append(_ payloads: [any EventPayload]) throws(StoreProblem) -> SessionState {
        try append { _ in payloads }
    }

    /// Writes what follows from the session as it is at this very moment: nobody of this process writes in between.
    /// - Parameter decide: says what to write; nothing, if nothing is to be. It must not ask the writer for its state.
    @discardableResult
    public func append(_ decide: (SessionState) -> [any EventPayload]) throws(StoreProblem) -> SessionState {
        try write(decide) { _ in }
    }

    /// What was sent and read of a domain by every session of this store, this one's included.
    public func history(of domain: String) throws(StoreProblem) -> SwitchHistory {
        let (tenant, state) = (tenant, state)
        return try store.read { try SessionWriter.history(of: domain, tenant: tenant, state, in: $0) }
    }

    /// The ledger's word, which must know everything that this session's own journal knows: rows that were taken out of it
    /// would make a domain look untouched.
    private static func history(
        of domain: String, tenant: String, _ state: SessionState, in database: Database
    ) throws -> SwitchHistory {
        let history = try DomainLedger.history(of: domain, tenant: tenant, in: database)
        let known = Set(history.sendings.map(\.attempt))
        for sent in state.histories[DomainName.folded(domain)]?.sendings ?? [] where !known.contains(sent.attempt) {
            throw StoreProblem.ledgerLost(domain: domain, session: state.id)
        }
        return history
    }

    /// Writes what begins a switch, if what every session of this store did to the domain allows it: read in the very
    /// transaction that writes it.
    /// - Parameter objections: what a history has against it.
    /// - Returns: the objections; empty if it was written.
    public func begin(
        _ payload: any EventPayload, of domain: String, objections: (SwitchHistory) -> [Reason]
    ) throws(StoreProblem) -> [Reason] {
        var found: [Reason] = []
        let (tenant, known) = (tenant, state)
        let late = objectionsOfTime()
        do throws(StoreProblem) {
            _ = try write({ _ in [payload] }) { database in
                found = objections(
                    try SessionWriter.history(of: domain, tenant: tenant, known, in: database))
                found += late
                found += try self.objectionsOfWatchers(in: database)
                if !found.isEmpty { throw StoreProblem.objected }
            }
        } catch {
            guard error == .objected else { throw error }
        }
        return found
    }

    /// Reads the journal anew if the known keys have changed since it was read: what a key gave goes with it, also in a
    /// session that is open.
    public func heedKeys() throws(StoreProblem) {
        let known = try store.known()
        guard known != current.withLock({ $0.known }) else { return }
        // What isn't signed yet would be nobody's.
        signRest()
        let result: Result<Void, StoreProblem> = current.withLock { current in
            do throws(StoreProblem) {
                guard current.unsigned == nil else {
                    throw .failed(
                        "other keys are known than when the session was opened, and what was written since can't be signed now; "
                            + "quit, and resume it")
                }
                let events = try store.events(of: id)
                let waiting = try store.read { try SessionStore.waiting(self.id, in: $0) }
                let authorship = try store.authorship(of: events)
                current.state = try SessionStore.proving(id) { () throws(JournalProblem) in
                    try SessionState(events, waiting: waiting, authorship: authorship)
                }
                current.known = known
                return .success(())
            } catch {
                return .failure(error)
            }
        }
        try result.get()
    }

    private var tenant: String { DomainLedger.key(state.tenant, session: id) }

    private func write(
        _ decide: (SessionState) -> [any EventPayload], unless objection: (Database) throws -> Void
    ) throws(StoreProblem) -> SessionState {
        let tenant = tenant
        let result: Result<SessionState, StoreProblem> = current.withLock { current in
            do throws(StoreProblem) {
                var events: [Event] = []
                var payloads = decide(current.state)
                // Whoever only looks leaves a journal that can go on where the file came from.
                if let waiting = current.waiting, !payloads.isEmpty {
                    let body = TakenIn(first: waiting.lowerBound, last: waiting.upperBound, head: current.last.hash)
                    payloads.insert(body, at: 0)
                }
                // A rehearsal's time runs ahead, and never back: not every command knows its clock.
                let isOwnTime = current.state.tenant.kind == .rehearsal
                let stamp = isOwnTime ? max(time, current.last.time) : time
                for payload in payloads {
                    events.append(
                        try store.event(
                            session: id, after: events.last ?? current.last, time: stamp, who: who, payload: payload))
                }
                guard let last = events.last else { return .success(current.state) }
                if let seal = current.state.seal, !current.breaksSeal {
                    throw .sealed(session: self.id, to: seal.to, at: Event.text(seal.stamp.time))
                }
                let first = current.unsigned ?? events[0].sequence
                // What can't be signed is written all the same, and signed with what comes next.
                let signature = signs(payloads) ? try? store.signer?.sign(Checkpoint(last), wroteFrom: first) : nil
                try store.write { database in
                    guard try PenRow.isHeld(session: self.id, token: self.token, in: database) else {
                        throw StoreProblem.penLost(session: self.id)
                    }
                    try objection(database)
                    if current.waiting != nil {
                        try database.execute(sql: "DELETE FROM taken_in WHERE session = ?", arguments: [self.id])
                    }
                    for event in events { try SessionStore.insert(event, tenant: tenant, in: database) }
                    if let signature { try SessionStore.insert(signature, of: self.id, in: database) }
                    if let name = events.lazy.compactMap(\.newName).last {
                        try SessionNames.check(name, for: self.id, in: database)
                    }
                }
                current.waiting = nil
                current.unsigned = signature == nil && store.signer != nil ? first : nil
                if signature != nil { current.note(signed: first...last.sequence, by: store.signer) }
                for event in events {
                    current.state.apply(event)
                    current.last = event
                }
                // What opens the lock is remembered at once, the rest when the pen is given back.
                if payloads.contains(where: \.traits.weighs) { remember(current) }
                return .success(current.state)
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    /// Notes a sign of life, for others to read; to be called every few seconds.
    /// - Returns: false when the pen is another process's now. A store that can't be reached is not that: the next
    ///   renewal makes up for it, and the next write says what is wrong.
    public func renewPen() -> Bool {
        let isHeld = try? store.write { database in
            try PenRow.renew(session: self.id, token: self.token, now: self.wall(), in: database)
            return try PenRow.isHeld(session: self.id, token: self.token, in: database)
        }
        return isHeld ?? true
    }

    /// Whether what is written is signed at once. A key that somebody has to touch signs what weighs, and the rest with it.
    private func signs(_ payloads: [any EventPayload]) -> Bool {
        guard let signer = store.signer else { return false }
        return !signer.key.isOfSecurityKey || payloads.contains(where: \.traits.weighs)
    }

    /// Signs what this has written and nobody has signed.
    private func signRest() {
        guard let signer = store.signer else { return }
        let (head, unsigned) = current.withLock { (Checkpoint($0.last), $0.unsigned) }
        guard let unsigned, let signature = try? signer.sign(head, wroteFrom: unsigned) else { return }
        let isWritten: Void? = try? store.write { database in
            guard try PenRow.isHeld(session: self.id, token: self.token, in: database) else { return }
            try SessionStore.insert(signature, of: self.id, in: database)
        }
        guard isWritten != nil else { return }
        current.withLock { current in
            current.unsigned = nil
            current.note(signed: unsigned...head.size, by: signer)
        }
    }

    /// What is written next ends the seal.
    func breakSeal() { current.withLock { $0.breaksSeal = true } }

    private func remember(_ current: Current) {
        store.custody.heads?.keep(Checkpoint(current.last), signed: current.signed, of: store.folder.path)
    }

    /// How many of the entries that this wrote nobody has signed.
    public var unsignedCount: Int {
        current.withLock { current in current.unsigned.map { current.last.sequence - $0 + 1 } ?? 0 }
    }

    /// Gives the pen back: to whom it was promised, if they still wait, or to whoever comes.
    public func release() {
        signRest()
        remember(current.withLock { $0 })
        try? store.write { database in
            guard try PenRow.isHeld(session: self.id, token: self.token, in: database) else { return }
            if try !PenRequest.hand(over: self.id, now: self.wall(), pens: store.pens, in: database) {
                try PenRow.release(session: self.id, token: self.token, in: database)
            }
        }
        // Also where nothing could be written: a pen that nobody holds is nobody's.
        pen.withLock { $0 = nil }
    }
}
