/// Why sign-in is refused, as Entra says it.
///
/// Codes, `error` values and statuses: Entra's published code reference and recorded answers.
enum SignInRefusal: Error {
    case unknownApplication(String)
    case disabledApplication(String)
    case wrongSecret(String)
    case expiredSecret(String)
    case unknownTenant(String)
    case missingSecret
    case unknownKey(String)
    case staleAssertion
    case unsupportedGrant(String)
    case invalidScope(String)
    /// An app by itself asked for something else than a service's `/.default`.
    case scopeOfNoDefault(String)
    case missingParameter(String)
    case pending, declined, expiredCode, unknownCode, usedCode
    case consentRequired(app: String)
    case disabledUser
    case expiredGrant
    case unknownAuthorizationCode, expiredAuthorizationCode, wrongVerifier
    case otherRedirect(String, String)
    case unknownRedirect(String, String)
    case challengeMethod(String)
    /// A policy allows no codes for other devices.
    case deviceCodeBlocked

    private struct Shape {
        let status: Int
        let error: String
        let code: Int
        var suberror: String?
        let text: String
    }

    private var shape: Shape {
        switch self {
        case .unknownApplication(let id):
            Shape(
                status: 400, error: "unauthorized_client", code: 700016,
                text: "Application with identifier '\(id)' was not found in the directory.")
        case .disabledApplication(let id):
            Shape(
                status: 400, error: "unauthorized_client", code: 7_000_112, text: "Application '\(id)' is disabled.")
        case .wrongSecret(let id):
            Shape(
                status: 401, error: "invalid_client", code: 7_000_215,
                text: "Invalid client secret provided. Ensure the secret being sent in the request is the client "
                    + "secret value, not the client secret ID, for a secret added to app '\(id)'.")
        case .expiredSecret(let id):
            Shape(
                status: 401, error: "invalid_client", code: 7_000_222,
                text: "The provided client secret keys for app '\(id)' are expired.")
        case .unknownTenant(let name):
            Shape(status: 400, error: "invalid_request", code: 90002, text: "Tenant '\(name)' not found.")
        case .missingSecret:
            Shape(
                status: 401, error: "invalid_client", code: 7_000_218,
                text: "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.")
        case .unknownKey(let reason):
            Shape(
                status: 401, error: "invalid_client", code: 700027,
                text: "The certificate with identifier used to sign the client assertion is not registered on "
                    + "application. [Reason - \(reason)]")
        case .staleAssertion:
            Shape(
                status: 401, error: "invalid_client", code: 700024,
                text: "Client assertion is not within its valid time range.")
        case .unsupportedGrant(let name):
            Shape(
                status: 400, error: "unsupported_grant_type", code: 70003,
                text: "The app requested an unsupported grant type '\(name)'.")
        case .invalidScope(let scope):
            Shape(
                status: 400, error: "invalid_scope", code: 70011,
                text: "The provided value for the input parameter 'scope' is not valid: \(scope).")
        case .scopeOfNoDefault(let scope):
            Shape(
                status: 400, error: "invalid_scope", code: 1_002_012,
                text: "The provided value for scope \(scope) is not valid. Client credential flows must have a scope "
                    + "value with /.default suffixed to the resource identifier (application ID URI).")
        case .missingParameter(let name):
            Shape(
                status: 400, error: "invalid_request", code: 900_144,
                text: "The request body must contain the following parameter: '\(name)'.")
        case .pending:
            Shape(
                status: 400, error: "authorization_pending", code: 70016,
                text: "OAuth 2.0 device flow error. Authorization is pending. Continue polling.")
        case .declined:
            Shape(
                status: 400, error: "authorization_declined", code: 65004,
                text: "User declined to consent to access the app.")
        case .expiredCode:
            Shape(
                status: 400, error: "expired_token", code: 70020,
                text: "The provided value for the input parameter 'device_code' is not valid. This device code has "
                    + "expired.")
        case .unknownCode:
            Shape(
                status: 400, error: "bad_verification_code", code: 70000,
                text: "The provided value for the input parameter 'device_code' is not valid.")
        case .usedCode:
            Shape(
                status: 400, error: "invalid_grant", code: 54005,
                text: "OAuth2 Authorization code was already redeemed.")
        case .consentRequired(let app):
            Shape(
                status: 400, error: "invalid_grant", code: 65001, suberror: "consent_required",
                text: "The user or administrator has not consented to use the application with ID '\(app)'.")
        case .disabledUser:
            Shape(status: 400, error: "invalid_grant", code: 50057, text: "The user account is disabled.")
        case .unknownAuthorizationCode:
            Shape(
                status: 400, error: "invalid_grant", code: 9_002_313,
                text: "Invalid request. Request is malformed or invalid.")
        case .expiredAuthorizationCode:
            Shape(
                status: 400, error: "invalid_grant", code: 70008,
                text: "The provided authorization code or refresh token has expired due to inactivity. Send a new "
                    + "interactive authorization request for this user and resource.")
        case .wrongVerifier:
            Shape(
                status: 400, error: "invalid_grant", code: 501_481,
                text: "The Code_Verifier does not match the code_challenge supplied in the authorization request.")
        case .otherRedirect(let sent, let asked):
            Shape(
                status: 400, error: "invalid_client", code: 500_112,
                text:
                    "The reply address '\(sent)' does not match the reply address '\(asked)' provided when requesting "
                    + "Authorization code.")
        case .unknownRedirect(let uri, let app):
            Shape(
                status: 400, error: "invalid_request", code: 50011,
                text:
                    "The redirect URI '\(uri)' specified in the request does not match the redirect URIs configured for "
                    + "the application '\(app)'.")
        case .challengeMethod(let name):
            Shape(
                status: 400, error: "invalid_request", code: 900_144,
                text: "The code_challenge_method '\(name)' is not supported: S256 is.")
        case .deviceCodeBlocked:
            Shape(
                status: 400, error: "invalid_grant", code: 53003, suberror: "message_only",
                text: "Access has been blocked by Conditional Access policies. The access policy does not allow token "
                    + "issuance.")
        case .expiredGrant:
            Shape(
                status: 400, error: "invalid_grant", code: 700_082,
                text: "The refresh token has expired due to inactivity, or was never issued.")
        }
    }

    var status: Int { shape.status }
    var error: String { shape.error }
    var code: Int { shape.code }
    var suberror: String? { shape.suberror }
    var description: String { "AADSTS\(shape.code): \(shape.text)" }
}
