import Foundation
import Journal
import Runbook
import TestSupport
import Testing

/// The lock, explored: from a session that may switch, and from one that is half way there, every short sequence of what
/// people and tenants can do. Whenever the lock is open, the history itself must say why, read in the plainest way. On each
/// change, every sequence of three, and some of four.
@Suite(.computing) struct GateExplorationTests {
    enum Letter: CaseIterable {
        case firstPasses, firstFails, bothFails, lastPasses, lastUnknown, lastPassesOutside, otherAttemptPasses, time,
            otherDomain, otherServer, approve, approveToo, waiveFirst, waiveNever, undo, attest,
            switches,
            isRefused, rollsBack, hoursLater
    }

    /// What happened, as far as it still counts.
    private enum Fact: Equatable {
        case check(item: String, passed: Bool, attempt: String?, at: Date)
        case attested(String)
        case waived(String)
        case domain(String)
        case server(String)
        /// By whom, and of which plan.
        case approved(String, plan: String)
        case switched(Date)
        case rolledBack(Date)
        case opens(Date)

        var isUndoable: Bool {
            switch self {
            case .attested, .waived: true
            default: false
            }
        }
    }

    private struct Session {
        var state: SessionState
        var last: Event
        var now = Date(timeIntervalSince1970: 1_800_000_000)
        var facts: [Fact] = []

        init() throws {
            last = try Event(
                session: "s", after: nil, time: now, who: Person(name: "ida", host: "test"),
                payload: SessionStarted(
                    name: "n", runbook: GateKeeperTests.source,
                    tenant: TenantBinding(kind: .rehearsal, tenantID: "t", displayName: "T", scenario: nil)))
            state = try SessionState([last])
        }

        mutating func append(_ payload: any EventPayload) throws {
            last = try Event(
                session: "s", after: last, time: now, who: Person(name: "ida", host: "test"), payload: payload)
            state.apply(last)
        }

        mutating func check(_ item: String, _ verdict: Verdict, _ attempt: String?) throws {
            let evidence = Evidence(requests: [], observations: [], milliseconds: 0)
            try append(ItemChecked(item: item, verdict: verdict, evidence: evidence, attempt: attempt))
            facts.append(.check(item: item, passed: verdict.isPassed, attempt: attempt, at: now))
        }

        mutating func attest(_ item: String) throws {
            try append(ItemAttested(item: item, statement: "so", words: "yes"))
            facts.append(.attested(item))
        }

        mutating func answer(_ domain: String) throws {
            try append(InputAnswered(input: "domain", answer: domain))
            facts.append(.domain(domain))
        }

        mutating func answer(server: String) throws {
            try append(InputAnswered(input: "server", answer: server))
            facts.append(.server(server))
        }

        /// What would be sent now.
        var seal: PlanSeal? { GateKeeperTests.seal(state.answers) }

        mutating func agree(on opens: Date) throws {
            try append(InputAnswered(input: "opens", answer: opens.formatted(.iso8601)))
            facts.append(.opens(opens))
        }

        mutating func approve(_ other: String?) throws {
            let plan = seal?.hash ?? ""
            try append(
                CutoverApproved(
                    attempt: "a", domain: "x.example", plan: plan,
                    approvedBy: other.map { Person(name: $0, host: "elsewhere") }))
            facts.append(.approved(other ?? "ida", plan: plan))
        }

        mutating func waive(_ item: String) throws {
            let expires = now.addingTimeInterval(86_400).formatted(.iso8601)
            let kai = Person(name: "kai", host: "elsewhere")
            try append(ItemWaived(item: item, reason: "r", approvedBy: kai, expires: expires))
            facts.append(.waived(item))
        }

        /// - Returns: whether anything happened.
        mutating func follow(_ letter: Letter, in runbook: Runbook) throws -> Bool {
            let failed = Verdict.failed([Finding(property: "p", message: "m", remedy: "r")])
            switch letter {
            case .firstPasses: try check("checked", .passed, "a")
            case .firstFails: try check("checked", failed, "a")
            case .bothFails: try check("both", failed, "a")
            case .lastPasses: try check("last", .passed, "a")
            case .lastUnknown: try check("last", .unknown(Obstacle(reason: "r", remedy: "r")), "a")
            case .lastPassesOutside: try check("last", .passed, nil)
            case .otherAttemptPasses: try check("checked", .passed, "b")
            case .time: now += 121
            case .hoursLater: try agree(on: now + 100)
            case .otherDomain: try answer("y.example")
            case .otherServer: try answer(server: "two")
            case .approve: try approve(nil)
            case .approveToo: try approve("kai")
            case .waiveFirst: try waive("checked")
            case .waiveNever: try waive("both")
            case .undo:
                guard let newest = state.lastUndoable else { return false }
                try append(Undone(sequence: newest.sequence))
                if let index = facts.lastIndex(where: \.isUndoable) { facts.remove(at: index) }
            case .attest: try attest("both")
            case .switches, .isRefused:
                guard
                    case .open(let clearance) = GateKeeper.decide(
                        runbook, state, attempt: "a", seal: seal, bundled: nil, now: now)
                else { return false }
                try append(CutoverStarted(clearance, requestID: nil))
                if letter == .switches {
                    try append(GateKeeperTests.answered(.accepted, "a", "x.example"))
                    try append(GateKeeperTests.seen("x.example", "c\(state.eventCount)", at: now))
                    facts.append(.switched(now))
                } else {
                    // A definite refusal leaves everything as it was.
                    try append(GateKeeperTests.answered(.refused, "a", "x.example"))
                    try append(GateKeeperTests.seen("x.example", nil, at: now))
                }
            case .rollsBack:
                guard case .asMeant(let standing) = state.aftermath else { return false }
                // The time between two switches counts from the switch too.
                now = max(now, standing.since + 600)
                let removal = RemovalPlan(
                    tenantID: "t", domain: "x.example", configurationID: standing.seen.configurationID, issuer: nil,
                    certificate: nil, isOurs: true)
                for other in [nil, Person(name: "kai", host: "elsewhere")] {
                    try append(
                        RollbackApproved(
                            attempt: "a", domain: "x.example", plan: removal.hash, approvedBy: other))
                }
                guard
                    case .open(let clearance) = GateKeeper.decideRemoval(
                        try #require(runbook.cutover), state, attempt: "a", removal: removal, history: state.switches,
                        now: now)
                else { return false }
                try append(RollbackStarted(clearance, requestID: nil))
                try append(GateKeeperTests.answered(.accepted, "a", "x.example"))
                try append(GateKeeperTests.seen("x.example", nil, at: now))
                facts.append(.rolledBack(now))
            }
            return true
        }

        /// Nil when the switch may be: else what the history has against it.
        var objection: String? {
            for fact in facts.reversed() {
                if case .switched = fact { return "it is switched" }
                if case .rolledBack(let at) = fact {
                    if now.timeIntervalSince(at) < 600 { return "it was switched a moment ago" }
                    break
                }
            }
            if case .opens(let opens)? = facts.last(where: { if case .opens = $0 { true } else { false } }), now < opens
            {
                return "the hours have not begun"
            }
            guard facts.last(where: { if case .domain = $0 { true } else { false } }) == .domain("x.example") else {
                return "another domain was approved"
            }
            // What isn't the plan of now counts for nothing, and ends what was approved before.
            let approved = facts.compactMap { if case .approved(let who, let plan) = $0 { (who, plan) } else { nil } }
            let people = Set(approved.reversed().prefix { $0.1 == seal?.hash }.map(\.0))
            guard people == ["ida", "kai"] else { return "two must approve what would be sent" }
            for item in ["checked", "both", "last"] where !(item == "checked" && facts.contains(.waived(item))) {
                let newest = facts.last { if case .check(item, _, _, _) = $0 { true } else { false } }
                guard case .check(_, true, "a", let at)? = newest, now.timeIntervalSince(at) <= 120 else {
                    return "\(item) isn't freshly passed"
                }
            }
            for item in ["both", "attested"] where !facts.contains(.attested(item)) { return "\(item) has no word" }
            return nil
        }
    }

    /// A session that may switch now, or one in which only the approvals are missing.
    @Test(arguments: [true, false])
    func noShortSequenceOpensTheLockWithoutReason(isApproved: Bool) throws {
        let runbook = try RunbookLoader.load(GateKeeperTests.source, vocabulary: GateKeeperTests.vocabulary)
        var root = try Session()
        try root.answer("x.example")
        try root.answer(server: "one")
        for item in ["both", "attested"] { try root.attest(item) }
        for item in ["checked", "both", "last"] { try root.check(item, .passed, "a") }
        if isApproved {
            try root.approve(nil)
            try root.approve("kai")
        }
        var layer: [(Session, [Letter])] = [(root, [])]
        var (opened, turn) = (0, 0)
        for depth in 0...4 {
            var next: [(Session, [Letter])] = []
            for (session, path) in layer {
                switch GateKeeper.decide(
                    runbook, session.state, attempt: "a", seal: session.seal, bundled: nil, now: session.now)
                {
                case .open:
                    opened += 1
                    #expect(session.objection == nil, "open after \(path)")
                case .blocked(let reasons):
                    #expect(session.objection != nil, "closed without need after \(path): \(reasons)")
                }
                if depth == 4 { continue }
                for letter in Letter.allCases {
                    if depth == 3 {
                        // No divisor of the number of letters: it is another letter's turn each time.
                        turn += 1
                        guard turn.isMultiple(of: Effort.times(19, long: 1)) else { continue }
                    }
                    var following = session
                    if try following.follow(letter, in: runbook) { next.append((following, path + [letter])) }
                }
            }
            layer = next
        }
        #expect(opened > 10, "a lock that never opens proves nothing")
    }
}
