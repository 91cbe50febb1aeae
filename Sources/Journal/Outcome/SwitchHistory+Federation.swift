import Foundation

extension SwitchHistory {
    /// A federation that was seen at the domain.
    public struct Federation: Hashable, Sendable {
        public let seen: DomainSighting.Federation
        /// Of the sending that made it; nil for somebody else's.
        public internal(set) var attempt: String?
        /// By then it was in force.
        public let since: Date
        /// By then it was in force, by a clock that is known to be right; nil while none was.
        var provenSince: Date?
        /// Whether it was read; false while only an answer says that there is one.
        public let isRead: Bool
        /// Whether the sign-in service has handed people over since.
        var isHandedOver = false
        /// Since when the directory reads managed without that saying anything yet.
        var quietSince: Date?
        /// Only a file that was taken in tells of it.
        public internal(set) var isForeign = false
        /// When it was read last.
        public var readAt: Date
    }

    /// A switch that the audit log ascribes to somebody else.
    public struct ForeignSwitch: Hashable, Sendable {
        public let by: String
        public let at: Date
    }

    /// The open switch that made a federation: the one whose answer names it, or, where it may be ours, the first.
    func maker(of seen: DomainSighting.Federation) -> Sending? {
        if let id = seen.configurationID, let named = openSwitches.first(where: { $0.answer?.configurationID == id }) {
            return named
        }
        // What can't be read may be anybody's.
        guard seen.configurationID != nil, seen.isAsMeant || seen.isOurIssuer else { return nil }
        let unnamed = openSwitches.filter { $0.answer?.configurationID == nil }
        return unnamed.first(where: \.isDone) ?? unnamed.first
    }

    /// Whether the sign-in service hands people over, by a reading of about the same time.
    func isHandedOver(at time: Date) -> Bool {
        signIn.map { $0.isFederated && abs($0.time.timeIntervalSince(time)) < SwitchTimes.journey } ?? false
    }
}
