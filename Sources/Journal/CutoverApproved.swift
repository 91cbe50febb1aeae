/// A person typed the domain's name, having seen the plan.
public struct CutoverApproved: EventBody {
    public static let kind = "cutoverApproved"
    /// 2: with the plan's hash.
    public static var version: Int { 2 }
    public let attempt: String
    public let domain: String
    /// Who else approved it, on a terminal of their own; nil for the one who writes.
    public let approvedBy: Person?
    /// `PlanSeal.hash` of what was shown; nil of earlier builds, whose approvals open nothing any more.
    public let plan: String?

    public init(attempt: String, domain: String, plan: String?, approvedBy: Person? = nil) {
        self.attempt = attempt
        self.domain = domain
        self.plan = plan
        self.approvedBy = approvedBy
    }
}
