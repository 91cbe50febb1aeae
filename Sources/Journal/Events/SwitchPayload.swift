import Sameness

/// An entry that tells of a domain's switch: it stays known in a store, whichever session wrote it and whatever becomes of
/// that session.
public protocol SwitchPayload: EventPayload {
    var domain: String { get }
    /// Whether a file may tell of it here: of what was sent elsewhere, and of the domain only while nothing of ours is
    /// known of it.
    func mayBeTold(to history: SwitchHistory) -> Bool
    /// Takes it into what is known of its domain. `SwitchHistory.apply` calls it.
    func fold(into history: inout SwitchHistory, _ event: Event, isForeign: Bool)
}

extension SwitchPayload {
    public var about: String? { nil }
    public var approver: Person? { nil }
    public func fold(into state: inout SessionState, _ entry: StampedEvent) {
        state.note(entry, of: DomainName.folded(domain))
    }
}

extension EventPayload {
    /// The domain whose switch it tells of, folded; nil for all other kinds.
    public var switchedDomain: String? { (self as? any SwitchPayload).map { DomainName.folded($0.domain) } }
}
