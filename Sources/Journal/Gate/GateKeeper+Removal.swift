import Foundation
import Runbook
import Sameness

extension GateKeeper {
    /// Everything but the approvals that stands in the way of a removal.
    /// - Parameter removal: nil before anything was read: then only what no reading changes is looked at.
    public static func removalBlockers(
        _ plan: CutoverPlan, _ history: SwitchHistory, removal: RemovalPlan?, now: Date
    ) -> [Reason] {
        var reasons: [Reason] = []
        if let removal, let other = history.openRemovals.last(where: { $0.configurationID != removal.configurationID })
        {
            reasons.append(
                Reason(
                    kind: .inDoubt, subject: nil,
                    message:
                        "A removal of another configuration was sent at \(AftermathWords.time(other.at)), and what "
                        + "became of it is not known yet.", remedy: "Type \"verify\": it reads what is true."))
        }
        if let done = history.openRemovals.last(where: { $0.auditedAt != nil }) {
            reasons.append(
                Reason(
                    kind: .inDoubt, subject: nil,
                    message:
                        "The removal that was sent at \(AftermathWords.time(done.at)) took effect, says the audit log; it "
                        + "doesn't show yet.", remedy: "Type \"verify\" in a while: nothing is sent again."))
        }
        if let reason = cooldown(plan, history, now: now, then: "rollback") { reasons.append(reason) }
        return reasons
    }

    /// Why the approvals that there are don't do.
    /// - Parameter isOnly: whether nothing else stands in the way; what does may be what changed the plan, and says so
    ///   itself.
    static func unapproved(
        _ approval: SessionState.Approval?, attempt: String, domain: String, plan: String?, people: Int,
        command: String, isOnly: Bool
    ) -> [Reason] {
        func reason(_ message: String, _ remedy: String) -> [Reason] {
            [Reason(kind: .unapproved, subject: nil, message: message, remedy: remedy)]
        }
        guard let approval, approval.attempt == attempt, DomainName.isSame(approval.domain, domain) else {
            return reason(
                "Nobody has approved this attempt.", "Type \"\(command)\" and then the domain's name.")
        }
        guard let plan, approval.plan == plan else {
            if !isOnly { return [] }
            return reason(
                "What would be done now isn't what was approved: an answer has changed since, or whom it touches.",
                "Type \"\(command)\" again, look at the plan, and have it approved anew.")
        }
        // One person at two machines, or in other letters, is one.
        let count = TwoPeople.distinct(approval.people).count
        guard count >= people else {
            return reason(
                "\(people) people must approve it; \(count) did.",
                "Type \"\(command)\" again, with the others at their terminals.")
        }
        return []
    }
}
