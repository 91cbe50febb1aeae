/// A person agreed to a removal, having seen what it removes.
public struct RollbackApproved: EventBody {
    public static let kind = "rollbackApproved"
    public let attempt: String
    public let domain: String
    /// `RemovalPlan.hash`
    public let plan: String
    /// Who else approved it, on a terminal of their own; nil for the one who writes.
    public let approvedBy: Person?

    public init(attempt: String, domain: String, plan: String, approvedBy: Person? = nil) {
        self.attempt = attempt
        self.domain = domain
        self.plan = plan
        self.approvedBy = approvedBy
    }
}
