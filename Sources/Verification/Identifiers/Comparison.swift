import Foundation
import Reconciliation
import Runbook
import Sameness
import Tenant

/// Which accounts are compared with which, every template filled.
public struct Comparison: Sendable {
    /// The other system's name.
    public let system: String
    /// The domain that is switched, folded; nil compares every account.
    public let domain: String?
    public let source: any AccountSource
    public let rules: [ExclusionRule]

    public init(system: String, domain: String?, source: any AccountSource, rules: [ExclusionRule]) {
        self.system = system
        self.domain = domain.map(DomainName.folded)
        self.source = source
        self.rules = rules
    }

    /// - Returns: nil while an answer is missing.
    public init?(_ plan: IdentifierPlan, answers: [String: String], access: TenantAccess) {
        guard let domain = plan.domain.filled(answers), let accounts = plan.accounts.filled(answers),
            !accounts.isEmpty
        else { return nil }
        self.init(
            system: plan.system, domain: domain, source: access.accounts(accounts),
            rules: plan.exclusions.map {
                switch $0 {
                case .guests: .guests
                case .disabled: .disabled
                case .accounts(let shape, let reason): .matching(shape, reason: reason)
                }
            })
    }

    /// What keeps accounts from being compared lies in them, and not with Microsoft.
    static func fault(
        _ problem: any Error, saying what: String = "The accounts can't be compared."
    ) -> TenantFault {
        .elsewhere("\(what) \(problem)", remedy: "Export them again, or name another file: identifiers with FILE.")
    }

    /// Both sides, compared, and the requests that it took.
    public struct Compared: Sendable {
        public let reconciliation: Reconciliation
        public let exchanges: [Exchange]
        /// How old the other side's word is, in seconds: 0 when it was asked now, nil where that isn't known.
        public let age: Int?
    }

    /// Reads both sides and compares them, by itself.
    public func run(
        _ access: TenantAccess, now: Date, onNews: @escaping @Sendable (ReadingNews) -> Void = { _ in }
    ) async throws(Impediment) -> Compared {
        let snapshot = TenantSnapshot(access, comparison: self, onNews: onNews)
        do {
            return try await withTaskCancellationHandler {
                try await snapshot.compare(now: now)
            } onCancel: {
                Task { await snapshot.cancel() }
            }
        } catch {
            throw Impediment(error)
        }
    }
}
