import Foundation
import Journal
import Runbook

/// The checks of a session's items, with what the session itself did beside them: which of them are asked now, and what
/// may be said of those that hang on a switch which isn't known yet.
public enum SessionChecks {
    /// - Parameter items: those that stand as they stood at the switch are left out.
    /// - Returns: a result per item id, as `Evaluation.evaluate` gives it.
    public static func run(
        _ items: [Item], of runbook: Runbook, _ state: SessionState, access: TenantAccess,
        now: @escaping @Sendable () -> Date, onNews: @escaping @Sendable (ReadingNews) -> Void = { _ in },
        onResult: @escaping @Sendable (String, CheckResult) -> Void = { _, _ in }
    ) async -> [String: CheckResult] {
        let results = await Evaluation.evaluate(
            items.filter { !state.isHeld($0) }, answers: state.answers, access: access, now: now,
            ours: OurFederation(state), plan: runbook.cutover, onNews: onNews, onResult: onResult)
        guard case .notKnown(let doubt) = state.aftermath else { return results }
        let hanging = Set(runbook.stepsAfterSwitch.flatMap(\.checklist).map(\.id))
        var softened = results
        for (id, result) in results where hanging.contains(id) {
            softened[id] = notKnown(result, doubt, state.switches.domain)
        }
        return softened
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
                        + found, remedy: "verify says what is known; then check again.")), evidence: result.evidence)
    }
}
