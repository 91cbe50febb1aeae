/// A person typed the domain's name, having seen the plan.
public struct CutoverApproved: EventPayload {
    /// 2: with the plan's hash. 3: the account of the one who writes, and the runbook's name where it was typed.
    public static let traits = EventTraits(
        kind: "cutoverApproved", version: 3, isWork: true, weighs: true, isOfSwitch: true, mark: "approved")
    public let attempt: String
    public let domain: String
    /// Who else approved it, on a terminal of their own; nil for the one who writes.
    public let approvedBy: Person?
    /// `PlanSeal.hash` of what was shown; nil of earlier builds, whose approvals open nothing any more.
    public let plan: String?
    /// Of the one who writes.
    public let account: String?
    /// The id of a runbook that doesn't come with Lockstep, as it was typed; nil where nobody had to.
    public let runbook: String?

    public init(
        attempt: String, domain: String, plan: String?, approvedBy: Person? = nil, account: String? = nil,
        runbook: String? = nil
    ) {
        self.attempt = attempt
        self.domain = domain
        self.plan = plan
        self.approvedBy = approvedBy
        self.account = account
        self.runbook = runbook
    }

    public var sentence: String {
        "approved the switch of \(domain)" + (approvedBy.map { " (\($0.withCaveat(besides: nil)))" } ?? "")
    }
    public var about: String? { nil }
    public var approver: Person? { approvedBy }

    public func fold(into state: inout SessionState, _ entry: StampedEvent) {
        // Nobody's word from elsewhere opens a gate here.
        if entry.stamp.isForeign { return }
        state.approval = SessionState.Approval(
            after: state.approval, attempt: attempt, domain: domain, plan: plan, entry.stamp,
            approvedBy ?? entry.stamp.who.at(account), runbook: runbook)
    }
}
