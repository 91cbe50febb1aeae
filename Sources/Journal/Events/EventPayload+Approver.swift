extension EventPayload {
    /// The second person who stands behind it, where there is one.
    public var approver: Person? {
        switch self {
        case .inputAnswered(let body): body.approvedBy
        case .itemWaived(let body): body.approvedBy
        case .cutoverApproved(let body): body.approvedBy
        case .rollbackApproved(let body): body.approvedBy
        case .runbookUpgraded(let body): body.approvedBy
        case .approvalDeclined(let body): body.by
        case .approvalSigned(let body): body.by
        default: nil
        }
    }
}
