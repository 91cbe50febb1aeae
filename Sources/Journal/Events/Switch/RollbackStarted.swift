/// Written before the federation is removed.
public struct RollbackStarted: EventBody {
    public static let kind = "rollbackStarted"
    /// 2: which configuration is removed, and the id that goes along.
    public static var version: Int { 2 }
    public let attempt: String
    public let domain: String
    /// Of the federation that was shown and is removed; nil where it couldn't be read.
    public let configurationID: String?
    /// The `client-request-id` that goes along.
    public let requestID: String?

    public init(_ clearance: borrowing RemovalClearance, requestID: String?) {
        attempt = clearance.attempt
        domain = clearance.domain
        configurationID = clearance.configurationID
        self.requestID = requestID
    }
}
