import Foundation
import Runbook
import Sameness

/// The permission to switch one domain to one plan, once, now. It can't be copied, stored or made by hand: `GateKeeper`
/// gives it, and the switch consumes it.
public struct Clearance: ~Copyable, Sendable {
    public let attempt: String
    public let domain: String
    /// `PlanSeal.hash` and `PlanSeal.content` of what was approved.
    public let plan: String
    public let content: String
    public let decidedAt: Date

    /// Below, and nowhere else: the compiler holds everybody to that.
    fileprivate init(attempt: String, domain: String, plan: String, content: String, decidedAt: Date) {
        self.attempt = attempt
        self.domain = domain
        self.plan = plan
        self.content = content
        self.decidedAt = decidedAt
    }

    /// Whether it is too old to be used: what was decided then isn't known to be right any more. A clock that leapt back
    /// makes it old too.
    public func isStale(at now: Date) -> Bool {
        abs(now.timeIntervalSince(decidedAt)) > SwitchTimes.clearance
    }
}

/// What the gate keeper says to an attempt at the cutover.
public enum Decision: ~Copyable, Sendable {
    case open(Clearance)
    /// Every reason at once, in the runbook's order.
    case blocked([Reason])
}

extension GateKeeper {
    /// Decides on an attempt at the cutover, for this very moment.
    /// - Parameters:
    ///   - seal: what would be sent and whom it touches, as it was found for this attempt; nil while it can't be said.
    ///   - history: of the domain in the whole store; nil takes what the session itself knows.
    ///   - bundled: `RunbookSource.hash` of the runbook of the same name that comes with this Lockstep, if there is one.
    ///   - further: reasons that preflight found outside the session's state; each blocks like any other.
    public static func decide(
        _ runbook: Runbook, _ state: SessionState, attempt: String, seal: PlanSeal?, history: SwitchHistory? = nil,
        bundled: String?, further: [Reason] = [], now: Date
    ) -> Decision {
        var reasons =
            cutoverBlockers(
                runbook, state, standard: .fresh(attempt: attempt), content: seal?.content, history: history, now: now)
            + further
        guard let plan = runbook.cutover, let domain = plan.domain.filled(state.answers) else {
            return .blocked(reasons)
        }
        reasons += unapproved(
            state.approval, attempt: attempt, domain: domain, plan: seal?.hash, people: state.people(for: plan),
            command: "cutover", isOnly: reasons.isEmpty)
        if reasons.isEmpty, let reason = untyped(runbook, state, bundled: bundled) { reasons.append(reason) }
        if reasons.isEmpty, seal?.domain != DomainName.folded(domain) {
            reasons.append(
                Reason(
                    kind: .plan, subject: nil, message: "The plan is of another domain.",
                    remedy: "Type \"cutover\" again."))
        }
        guard reasons.isEmpty, let seal else { return .blocked(reasons) }
        return .open(
            Clearance(attempt: attempt, domain: domain, plan: seal.hash, content: seal.content, decidedAt: now))
    }
}
