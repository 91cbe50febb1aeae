import Sameness

extension EventPayload {
    /// The domain whose switch the event tells of, folded; nil for all other events. These are the events that stay
    /// known in a store of a domain, whichever session wrote them and whatever becomes of it.
    public var switchedDomain: String? {
        let domain: String? =
            switch self {
            case .cutoverStarted(let body): body.domain
            case .cutoverVerified(let body): body.domain
            case .cutoverFailed(let body): body.domain
            case .rollbackStarted(let body): body.domain
            case .rolledBack(let body): body.domain
            case .switchAnswered(let body): body.domain
            case .domainSeen(let body): body.domain
            case .switchAudited(let body): body.domain
            default: nil
            }
        return domain.map(DomainName.folded)
    }
}
