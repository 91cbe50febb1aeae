/// The tenant that a session is about. A session never changes it.
public struct TenantBinding: Hashable, Sendable, Codable {
    /// Whether it is a real tenant.
    public enum Kind: String, Hashable, Sendable, Codable {
        case live, rehearsal
    }

    /// How a live tenant is reached, so that a resume needs no options. Never a secret.
    public struct Connection: Hashable, Sendable, Codable {
        public let cloud: String
        /// Where the addresses are other than the cloud's.
        public let authority: String?
        public let graph: String?
        public let method: String
        public let clientID: String?
        public let profile: String?

        public init(
            cloud: String, authority: String?, graph: String?, method: String, clientID: String?, profile: String?
        ) {
            self.cloud = cloud
            self.authority = authority
            self.graph = graph
            self.method = method
            self.clientID = clientID
            self.profile = profile
        }
    }

    public let kind: Kind
    /// Entra's tenant id, a GUID.
    public let tenantID: String
    public let displayName: String
    /// Of a rehearsal: which scenario the simulated tenant started from.
    public let scenario: String?
    /// Of a live session.
    public let connection: Connection?

    public init(
        kind: Kind, tenantID: String, displayName: String, scenario: String?, connection: Connection? = nil
    ) {
        self.kind = kind
        self.tenantID = tenantID
        self.displayName = displayName
        self.scenario = scenario
        self.connection = connection
    }
}
