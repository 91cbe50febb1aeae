extension EventPayload {
    /// Whether somebody who has to touch a key for it should: what opens the lock, or gives it out of hand.
    public var weighs: Bool {
        switch self {
        case .cutoverApproved, .cutoverStarted, .rollbackApproved, .rollbackStarted, .itemWaived, .handedOver, .sealed,
            .leaseTaken,
            .runbookUpgraded:
            true
        default: false
        }
    }
}
