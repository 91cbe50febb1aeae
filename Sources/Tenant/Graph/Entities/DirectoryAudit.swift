/// Graph's `directoryAudit`: who did what in the directory, and whether it was done.
public struct DirectoryAudit: Decodable, Hashable, Sendable {
    /// Graph's `auditActivityInitiator`.
    public struct Initiator: Decodable, Hashable, Sendable {
        /// Graph's `userIdentity`.
        public struct User: Decodable, Hashable, Sendable {
            public let id: String?
            public let userPrincipalName: String?
            public let displayName: String?
        }

        /// Graph's `appIdentity`.
        public struct App: Decodable, Hashable, Sendable {
            public let appId: String?
            public let displayName: String?
            public let servicePrincipalId: String?
        }

        public let user: User?
        public let app: App?
    }

    /// Graph's `targetResource`.
    public struct Target: Decodable, Hashable, Sendable {
        public let id: String?
        public let displayName: String?
    }

    @Caseless public var id: String
    /// In UTC, with up to seven decimals.
    public let activityDateTime: String?
    public let activityDisplayName: String?
    public let correlationId: String?
    /// `success`, `failure`, `timeout`
    public let result: String?
    public let resultReason: String?
    public let initiatedBy: Initiator?
    public let targetResources: [Target]?
}
