/// A person agreed to a removal, having seen what it removes.
public struct RollbackApproved: EventPayload {
    /// 2: the account of the one who writes.
    public static let traits = EventTraits(
        kind: "rollbackApproved", version: 2, isWork: true, weighs: true, isOfSwitch: true, mark: nil)
    public let attempt: String
    public let domain: String
    /// `RemovalPlan.hash`
    public let plan: String
    /// Who else approved it, on a terminal of their own; nil for the one who writes.
    public let approvedBy: Person?
    /// Of the one who writes.
    public let account: String?

    public init(attempt: String, domain: String, plan: String, approvedBy: Person? = nil, account: String? = nil) {
        self.attempt = attempt
        self.domain = domain
        self.plan = plan
        self.approvedBy = approvedBy
        self.account = account
    }

    public var sentence: String {
        "approved the removal of the federation of \(domain)"
            + (approvedBy.map { " (\($0.withCaveat(besides: nil)))" } ?? "")
    }
    public var about: String? { nil }
    public var approver: Person? { approvedBy }

    public func fold(into state: inout SessionState, _ entry: StampedEvent) {
        // Nobody's word from elsewhere opens a gate here.
        if entry.stamp.isForeign { return }
        state.removalApproval = SessionState.Approval(
            after: state.removalApproval, attempt: attempt, domain: domain, plan: plan, entry.stamp,
            approvedBy ?? entry.stamp.who.at(account))
    }
}
