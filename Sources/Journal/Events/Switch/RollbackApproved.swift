/// A person agreed to a removal, having seen what it removes.
public struct RollbackApproved: EventBody {
    public static let kind = "rollbackApproved"
    /// 2: the account of the one who writes.
    public static var version: Int { 2 }
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
}
