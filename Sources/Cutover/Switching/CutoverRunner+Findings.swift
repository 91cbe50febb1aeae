import Journal
import Runbook
import Tenant
import Verification

extension CutoverRunner {
    /// A domain that reads federated isn't switched, whoever did it.
    static func federated(_ look: DomainLook, _ plan: SwitchPlan?) -> [Reason] {
        guard case .success(let reading) = look.reading, reading.isFederated, let plan else { return [] }
        let issuer = reading.federation?.issuerUri.map { ", with the issuer \($0)" } ?? ""
        return [
            Reason(
                kind: .switched, subject: nil, message: "\(plan.domain) reads as federated now\(issuer).",
                remedy: "Type \"verify\" if this session sent a switch; otherwise ask whoever federated it.")
        ]
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
