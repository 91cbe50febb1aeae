import Foundation
import Journal
import Runbook
import Testing

/// The lock, explored: from a session that may switch, and from one that is half way there, every short sequence of what
/// people and tenants can do. Whenever the lock is open, the history itself must say why, read in the plainest way.
@Suite struct GateExplorationTests {
    enum Letter: CaseIterable {
        case firstPasses, firstFails, bothFails, lastPasses, lastUnknown, lastPassesOutside, otherAttemptPasses, time,
            otherDomain,
            approve, approveToo, waiveFirst, waiveNever, undo, attest, switches, rollsBack, hoursLater
    }

    /// What happened, as far as it still counts.
    private enum Fact: Equatable {
        case check(item: String, passed: Bool, attempt: String?, at: Date)
        case attested(String)
        case waived(String)
        case domain(String)
        case approved(String)
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
                payload: .sessionStarted(
                    SessionStarted(
                        name: "n", runbook: GateKeeperTests.source,
                        tenant: TenantBinding(kind: .rehearsal, tenantID: "t", displayName: "T", scenario: nil))))
            state = try SessionState([last])
        }

        mutating func append(_ payload: EventPayload) throws {
            last = try Event(
                session: "s", after: last, time: now, who: Person(name: "ida", host: "test"), payload: payload)
            state.apply(last)
        }

        mutating func check(_ item: String, _ verdict: Verdict, _ attempt: String?) throws {
            let evidence = Evidence(requests: [], observations: [], milliseconds: 0)
            try append(.itemChecked(ItemChecked(item: item, verdict: verdict, evidence: evidence, attempt: attempt)))
            facts.append(.check(item: item, passed: verdict.isPassed, attempt: attempt, at: now))
        }

        mutating func attest(_ item: String) throws {
            try append(.itemAttested(ItemAttested(item: item, statement: "so", words: "yes")))
            facts.append(.attested(item))
        }

        mutating func answer(_ domain: String) throws {
            try append(.inputAnswered(InputAnswered(input: "domain", answer: domain)))
            facts.append(.domain(domain))
        }

        mutating func agree(on opens: Date) throws {
            try append(.inputAnswered(InputAnswered(input: "opens", answer: opens.formatted(.iso8601))))
            facts.append(.opens(opens))
        }

        mutating func approve(_ other: String?) throws {
            try append(
                .cutoverApproved(
                    CutoverApproved(
                        attempt: "a", domain: "x.example", approvedBy: other.map { Person(name: $0, host: "elsewhere") }
                    )))
            facts.append(.approved(other ?? "ida"))
        }

        mutating func waive(_ item: String) throws {
            let expires = now.addingTimeInterval(86_400).formatted(.iso8601)
            let kai = Person(name: "kai", host: "elsewhere")
            try append(.itemWaived(ItemWaived(item: item, reason: "r", approvedBy: kai, expires: expires)))
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
            case .approve: try approve(nil)
            case .approveToo: try approve("kai")
            case .waiveFirst: try waive("checked")
            case .waiveNever: try waive("both")
            case .undo:
                guard let newest = state.lastUndoable else { return false }
                try append(.undone(Undone(sequence: newest.sequence)))
                if let index = facts.lastIndex(where: \.isUndoable) { facts.remove(at: index) }
            case .attest: try attest("both")
            case .switches:
                guard case .open(let clearance) = GateKeeper.decide(runbook, state, attempt: "a", now: now) else {
                    return false
                }
                try append(.cutoverStarted(CutoverStarted(clearance)))
                try append(.cutoverVerified(CutoverVerified(attempt: "a", domain: "x.example", configurationID: "c")))
                facts.append(.switched(now))
            case .rollsBack:
                guard case .verified = state.cutover else { return false }
                try append(.rollbackStarted(RollbackStarted(attempt: "a", domain: "x.example")))
                try append(.rolledBack(RolledBack(attempt: "a", domain: "x.example", isManaged: true, reason: nil)))
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
            guard facts.contains(.approved("ida")), facts.contains(.approved("kai")) else { return "two must approve" }
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
        for item in ["both", "attested"] { try root.attest(item) }
        for item in ["checked", "both", "last"] { try root.check(item, .passed, "a") }
        if isApproved {
            try root.approve(nil)
            try root.approve("kai")
        }
        var layer: [(Session, [Letter])] = [(root, [])]
        var opened = 0
        for depth in 0...4 {
            var next: [(Session, [Letter])] = []
            for (session, path) in layer {
                switch GateKeeper.decide(runbook, session.state, attempt: "a", now: session.now) {
                case .open:
                    opened += 1
                    #expect(session.objection == nil, "open after \(path)")
                case .blocked(let reasons):
                    #expect(session.objection != nil, "closed without need after \(path): \(reasons)")
                }
                if depth == 4 { continue }
                for letter in Letter.allCases {
                    var following = session
                    if try following.follow(letter, in: runbook) { next.append((following, path + [letter])) }
                }
            }
            layer = next
        }
        #expect(opened > 10, "a lock that never opens proves nothing")
    }
}
