import Foundation
import Journal
import Runbook
import TestSupport
import Testing

/// The lock, from the outside: a model that knows the rule in a few lines runs beside the real one through random
/// sessions, and the two must agree at every step.
@Suite struct GateKeeperTests {
    static let source = RunbookSource(
        id: "lock",
        files: [
            "runbook.yaml": """
            id: lock
            title: Lock
            summary: A runbook with a lock.
            inputs:
              - { id: domain, type: domain, ask: Which domain? }
              - { id: opens, type: date-time, optional: true, ask: From when? }
              - { id: closes, type: date-time, optional: true, ask: Until when? }
            phases:
              - { id: only, title: Only, text: All of it., may-break: Nothing. }
            steps: [one.yaml, two.yaml, three.yaml]
            cutover:
              step: two
              domain: "{{domain}}"
              cooldown: 10m
              window: { opens: "{{opens}}", closes: "{{closes}}" }
              approvals: 2
              fresh-for: 2m
              federation:
                display-name: x
                issuer: x
                sign-in-url: x
                sign-out-url: x
                certificate: x
                protocol: saml
                mfa-behaviour: rejectMfaByFederatedIdp
            """,
            "one.yaml": """
            id: one
            title: One
            phase: only
            checklist:
              - { id: checked, text: c, check: { thing: x, expect: { good: true } } }
              - { id: both, text: b, waivable: never, check: { thing: x, expect: { good: true } }, attest: so }
            """,
            "two.yaml": """
            id: two
            title: Two
            phase: only
            checklist:
              - { id: attested, text: a, attest: so, waivable: one-person }
              - { id: optional, text: o, required: false, check: { thing: x, expect: { good: true } } }
              - { id: last, text: l, check: { thing: x, expect: { good: true } } }
            """,
            "three.yaml": """
            id: three
            title: After
            phase: only
            checklist:
              - { id: later, text: l, check: { thing: x, expect: { good: true } } }
            """,
        ])

    static let vocabulary = Vocabulary(
        resources: [
            .init(name: "thing", selector: "a name", properties: [.init(name: "good", type: .boolean)])
        ], matchers: [.init(name: "equals", arguments: [.boolean: [.boolean]])])

    /// What must hold for a switch, said once more and differently.
    private struct Model {
        struct Check {
            let isPassed: Bool
            let attempt: String?
            let time: Date
        }

        var domain: String?
        var opens: Date?
        var closes: Date?
        var checks: [String: Check] = [:]
        var attested: Set<String> = []
        var approval: (attempt: String, domain: String, people: Set<String>)?
        var waivers: [String: (until: Date, isApproved: Bool)] = [:]
        /// What can be taken back, the newest last: how it was before.
        var undo: [(inout Model) -> Void] = []
        var lastSwitch: Date?
        var isOpenEnded = false
        var isSwitched = false

        func allows(_ attempt: String, at now: Date) -> Bool {
            guard let domain, let approval, approval.attempt == attempt, approval.domain == domain,
                approval.people.count >= 2
            else { return false }
            if isSwitched || isOpenEnded { return false }
            if let opens, now < opens { return false }
            if let closes, now > closes { return false }
            if let lastSwitch, now.timeIntervalSince(lastSwitch) < 600 { return false }
            func isWaived(_ id: String) -> Bool {
                guard let waiver = waivers[id], now < waiver.until else { return false }
                return ["checked": waiver.isApproved, "last": waiver.isApproved, "attested": true][id] ?? false
            }
            let fresh = ["checked", "both", "last"].allSatisfy { id in
                if isWaived(id) { return true }
                guard let check = checks[id] else { return false }
                return check.isPassed && check.attempt == attempt && abs(now.timeIntervalSince(check.time)) <= 120
            }
            return fresh && attested.contains("both") && (attested.contains("attested") || isWaived("attested"))
        }
    }

    @Test(arguments: 0..<400)
    func noSequenceReachesTheSwitchWithAnItemNotFreshlyPassed(seed: Int) throws {
        let runbook = try RunbookLoader.load(Self.source, vocabulary: Self.vocabulary)
        var chance = SeededGenerator(UInt64(seed))
        var now = Date(timeIntervalSince1970: 1_800_000_000)
        let who = Person(name: "ida", host: "test")
        var model = Model()
        var last = try Event(
            session: "s", after: nil, time: now, who: who,
            payload: .sessionStarted(
                SessionStarted(
                    name: "n", runbook: Self.source,
                    tenant: TenantBinding(kind: .rehearsal, tenantID: "t", displayName: "T", scenario: nil))))
        var events = [last]
        var state = try SessionState(events)

        func append(_ payload: EventPayload) throws {
            last = try Event(session: "s", after: last, time: now, who: who, payload: payload)
            events.append(last)
            state.apply(last)
        }

        let attempts = ["a", "b"]
        let evidence = Evidence(requests: [], observations: [], milliseconds: 0)
        var switches = 0
        for _ in 0..<110 {
            let attempt = attempts.randomElement(using: &chance) ?? "a"
            switch Int.random(in: 0..<17, using: &chance) {
            case 0:
                let domain = ["x.example", "y.example"].randomElement(using: &chance) ?? ""
                try append(.inputAnswered(InputAnswered(input: "domain", answer: domain)))
                model.domain = domain
            case 1, 2:
                let item = ["both", "attested", "checked"].randomElement(using: &chance) ?? ""
                try append(.itemAttested(ItemAttested(item: item, statement: "so", words: "yes")))
                let before = model.attested
                model.undo.append { $0.attested = before }
                model.attested.insert(item)
            case 3: now += Double([1, 30, 119, 121, 601].randomElement(using: &chance) ?? 1)
            case 4: now -= Double([1, 130].randomElement(using: &chance) ?? 1)
            case 5, 6:
                let domain = Bool.random(using: &chance) ? model.domain ?? "x.example" : "y.example"
                let other = Bool.random(using: &chance) ? Person(name: "kai", host: "elsewhere") : nil
                try append(
                    .cutoverApproved(CutoverApproved(attempt: attempt, domain: domain, approvedBy: other)))
                if model.approval?.attempt != attempt || model.approval?.domain != domain {
                    model.approval = (attempt, domain, [])
                }
                model.approval?.people.insert(other?.name ?? who.name)
            case 8:
                let item = ["checked", "both", "attested", "last"].randomElement(using: &chance) ?? ""
                let approver = Bool.random(using: &chance) ? Person(name: "kai", host: "elsewhere") : nil
                let until = Date(
                    timeIntervalSince1970: (now.timeIntervalSince1970 + [60, 3_600].randomElement(using: &chance)!)
                        .rounded(.down))
                try append(
                    .itemWaived(
                        ItemWaived(
                            item: item, reason: "r", approvedBy: approver, expires: until.formatted(.iso8601))))
                let before = model.waivers[item]
                model.undo.append { $0.waivers[item] = before }
                model.waivers[item] = (until, approver != nil)
            case 9:
                guard let newest = state.lastUndoable else {
                    #expect(model.undo.isEmpty)
                    continue
                }
                // What isn't the newest is not taken back.
                try append(.undone(Undone(sequence: newest.sequence - 1)))
                try append(.undone(Undone(sequence: newest.sequence)))
                model.undo.removeLast()(&model)
            case 11:
                // The hours are agreed on anew: mostly such that they are now, or none.
                let input = Bool.random(using: &chance) ? "opens" : "closes"
                let offsets: [Double?] = [nil, nil, 0, -300, 300, input == "opens" ? -3_000 : 3_000]
                let moment = (offsets.randomElement(using: &chance) ?? nil).map {
                    Date(timeIntervalSince1970: (now.timeIntervalSince1970 + $0).rounded(.down))
                }
                let answer = moment?.formatted(.iso8601) ?? ""
                try append(.inputAnswered(InputAnswered(input: input, answer: answer)))
                if input == "opens" { model.opens = moment } else { model.closes = moment }
            case 10 where model.isSwitched:
                try append(.rollbackStarted(RollbackStarted(attempt: attempt, domain: "x")))
                model.lastSwitch = last.time
                model.isOpenEnded = true
                model.isSwitched = false
                let isManaged = Bool.random(using: &chance)
                try append(
                    .rolledBack(RolledBack(attempt: attempt, domain: "x", isManaged: isManaged, reason: nil)))
                model.isOpenEnded = false
                model.isSwitched = !isManaged
            case 7:
                // A whole preflight, as the cutover makes one: mostly everything passes.
                for item in ["checked", "both", "optional", "last", "later"] {
                    let isPassed = Int.random(in: 0..<12, using: &chance) > 0
                    try append(
                        .itemChecked(
                            ItemChecked(
                                item: item, verdict: isPassed ? .passed : .failed([]), evidence: evidence,
                                attempt: attempt)))
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
                    .itemChecked(ItemChecked(item: item, verdict: verdict, evidence: evidence, attempt: mark)))
                model.checks[item] = .init(isPassed: verdict.isPassed, attempt: mark, time: last.time)
            }
            switch GateKeeper.decide(runbook, state, attempt: attempt, now: now) {
            case .blocked(let reasons):
                #expect(!reasons.isEmpty)
                #expect(!model.allows(attempt, at: now), "the lock is closed without need: \(reasons)")
            case .open(let clearance):
                #expect(model.allows(attempt, at: now), "the lock is open and must not be")
                switches += 1
                try append(.cutoverStarted(CutoverStarted(clearance)))
                model.lastSwitch = last.time
                model.isOpenEnded = true
                if Bool.random(using: &chance) {
                    try append(
                        .cutoverFailed(
                            CutoverFailed(attempt: attempt, domain: "x", outcome: .stillManaged, reason: "r")))
                    model.isOpenEnded = false
                    model.lastSwitch = nil
                } else {
                    try append(
                        .cutoverVerified(CutoverVerified(attempt: attempt, domain: "x", configurationID: "c")))
                    model.isOpenEnded = false
                    model.isSwitched = true
                }
            }
        }
        try Chain.verify(events)
        #expect(try SessionState(events) == state, "folding at once and one by one must agree")
        Self.reached.add(switches)
    }

    /// So that a lock that never opens can't pass the test above by doing nothing.
    private static let reached = Counter()

    @Test func theModelReachesSwitches() throws {
        for seed in 0..<200 { try noSequenceReachesTheSwitchWithAnItemNotFreshlyPassed(seed: seed) }
        #expect(Self.reached.value > 10)
    }

    @Test func reasonsAreCompleteAndInOrder() throws {
        let runbook = try RunbookLoader.load(Self.source, vocabulary: Self.vocabulary)
        let start = try Event(
            session: "s", after: nil, time: Date(), who: Person(name: "i", host: "h"),
            payload: .sessionStarted(
                SessionStarted(
                    name: "n", runbook: Self.source,
                    tenant: TenantBinding(kind: .rehearsal, tenantID: "t", displayName: "T", scenario: nil))))
        let reasons = GateKeeper.cutoverBlockers(runbook, try SessionState([start]), standard: .remembered, now: Date())
        #expect(reasons.map(\.kind) == [.inputMissing, .unchecked, .unchecked, .unattested, .unattested, .unchecked])
        #expect(reasons.map(\.subject) == ["domain", "checked", "both", "both", "attested", "last"])
        #expect(reasons.allSatisfy { !$0.remedy.isEmpty })
    }
}
