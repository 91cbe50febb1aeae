import Foundation
import Journal
import Runbook
import Sameness
import Tenant
import Verification

extension CutoverRunner {
    /// A domain that reads federated isn't switched, whoever did it.
    /// - Parameter history: what the whole store knows of it, the look included.
    static func federated(
        _ look: DomainLook, _ plan: SwitchPlan?, _ history: SwitchHistory, _ state: SessionState
    ) -> [Reason] {
        guard case .success(let reading) = look.reading, reading.isFederated, let plan else { return [] }
        let own = state.histories[DomainName.folded(plan.domain)].map(look.applied)
        return [
            StandingFederation(reading, own: own, history: history)
                .reason(plan.domain, issuer: plan.federation.issuerUri)
        ]
    }

    /// What stands in the way, without the lock's word on a federation that nobody of this store has sent anything about: whose
    /// it is, and what comes first, is said by `federated`, of the domain as it reads now.
    static func withoutStrangers(
        _ reasons: [Reason], _ history: SwitchHistory, _ plan: CutoverPlan, _ state: SessionState, now: Date
    ) -> [Reason] {
        guard history.sendings.isEmpty else { return reasons }
        let said = AftermathWords(history, session: state.id, cooldown: plan.cooldown, now: now).headline
        return reasons.filter { $0.kind != .switched || $0.message != said }
    }

    /// What the checks say of whoever would be locked out, a line per check that names somebody.
    static func lockedOut(_ items: [Item], _ results: [String: CheckResult]) -> [String] {
        let counting = items.filter(\.countsLockedOut)
        if counting.isEmpty { return ["NOT CHECKED: no item of this runbook counts who loses access"] }
        return counting.compactMap { item in
            switch results[item.id]?.verdict {
            case .passed, nil: nil
            case .failed(let findings): "\(item.id): \(findings.map(\.message).joined(separator: " "))"
            case .unknown: "\(item.id): it could not be found out"
            }
        }
    }
}
