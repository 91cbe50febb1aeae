/// Who signs in, and how. Never printed, never stored.
public struct ClientCredential: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// How to obtain a token.
    public enum Method: Sendable {
        /// An app by itself, with a secret.
        case secret(String)
        /// An app by itself, with a certificate that its registration knows.
        case certificate(ClientKey)
        /// A person, who enters a code on another page and consents to these permissions; none means what the app was
        /// consented to already. The prompt shows the code to them.
        case deviceCode(permissions: [String], show: @Sendable (DeviceCodePrompt) -> Void)
        /// A person, who signs in with a browser that comes back with a code, and consents to these permissions.
        case browser(permissions: [String], desk: any BrowserDesk)
        /// A token that somebody handed in; it isn't renewed.
        case token(String)
        /// The account that the Azure CLI is signed in with.
        case azureCLI(AzureCLI)
    }

    public let tenant: String
    public let clientID: String
    let method: Method

    public init(tenant: String, clientID: String, method: Method) {
        self.tenant = tenant
        self.clientID = clientID
        self.method = method
    }

    public init(tenant: String, clientID: String, secret: String) {
        self.init(tenant: tenant, clientID: clientID, method: .secret(secret))
    }

    public var description: String { "client \(clientID) of tenant \(tenant)" }
    public var debugDescription: String { description }
    /// `dump` would show the secret.
    public var customMirror: Mirror { Mirror(self, children: ["description": description]) }
}
