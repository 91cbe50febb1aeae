/// An application's own identity (OAuth client credentials with a secret). Never printed, never stored.
public struct ClientCredential: Sendable, CustomStringConvertible, CustomDebugStringConvertible {
    public let tenant: String
    public let clientID: String
    let secret: String

    public init(tenant: String, clientID: String, secret: String) {
        self.tenant = tenant
        self.clientID = clientID
        self.secret = secret
    }

    public var description: String { "client \(clientID) of tenant \(tenant)" }
    public var debugDescription: String { description }
}
