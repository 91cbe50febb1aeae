import Foundation
import Journal
import Runbook
import Tenant

/// What one check came to.
public struct CheckResult: Sendable {
    public let verdict: Verdict
    public let evidence: Evidence

    public init(verdict: Verdict, evidence: Evidence) {
        self.verdict = verdict
        self.evidence = evidence
    }
}

/// Evaluates many checks at once over one snapshot of the tenant, so that the time of a whole gate is its longest
/// chain of dependent reads.
public enum Evaluation {
    /// - Parameters:
    ///   - items: those without a check are left out, and those that don't apply.
    ///   - answers: the session's answers; a check that lacks one is `unknown`.
    ///   - ours: the federation that the session set, if it did.
    ///   - plan: the runbook's switch, with which a federation is compared.
    ///   - menus: the runbook's own, for remedies.
    ///   - past: what properties of an item were last seen as, in this session.
    ///   - onNews: told how far long readings have come.
    ///   - onResult: called once for each item as its result comes in, in no particular order.
    /// - Returns: a result per item id. Cancelling the task ends all reads; what was not finished is `unknown`.
    public static func evaluate(
        _ items: [Item], answers: [String: String], access: TenantAccess, now: @escaping @Sendable () -> Date,
        ours: OurFederation? = nil, plan: CutoverPlan? = nil, menus: [String: String] = [:],
        past: @Sendable (Item) -> [String: SeenFlag] = { _ in [:] },
        onNews: @escaping @Sendable (ReadingNews) -> Void = { _ in },
        onResult: @escaping @Sendable (String, CheckResult) -> Void = { _, _ in }
    ) async -> [String: CheckResult] {
        let answers = access.secrets.joined(answers)
        // A runbook has one comparison, and every check that needs one uses it.
        let comparison = items.lazy.filter { $0.when.applies(answers) }
            .compactMap { $0.check?.comparison ?? $0.check?.proof }.first
            .flatMap { Comparison($0, answers: answers, access: access) }
        let meant = plan.flatMap { MeantFederation($0, answers: answers) }
        let snapshot = TenantSnapshot(access, comparison: comparison, onNews: onNews)
        return await withTaskCancellationHandler {
            await withTaskGroup(of: (String, CheckResult).self) { group in
                for item in items {
                    guard let check = item.check, item.when.applies(answers) else { continue }
                    let past = past(item)
                    group.addTask {
                        (
                            item.id,
                            await CheckRun(
                                check: check, answers: answers, snapshot: snapshot, now: now, ours: ours, meant: meant,
                                menus: menus, past: past
                            ).result()
                        )
                    }
                }
                var results: [String: CheckResult] = [:]
                for await (id, result) in group {
                    results[id] = result
                    onResult(id, result)
                }
                return results
            }
        } onCancel: {
            Task { await snapshot.cancel() }
        }
    }

    /// What a journal keeps of an evaluation: an event per result, in the items' order.
    /// - Parameter attempt: the cutover attempt that it was made for, if it was.
    public static func events(
        of items: [Item], _ results: [String: CheckResult], attempt: String? = nil
    ) -> [ItemChecked] {
        items.compactMap { item in
            results[item.id].map {
                ItemChecked(item: item.id, verdict: $0.verdict, evidence: $0.evidence, attempt: attempt)
            }
        }
    }
}
