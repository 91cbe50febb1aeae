import Runbook
import Sameness
import Tenant

/// The domain that a session's switch is for, and what it sets there.
struct MeantFederation: Hashable, Sendable {
    /// Folded.
    let domain: String
    let federation: InternalDomainFederation

    /// nil while an answer is missing.
    init?(_ plan: CutoverPlan, answers: [String: String]) {
        guard let domain = plan.domain.filled(answers),
            let federation = InternalDomainFederation(plan, answers: answers)
        else { return nil }
        self.domain = DomainName.folded(domain)
        self.federation = federation
    }
}
