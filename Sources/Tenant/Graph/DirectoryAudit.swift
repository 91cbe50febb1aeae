/// Graph's `directoryAudit`: who did what in the directory, and whether it was done.
public struct DirectoryAudit: Decodable, Sendable {
    public struct Initiator: Decodable, Sendable {
        public struct User: Decodable, Sendable {
            public let id: String?
            public let userPrincipalName: String?
            public let displayName: String?
        }

        public struct App: Decodable, Sendable {
            public let appId: String?
            public let displayName: String?
            public let servicePrincipalId: String?
        }

        public let user: User?
        public let app: App?
    }

    public struct Target: Decodable, Sendable {
        public let id: String?
        public let displayName: String?
    }

    public let id: String
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
