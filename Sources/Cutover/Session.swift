import Foundation
import Journal
import Runbook
import SessionStore
import Tenant
import Verification

/// A session at its tenant: the journal with the pen, the way to the services, the runbook and the clock. Whatever asks the
/// tenant about an item asks here, so that a check is made, written down and read again in one way.
public struct Session: Sendable {
    /// What a check is made for.
    public enum Purpose: Sendable {
        /// Whoever looks: what was held at the switch isn't asked again, and what hangs on a switch that isn't known yet is
        /// unknown.
        case board
        /// The same, written down only where it says otherwise than before.
        case news
        /// An attempt at the switch, by its id: everything is asked anew.
        case attempt(String)
    }

    /// What a check came to, and how all stands with it.
    public struct Checked: Sendable {
        /// By item id; those that weren't asked are missing.
        public let results: [String: CheckResult]
        public let board: Board
    }

    public let runbook: Runbook
    public let access: TenantAccess
    /// nil where somebody else has the pen, or nothing can be written.
    public let writer: SessionWriter?
    private let read: SessionState
    private let clock: @Sendable () -> Date

    /// - Parameter writer: its clock is the session's.
    public init(runbook: Runbook, writer: SessionWriter, access: TenantAccess) {
        (self.runbook, self.writer, self.access) = (runbook, writer, access)
        read = writer.state
        clock = { writer.time }
    }

    /// One that can only be looked at.
    public init(
        runbook: Runbook, reading state: SessionState, access: TenantAccess, now: @escaping @Sendable () -> Date
    ) {
        (self.runbook, self.access, writer) = (runbook, access, nil)
        read = state
        clock = now
    }

    public var state: SessionState { writer?.state ?? read }
    public var now: Date { clock() }
    public var board: Board { Board(runbook, state, now: now) }

    /// Reads the tenant for these items, writes down what was found, and says how all stands then. Where nothing can be
    /// written, it is as if it had been.
    /// - Parameters:
    ///   - onNews: told how far long readings have come.
    ///   - onResult: called once for each item as its result comes in, in no particular order.
    public func check(
        _ items: [Item], for purpose: Purpose, onNews: @escaping @Sendable (ReadingNews) -> Void = { _ in },
        onResult: @escaping @Sendable (String, CheckResult) -> Void = { _, _ in }
    ) async throws(StoreProblem) -> Checked {
        try record(items, await look(at: items, for: purpose, onNews: onNews, onResult: onResult), for: purpose)
    }

    /// Reads the tenant for these items and writes nothing down. Cancelling the task ends all reads; what was not finished is
    /// unknown.
    /// - Returns: by item id; those without a check are left out, those that don't apply, and, but for an attempt, those
    ///   that stand as they stood at the switch.
    public func look(
        at items: [Item], for purpose: Purpose, onNews: @escaping @Sendable (ReadingNews) -> Void = { _ in },
        onResult: @escaping @Sendable (String, CheckResult) -> Void = { _, _ in }
    ) async -> [String: CheckResult] {
        let state = state
        var asked = items
        if case .attempt = purpose {} else { asked.removeAll { [runbook] in state.held($0, of: runbook) != nil } }
        let results = await Evaluation.evaluate(
            asked, answers: state.answers, access: access, now: clock, ours: OurFederation(state),
            plan: runbook.cutover, menus: runbook.menus, past: { state.flags(of: $0) }, onNews: onNews,
            onResult: onResult)
        guard case .notKnown(let doubt) = state.aftermath else { return results }
        let hanging = Set(runbook.stepsAfterSwitch.flatMap(\.checklist).map(\.id))
        return results.reduce(into: results) { softened, entry in
            guard hanging.contains(entry.key) else { return }
            softened[entry.key] = Session.notKnown(entry.value, doubt, state.switches.domain)
        }
    }

    /// Writes down what a look has found.
    public func record(
        _ items: [Item], _ results: [String: CheckResult], for purpose: Purpose
    ) throws(StoreProblem) -> Checked {
        let before = state
        var (told, attempt): ([Item], String?) = (items, nil)
        switch purpose {
        case .board: break
        case .news:
            told = items.filter { item in
                results[item.id].map { $0.verdict.word != before.verdict(of: item)?.verdict.word } ?? false
            }
        case .attempt(let id): attempt = id
        }
        let events = Evaluation.events(of: told, results, attempt: attempt)
        let after: SessionState =
            if let writer, !events.isEmpty {
                try writer.append(events)
            } else {
                writer == nil ? before.supposing(events, by: before.started.who, at: now) : before
            }
        return Checked(results: results, board: Board(runbook, after, now: now))
    }

    /// What is red while nobody knows what became of the switch may be so because it doesn't show yet.
    private static func notKnown(_ result: CheckResult, _ doubt: Aftermath.Doubt, _ domain: String) -> CheckResult {
        guard case .failed(let findings) = result.verdict else { return result }
        let what = doubt.direction == .federate ? "the switch of \(domain)" : "the removal of \(domain)'s federation"
        let found = findings.map(\.message).joined(separator: " ")
        return CheckResult(
            verdict: .unknown(
                Obstacle(
                    reason:
                        "What became of \(what), sent \(Value.time(doubt.last.at).words), is not known yet. Read now: "
                        + found, remedy: "Type verify: it says what is known. Then check again.")),
            evidence: result.evidence)
    }
}
