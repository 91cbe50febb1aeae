import Foundation

/// What one of Microsoft's services said of a domain, and when.
public struct DomainSighting: Hashable, Sendable, Codable {
    /// Who said so.
    public enum Source: String, Hashable, Sendable, Codable {
        /// Graph's `domain` and its federation configuration.
        case directory
        /// The sign-in service's user realm: who is handed over to whom.
        case signIn
    }

    /// A federation as it was read.
    public struct Federation: Hashable, Sendable, Codable {
        /// nil where the domain is federated without a configuration that could be read.
        public let configurationID: String?
        public let issuer: String?
        /// What of it isn't as the session's plan means it; empty where nothing is.
        public let differences: [String]
        /// Whether the issuer is the plan's.
        public let isOurIssuer: Bool

        /// What was meant and the service doesn't tell; nil where it tells everything.
        public let untold: [String]?
        /// What people sign in by and the service doesn't tell: nothing follows for the plan then. nil where it tells all.
        public let lacking: [String]?

        public init(
            configurationID: String?, issuer: String?, differences: [String], isOurIssuer: Bool, untold: [String] = [],
            lacking: [String] = []
        ) {
            self.configurationID = configurationID
            self.issuer = issuer
            self.differences = differences
            self.isOurIssuer = isOurIssuer
            self.untold = untold.isEmpty ? nil : untold
            self.lacking = lacking.isEmpty ? nil : lacking
        }

        public var isAsMeant: Bool { configurationID != nil && differences.isEmpty && lacking == nil }
    }

    public let source: Source
    /// nil for a managed domain.
    public let federation: Federation?
    /// `2026-11-25T22:04:05.678Z`, by the session's clock and, where it is known, corrected by Microsoft's.
    public let readAt: String
    /// Whether Microsoft's clock was known: only then may time alone prove something.
    public let isTimed: Bool

    public init(source: Source, federation: Federation?, readAt: Date, isTimed: Bool) {
        self.source = source
        self.federation = federation
        self.readAt = Event.text(readAt)
        self.isTimed = isTimed
    }

    public var isFederated: Bool { federation != nil }
    public var time: Date { Event.date(readAt) ?? .distantPast }
}
