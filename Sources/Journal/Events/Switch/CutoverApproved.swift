/// A person typed the domain's name, having seen the plan.
public struct CutoverApproved: EventBody {
    public static let kind = "cutoverApproved"
    /// 2: with the plan's hash. 3: the account of the one who writes, and the runbook's name where it was typed.
    public static var version: Int { 3 }
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
}
