import Runbook

/// An item doesn't block until a moment, for a reason, by somebody's and a second person's word.
public struct ItemWaived: EventPayload {
    /// 2: the account of the one who writes.
    public static let traits = EventTraits(
        kind: "itemWaived", version: 2, isWork: true, weighs: true, isOfSwitch: true, mark: "waived")
    public let item: String
    public let reason: String
    /// The second person; nil where the runbook asks for one only.
    public let approvedBy: Person?
    /// `2026-11-22T04:00:00Z`
    public let expires: String
    /// That the one who writes was at.
    public let account: String?

    public init(item: String, reason: String, approvedBy: Person?, expires: String, account: String? = nil) {
        self.item = item
        self.reason = reason
        self.approvedBy = approvedBy
        self.expires = expires
        self.account = account
    }

    public var sentence: String {
        "waived \(item) until \(expires): \(reason)"
            + (approvedBy.map { " (approved by \($0.withCaveat(besides: account)))" } ?? "")
    }
    public var about: String? { item }
    public var approver: Person? { approvedBy }

    public func fold(into state: inout SessionState, _ entry: StampedEvent) {
        let stamp = entry.stamp
        if stamp.yields(to: state.waivers[item]?.stamp) { return }
        state.remember(entry, .waiver(item, before: state.waivers[item]), "\(item) waived")
        state.waivers[item] = SessionState.Waiver(
            reason: reason, approvedBy: approvedBy,
            expires: min(
                Moment.kept(expires) ?? stamp.time, stamp.time.addingTimeInterval(SessionState.Waiver.longest)),
            stamp: stamp, asker: stamp.who.at(account), isLapsed: !state.counts(approvedBy, at: stamp.time))
    }
}
