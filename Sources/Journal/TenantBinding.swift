/// The tenant that a session is about. A session never changes it.
public struct TenantBinding: Hashable, Sendable, Codable {
    public enum Kind: String, Hashable, Sendable, Codable {
        case live, rehearsal
    }

    public let kind: Kind
    /// Entra's tenant id, a GUID.
    public let tenantID: String
    public let displayName: String
    /// Of a rehearsal: which scenario the simulated tenant started from.
    public let scenario: String?

    public init(kind: Kind, tenantID: String, displayName: String, scenario: String?) {
        self.kind = kind
        self.tenantID = tenantID
        self.displayName = displayName
        self.scenario = scenario
    }
}
