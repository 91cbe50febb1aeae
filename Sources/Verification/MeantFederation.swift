import Runbook
import Tenant

/// The domain that a session's switch is for, and what it sets there.
struct MeantFederation: Hashable, Sendable {
    /// Lowercased.
    let domain: String
    let federation: InternalDomainFederation

    /// nil while an answer is missing.
    init?(_ plan: CutoverPlan, answers: [String: String]) {
        guard let domain = plan.domain.filled(answers),
            let federation = InternalDomainFederation(plan, answers: answers)
        else { return nil }
        self.domain = domain.lowercased()
        self.federation = federation
    }
}
