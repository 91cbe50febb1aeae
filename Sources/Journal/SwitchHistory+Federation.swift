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
        /// When it was read last.
        public var readAt: Date
    }

    /// A switch that the audit log ascribes to somebody else.
    public struct ForeignSwitch: Hashable, Sendable {
        public let by: String
        public let at: Date
    }
}
