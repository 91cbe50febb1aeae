import ArgumentParser

/// How a live tenant is signed in to.
enum SignInMethod: String, CaseIterable, ExpressibleByArgument, Sendable {
    case browser
    case deviceCode = "device-code"
    case secret
    case certificate
    case token
    case azureCLI = "azure-cli"

    /// Whether a person signs in through an app; nil where the token comes from elsewhere.
    var isPerson: Bool? {
        switch self {
        case .browser, .deviceCode: true
        case .secret, .certificate: false
        case .token, .azureCLI: nil
        }
    }

    var summary: String {
        switch self {
        case .browser: "your own account, in a browser: here, or anywhere over SSH"
        case .deviceCode: "your own account, with a code that you enter in a browser"
        case .secret: "an app by itself, with a client secret"
        case .certificate: "an app by itself, with a certificate"
        case .token: "a token from LOCKSTEP_ACCESS_TOKEN"
        case .azureCLI: "the account that the Azure CLI is signed in with"
        }
    }
}
