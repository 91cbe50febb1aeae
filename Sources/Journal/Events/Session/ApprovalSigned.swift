/// A second person's approval, as they signed it: kept so that anybody can prove it later.
public struct ApprovalSigned: EventBody {
    public static let kind = "approvalSigned"
    /// What was approved, in a few words.
    public let what: String
    public let by: Person
    public let approval: SignedApproval
    /// The account that whoever asked was signed in with; nil in a rehearsal.
    public let asker: EntraIdentity?

    public init(what: String, by: Person, approval: SignedApproval, asker: EntraIdentity? = nil) {
        (self.what, self.by, self.approval, self.asker) = (what, by, approval, asker)
    }
}
