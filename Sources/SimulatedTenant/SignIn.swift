import Foundation

/// Client credentials against the tenant's applications, refused as Entra refuses them.
enum SignIn {
    struct Match: Sendable {
        let application: JSON
        let keyID: String
    }

    /// Codes, `error` values and statuses: Entra's published code reference and recorded answers.
    enum Refusal: Error {
        case unknownApplication(String)
        case wrongSecret(String)
        case expiredSecret(String)
        case unknownTenant(String)
        case missingSecret
        case unsupportedGrant(String)
        case invalidScope(String)

        var status: Int {
            switch self {
            case .wrongSecret, .expiredSecret, .missingSecret: 401
            default: 400
            }
        }

        var error: String {
            switch self {
            case .wrongSecret, .expiredSecret, .missingSecret: "invalid_client"
            case .unknownApplication: "unauthorized_client"
            case .unknownTenant: "invalid_request"
            case .unsupportedGrant: "unsupported_grant_type"
            case .invalidScope: "invalid_scope"
            }
        }

        var code: Int {
            switch self {
            case .unknownApplication: 700016
            case .wrongSecret: 7_000_215
            case .expiredSecret: 7_000_222
            case .unknownTenant: 90002
            case .missingSecret: 7_000_218
            case .unsupportedGrant: 70003
            case .invalidScope: 70011
            }
        }

        var description: String {
            let text =
                switch self {
                case .unknownApplication(let id):
                    "Application with identifier '\(id)' was not found in the directory."
                case .wrongSecret(let id):
                    "Invalid client secret provided. Ensure the secret being sent in the request is the client secret "
                        + "value, not the client secret ID, for a secret added to app '\(id)'."
                case .expiredSecret(let id):
                    "The provided client secret keys for app '\(id)' are expired."
                case .unknownTenant(let name): "Tenant '\(name)' not found."
                case .missingSecret:
                    "The request body must contain the following parameter: 'client_assertion' or 'client_secret'."
                case .unsupportedGrant(let name): "The app requested an unsupported grant type '\(name)'."
                case .invalidScope(let scope):
                    "The provided value for the input parameter 'scope' is not valid: \(scope)."
                }
            return "AADSTS\(code): \(text)"
        }
    }

    static func match(_ appID: String, secret: String, _ tenant: Transaction, _ now: Date) -> Result<Match, Refusal> {
        guard let application = tenant[.applications].all.first(where: { $0["appId"].string == appID }) else {
            return .failure(.unknownApplication(appID))
        }
        for credential in application["passwordCredentials"].array {
            let key = credential["keyId"].string ?? ""
            guard tenant[.secrets][key]?["hash"].string == Secrets.hash(secret, keyID: key) else { continue }
            guard PeigRoutes.expiry(of: credential) > now else { return .failure(.expiredSecret(appID)) }
            return .success(Match(application: application, keyID: key))
        }
        return .failure(.wrongSecret(appID))
    }
}
