import Foundation
import Journal
import Runbook
import TestSupport
import Testing

/// The lock, from the outside: a model that knows the rule in a few lines runs beside the real one through random
/// sessions, and the two must agree at every step.
@Suite(.computing) struct GateKeeperTests {
    @Test(arguments: Effort.some(20, of: 0..<400))
    func noSequenceReachesTheSwitchWithAnItemNotFreshlyPassed(seed: Int) throws {
        let runbook = try RunbookLoader.load(Self.source, vocabulary: Self.vocabulary)
        var chance = SeededGenerator(UInt64(seed))
        var now = Date(timeIntervalSince1970: 1_800_000_000)
        let who = Person(name: "ida", host: "test")
        var model = GateModel()
        var last = try Event(
            session: "s", after: nil, time: now, who: who,
            payload: SessionStarted(
                name: "n", runbook: Self.source,
                tenant: TenantBinding(kind: .rehearsal, tenantID: "t", displayName: "T", scenario: nil)))
        var events = [last]
        var state = try SessionState(events)

        func append(_ payload: any EventPayload) throws {
            last = try Event(session: "s", after: last, time: now, who: who, payload: payload)
            events.append(last)
            state.apply(last)
        }

        func seal() -> PlanSeal? { Self.seal(state.answers, lockedOut: model.lockedOut) }

        func allows(_ attempt: String) -> Bool {
            model.allows(attempt, plan: seal()?.hash, content: seal()?.content, at: now)
        }

        var configurations = 0
        /// What becomes of a switch that was sent just now.
        func become(_ domain: String, _ attempt: String, _ content: String) throws {
            var after = model.domains[domain] ?? .init()
            let outcome = Int.random(in: 0..<5, using: &chance)
            if outcome == 0 {
                // A definite refusal ends it, and no time need pass after it.
                try append(Self.answered(.refused, attempt, domain))
                try append(Self.seen(domain, nil, at: now))
                after.reads(managed: true, at: now)
            } else {
                after.rests.append(now)
                after.switches.append(.init(plan: content, left: now))
                if outcome == 1 { try append(Self.answered(.unclear, attempt, domain)) }
                if outcome <= 2 {
                    // Nobody may conclude from a look that nothing came of it.
                    try append(
                        CutoverFailed(attempt: attempt, domain: domain, outcome: .stillManaged, reason: "r"))
                } else {
                    configurations += 1
                    try append(Self.seen(domain, "c\(configurations)", at: now))
                    after.reads(managed: false, at: now)
                }
            }
            model.domains[domain] = after
        }

        /// Sends a removal if it may be sent, and lets something become of it.
        func remove(_ domain: String, _ attempt: String) throws {
            let removal = RemovalPlan(
                tenantID: "t", domain: domain, configurationID: "c\(configurations)", issuer: nil, certificate: nil,
                isOurs: true)
            let isApproved = Bool.random(using: &chance)
            for other in [nil, isApproved ? Person(name: "kai", host: "elsewhere") : nil] {
                try append(
                    RollbackApproved(
                        attempt: "r\(events.count)", domain: domain, plan: "another", approvedBy: other))
                try append(
                    RollbackApproved(attempt: attempt, domain: domain, plan: removal.hash, approvedBy: other))
            }
            // The approvals of something else in between began anew.
            try append(
                RollbackApproved(attempt: attempt, domain: domain, plan: removal.hash, approvedBy: nil))
            var after = model.domains[domain]!
            let isDue = after.lastSwitch.map { now.timeIntervalSince($0) >= 600 } ?? true
            guard
                case .open(let clearance) = GateKeeper.decideRemoval(
                    runbook.cutover!, state, attempt: attempt, removal: removal, history: state.histories[domain]!,
                    now: now)
            else {
                #expect(!isApproved || !isDue, "the way back is closed without need")
                return
            }
            #expect(isApproved && isDue, "the way back is open and must not be")
            removals += 1
            try append(RollbackStarted(clearance, requestID: nil))
            let isClear = Bool.random(using: &chance)
            now += 20
            try append(Self.answered(isClear ? .accepted : .unclear, attempt, domain))
            after.removals.append(.init(plan: "", left: now))
            after.rests.append(now)
            try append(Self.seen(domain, nil, at: now))
            after.reads(managed: true, at: now, accepted: isClear ? 1 : 0)
            model.domains[domain] = after
        }

        var (switches, removals) = (0, 0)
        let attempts = ["a", "b"]
        let evidence = Evidence(requests: [], observations: [], milliseconds: 0)
        for (input, answer) in [("domain", "x.example"), ("server", "one")] {
            try append(InputAnswered(input: input, answer: answer))
        }
        (model.domain, model.server) = ("x.example", "one")
        for _ in 0..<120 {
            let attempt = attempts.randomElement(using: &chance) ?? "a"
            switch Int.random(in: 0..<19, using: &chance) {
            case 0:
                let domain = ["x.example", "x.example", "x.example", "y.example"].randomElement(using: &chance)!
                try append(InputAnswered(input: "domain", answer: domain))
                model.domain = domain
            case 17:
                // An answer that changes the plan, or whom it touches.
                if Bool.random(using: &chance) {
                    let server = ["one", "one", "two"].randomElement(using: &chance)!
                    try append(InputAnswered(input: "server", answer: server))
                    model.server = server
                } else {
                    model.lockedOut = Bool.random(using: &chance) ? ["eve"] : []
                }
            case 1, 2:
                let item = ["both", "attested", "checked"].randomElement(using: &chance) ?? ""
                try append(ItemAttested(item: item, statement: "so", words: "yes"))
                let before = model.attested
                model.undo.append { $0.attested = before }
                model.attested.insert(item)
            case 3: now += Double([1, 1, 30, 30, 119, 121, 601, 8 * 86_400].randomElement(using: &chance) ?? 1)
            case 4: now -= Double([1, 130].randomElement(using: &chance) ?? 1)
            case 5, 6:
                let domain = Int.random(in: 0..<4, using: &chance) > 0 ? model.domain ?? "x.example" : "y.example"
                let other = Bool.random(using: &chance) ? GateModel.Name.any(&chance) : nil
                let plan = seal()?.hash ?? "none"
                try append(
                    CutoverApproved(
                        attempt: attempt, domain: domain, plan: plan, approvedBy: other?.person, account: "ida"))
                model.approve(attempt, domain, plan, other?.whose ?? "ida")
            case 8:
                let item = ["checked", "both", "attested", "last"].randomElement(using: &chance) ?? ""
                let approver = Bool.random(using: &chance) ? GateModel.Name.any(&chance) : nil
                let until = Date(
                    timeIntervalSince1970: (now.timeIntervalSince1970
                        + [60, 3_600, 40 * 86_400].randomElement(using: &chance)!)
                        .rounded(.down))
                try append(
                    ItemWaived(
                        item: item, reason: "r", approvedBy: approver?.person, expires: until.formatted(.iso8601),
                        account: "ida"))
                let before = model.waivers[item]
                model.undo.append { $0.waivers[item] = before }
                model.waivers[item] = (min(until, last.time + 7 * 86_400), approver.map { $0.whose != "ida" } ?? false)
            case 9:
                guard let newest = state.lastUndoable else {
                    #expect(model.undo.isEmpty)
                    continue
                }
                // What isn't the newest is not taken back.
                try append(Undone(sequence: newest.sequence - 1))
                try append(Undone(sequence: newest.sequence))
                model.undo.removeLast()(&model)
            case 11:
                // The hours are agreed on anew: mostly such that they are now, or none.
                let input = Bool.random(using: &chance) ? "opens" : "closes"
                let offsets: [Double?] = [nil, nil, 0, -300, 300, input == "opens" ? -3_000 : 3_000]
                let moment = (offsets.randomElement(using: &chance) ?? nil).map {
                    Date(timeIntervalSince1970: (now.timeIntervalSince1970 + $0).rounded(.down))
                }
                let answer = moment?.formatted(.iso8601) ?? ""
                let other = Int.random(in: 0..<3, using: &chance) > 0 ? GateModel.Name.any(&chance) : nil
                try append(
                    InputAnswered(
                        input: input, answer: answer, reason: "r", approvedBy: other?.person, account: "ida"))
                model.hours[input, default: .init()].change(to: moment, by: other?.whose ?? "ida")
            case 10, 16:
                guard let domain = model.domain, let before = model.domains[domain],
                    before.federatedSince != nil || !before.removals.isEmpty
                else { continue }
                if Bool.random(using: &chance) { now += 601 }
                try remove(domain, attempt)
            case 18:
                guard let domain = model.domain, let before = model.domains[domain],
                    !before.switches.isEmpty || !before.removals.isEmpty
                else { continue }
                // The domain is looked at again, a moment or a day later.
                now += Bool.random(using: &chance) ? 90_000 : 30
                let isManaged = before.federatedSince == nil || !before.removals.isEmpty
                try append(Self.seen(domain, isManaged ? nil : "c\(configurations)", at: now))
                model.domains[domain]?.reads(managed: isManaged, at: now)
            case 7:
                // A whole preflight, as the cutover makes one: mostly everything passes.
                for item in ["checked", "both", "optional", "last", "later"] {
                    let isPassed = Int.random(in: 0..<12, using: &chance) > 0
                    try append(
                        ItemChecked(
                            item: item, verdict: isPassed ? .passed : .failed([]), evidence: evidence,
                            attempt: attempt))
                    model.checks[item] = .init(isPassed: isPassed, attempt: attempt, time: last.time)
                }
            default:
                let item = ["checked", "both", "optional", "last", "later"].randomElement(using: &chance) ?? ""
                let verdicts: [Verdict] = [
                    .passed, .passed, .failed([Finding(property: "p", message: "m", remedy: "r")]),
                    .unknown(Obstacle(reason: "r", remedy: "r")),
                ]
                let verdict = verdicts.randomElement(using: &chance) ?? .passed
                let mark = Bool.random(using: &chance) ? attempt : nil
                try append(
                    ItemChecked(item: item, verdict: verdict, evidence: evidence, attempt: mark))
                model.checks[item] = .init(isPassed: verdict.isPassed, attempt: mark, time: last.time)
            }
            let board = Board(runbook, state, now: now)
            for step in board.steps where step.isOpen {
                let standing = step.items.filter { model.stands($0.item.id, at: now) }.map(\.item.id)
                #expect(step.items.filter(\.standing.isSettled).map(\.item.id) == standing)
                let left = step.items.filter { $0.item.isRequired && !standing.contains($0.item.id) }
                #expect(step.isComplete == left.isEmpty, "\(step.step.id): \(left.map(\.item.id))")
                #expect(Set(step.reasons.compactMap(\.subject)) == Set(left.map(\.item.id)))
            }
            switch GateKeeper.decide(runbook, state, attempt: attempt, seal: seal(), bundled: nil, now: now) {
            case .blocked(let reasons):
                #expect(!reasons.isEmpty)
                #expect(!allows(attempt), "the lock is closed without need: \(reasons)")
            case .open(let clearance):
                #expect(allows(attempt), "the lock is open and must not be")
                switches += 1
                let (domain, content) = (clearance.domain, clearance.content)
                try append(CutoverStarted(clearance, requestID: nil))
                // What was seen of what comes after a switch, before it, says nothing.
                model.checks["later"] = nil
                try become(domain, attempt, content)
            }
        }
        try Chain.verify(events)
        #expect(try SessionState(events) == state, "folding at once and one by one must agree")
        Self.reached.add(switches)
        Self.removed.add(removals)
    }

    /// So that a lock that never opens can't pass the test above by doing nothing.
    private static let reached = Counter()
    private static let removed = Counter()

    /// A session in which the lock opens is rare: from the first on, until there were enough of them.
    @Test func theModelReachesSwitches() throws {
        let (switches, removals) = (Effort.times(3, long: 10), Effort.times(1, long: 5))
        for seed in 0..<400 where Self.reached.value <= switches || Self.removed.value <= removals {
            try noSequenceReachesTheSwitchWithAnItemNotFreshlyPassed(seed: seed)
        }
        #expect(Self.reached.value > switches && Self.removed.value > removals)
    }

    @Test func reasonsAreCompleteAndInOrder() throws {
        let runbook = try RunbookLoader.load(Self.source, vocabulary: Self.vocabulary)
        let start = try Event(
            session: "s", after: nil, time: Date(), who: Person(name: "i", host: "h"),
            payload: SessionStarted(
                name: "n", runbook: Self.source,
                tenant: TenantBinding(kind: .rehearsal, tenantID: "t", displayName: "T", scenario: nil)))
        let reasons = GateKeeper.cutoverBlockers(runbook, try SessionState([start]), standard: .remembered, now: Date())
        #expect(
            reasons.map(\.kind) == [
                .inputMissing, .inputMissing, .unchecked, .unchecked, .unattested, .unattested, .unchecked,
            ])
        #expect(reasons.map(\.subject) == ["domain", "server", "checked", "both", "both", "attested", "last"])
        #expect(reasons.allSatisfy { !$0.remedy.isEmpty })
    }
}
