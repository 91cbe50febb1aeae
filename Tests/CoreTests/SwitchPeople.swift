import Foundation
import Journal
import Runbook
import Testing

/// Three sessions in two stores that switch one domain through the real lock, and write down what the real ones would.
struct SwitchPeople {
    struct Session {
        let store: Int
        let who: Person
        var state: SessionState
        var last: Event
        /// What its answers would set now.
        var plan = SwitchWorld.Content.plan
        /// The request that it waits for, until when, and whether the answer will be clear.
        var awaited: (attempt: String, due: Date, isClear: Bool)?
    }

    /// What a store was told, kept apart from how the real history keeps it.
    struct Told {
        var refused: Set<String> = []
        var audited: Set<String> = []
        /// Those that the audit log has as done.
        var done: Set<String> = []
        var answered: Set<String> = []
        /// When the directory last said managed, by the true time.
        var managedAt = Date.distantPast
        /// Requests since whose sending a federation was read.
        var seen: Set<String> = []
        /// When the sign-in service last handed people over, by the clock of whoever read it, if it does.
        var handedOverAt: Date?
        /// The truth was read a day after the last sending.
        var isSettled = false
    }

    static let domain = "x.example"
    static let seals = Dictionary(
        uniqueKeysWithValues: SwitchWorld.Content.allCases.map { content in
            (
                content,
                PlanSeal(
                    tenantID: "t", domain: domain, displayName: "x", issuer: content.issuer,
                    signInURL: "https://x.example/",
                    signOutURL: "https://x.example/", protocolName: "saml", mfaBehaviour: "x",
                    certificate: content.certificate, subdomains: [], lockedOut: [])
            )
        })
    static let contents = seals.mapValues(\.content)
    static let hashes = seals.mapValues(\.hash)

    let runbook: Runbook
    let plan: CutoverPlan
    let mutant: SwitchMutant?
    var world = SwitchWorld()
    var sessions: [Session]
    var histories = [SwitchHistory(domain: domain), SwitchHistory(domain: domain)]
    var told = [Told(), Told()]
    var attempts = 0
    /// What is said of each store's history, as long as nothing is added to it.
    var decided: [(aftermath: Aftermath, isClaimed: Bool)?] = [nil, nil]
    /// What the lock let through that it must not.
    var breach: String?

    init(_ mutant: SwitchMutant? = nil) throws {
        self.mutant = mutant
        runbook = try SwitchRunbook.loaded.get()
        plan = try #require(runbook.cutover)
        sessions = try SwitchRunbook.sessions.get()
    }

    // MARK: - Steps

    /// - Returns: whether anything happened.
    mutating func follow(_ letter: SwitchLetter) throws -> Bool {
        if case .waits(let seconds) = letter {
            try advance(by: seconds)
            return true
        }
        // Nothing happens in no time.
        try advance(by: 1)
        switch letter {
        case .waits: break
        case .sends(let who, let content, let course, let leaves, let reply):
            return try send(who.rawValue, content, until: nil) { attempt, people in
                people.world.send(
                    attempt, store: people.sessions[who.rawValue].store, content: content, leaves: leaves, course)
                people.wait(who.rawValue, attempt, leaves, reply)
            }
        case .givesCommands(let who, let content):
            let until = world.now.addingTimeInterval(600)
            return try send(who.rawValue, content, until: until) { attempt, people in
                people.world.giveCommands(
                    attempt, store: people.sessions[who.rawValue].store, content: content, until: until)
            }
        case .runsCommands(let course): return world.runCommands(course)
        case .removes(let who, let view, let course, let leaves, let reply):
            return try remove(who.rawValue, view, course, leaves, reply)
        case .reads(let who, let view): return try read(who.rawValue, view) != nil
        case .isKilled(let who):
            guard sessions[who.rawValue].awaited != nil else { return false }
            sessions[who.rawValue].awaited = nil
        case .otherHandSwitches: return world.foreignSwitch(toManaged: false)
        case .otherHandSetsBack: return world.foreignSwitch(toManaged: true)
        case .finds(let who, let isOwn): return try find(who.rawValue, isOwn: isOwn)
        }
        return true
    }

    private mutating func advance(by seconds: Int) throws {
        let end = world.now.addingTimeInterval(Double(seconds))
        func due(_ index: Int) -> Date { sessions[index].awaited?.due ?? .distantFuture }
        while let index = sessions.indices.min(by: { due($0) < due($1) }), due(index) <= end,
            let awaited = sessions[index].awaited
        {
            sessions[index].awaited = nil
            world.advance(to: awaited.due)
            try answer(index, awaited.attempt, isClear: awaited.isClear)
        }
        world.advance(to: end)
    }

    private mutating func wait(_ index: Int, _ attempt: String, _ leaves: Int, _ reply: SwitchLetter.Reply) {
        switch reply {
        case .none: break
        case .clear(let after), .unclear(let after):
            let due = world.now.addingTimeInterval(Double(leaves + after))
            if case .clear = reply {
                sessions[index].awaited = (attempt, due, true)
            } else {
                sessions[index].awaited = (attempt, due, false)
            }
        }
    }

    private mutating func answer(_ index: Int, _ attempt: String, isClear: Bool) throws {
        let ending = isClear ? world.request(attempt)?.ending : nil
        told[sessions[index].store].answered.insert(attempt)
        let (kind, id): (SwitchAnswer.Kind, String?) =
            switch ending {
            // Not every answer names what was made.
            case .accepted(let id): (.accepted, attempts.isMultiple(of: 2) ? id : nil)
            case .exists: (.exists, nil)
            case .gone: (.gone, nil)
            case .refused: (.refused, nil)
            case .lost, nil: (.unclear, nil)
            }
        if [.exists, .gone, .refused].contains(kind) { told[sessions[index].store].refused.insert(attempt) }
        let answer = SwitchAnswer(
            kind: kind, words: "\(kind)", status: kind == .unclear ? nil : 400, requestID: nil, configurationID: id)
        try append(index, SwitchAnswered(attempt: attempt, domain: Self.domain, answer: answer))
    }

    private mutating func send(
        _ index: Int, _ content: SwitchWorld.Content, until: Date?,
        leave: (String, inout SwitchPeople) -> Void
    ) throws -> Bool {
        guard sessions[index].awaited == nil else { return false }
        sessions[index].plan = content
        let (store, seal, now) = (sessions[index].store, try #require(Self.seals[content]), world.now)
        let history = histories[store]
        guard isOpen(index, content) else { return false }
        attempts += 1
        let attempt = "a\(attempts)"
        try append(
            index,
            ItemChecked(
                item: "checked", verdict: .passed,
                evidence: Evidence(requests: [], observations: [], milliseconds: 0),
                attempt: attempt))
        if attempts.isMultiple(of: 8),
            case .open = GateKeeper.decide(
                runbook, sessions[index].state, attempt: attempt, seal: seal, history: history,
                bundled: SwitchRunbook.hash, now: now)
        {
            breach = "P2: nobody approved \(attempt)"
        }
        try append(
            index, CutoverApproved(attempt: attempt, domain: Self.domain, plan: Self.hashes[content])
        )
        guard
            case .open(let clearance) = GateKeeper.decide(
                runbook, sessions[index].state, attempt: attempt, seal: seal, history: history,
                bundled: SwitchRunbook.hash, now: now)
        else { return false }
        let body = CutoverStarted(clearance, requestID: until == nil ? attempt : nil, commandsUntil: until)
        if let early = tooRecent(store) { breach = "P5: \(attempt) is sent too soon after \(early.attempt)" }
        try append(index, body)
        told[store].isSettled = false
        leave(attempt, &self)
        return true
    }

    /// Whether nothing but an approval is missing for a switch.
    func isOpen(_ index: Int, _ content: SwitchWorld.Content) -> Bool {
        GateKeeper.switchBlockers(
            plan, sessions[index].state, content: Self.contents[content], history: histories[sessions[index].store],
            now: world.now
        ).isEmpty
    }

    private mutating func remove(
        _ index: Int, _ view: SwitchLetter.View, _ course: SwitchWorld.Course, _ leaves: Int,
        _ reply: SwitchLetter.Reply
    ) throws -> Bool {
        var view = view
        view.isSignIn = false
        guard sessions[index].awaited == nil, let federation = try read(index, view)?.federation else { return false }
        let store = sessions[index].store
        attempts += 1
        let attempt = "r\(attempts)"
        let removal = RemovalPlan(
            tenantID: "t", domain: Self.domain, configurationID: federation.configurationID,
            issuer: federation.issuer, certificate: nil, isOurs: true)
        try append(
            index, RollbackApproved(attempt: attempt, domain: Self.domain, plan: removal.hash))
        guard
            case .open(let clearance) = GateKeeper.decideRemoval(
                plan, sessions[index].state, attempt: attempt, removal: removal, history: histories[store],
                now: world.now)
        else { return true }
        if let early = tooRecent(store) { breach = "P5: \(attempt) is sent too soon after \(early.attempt)" }
        try append(index, RollbackStarted(clearance, requestID: attempt))
        told[store].isSettled = false
        world.send(
            attempt, store: store, content: nil, removes: federation.configurationID, leaves: leaves, course)
        wait(index, attempt, leaves, reply)
        return true
    }

    // MARK: - Writing

    mutating func append(_ index: Int, _ payload: any EventPayload) throws {
        for payload in try mutant?.hears(payload, self, index) ?? [payload] {
            let event = try Event(
                session: sessions[index].state.id, after: sessions[index].last, time: world.now,
                who: sessions[index].who, payload: payload)
            sessions[index].last = event
            sessions[index].state.apply(event)
            if mutant?.forgets(event, of: index) != true { histories[sessions[index].store].apply(event) }
            decided[sessions[index].store] = nil
        }
    }
}
