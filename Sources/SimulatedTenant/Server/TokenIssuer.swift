import Foundation
import JWTKit

/// Signs access tokens and proves them on every call.
struct TokenIssuer: Sendable {
    /// The claims of a Graph access token that decide what it may do.
    struct AccessToken: JWTPayload {
        let aud: String
        let iss: String
        let iat: Int
        let exp: Int
        let appid: String
        let tid: String
        /// Application permissions.
        let roles: [String]
        /// Delegated permissions, and the signed-in admin's role templates.
        let scp: String?
        let wids: [String]?

        /// Expiry is judged by the tenant's clock, not here.
        func verify(using algorithm: some JWTAlgorithm) {}

        /// True for somebody who works in the portals as a Global Administrator.
        var isAdministrator: Bool {
            scp == "Directory.AccessAsUser.All" && wids?.contains("62e90394-69f5-4237-9190-012177145e10") == true
        }
    }

    private let keys = JWTKeyCollection()
    /// The public key, as `jwks_uri` serves it.
    let keySet: JSON

    init() async {
        let key = ES256PrivateKey()
        await keys.add(ecdsa: key, kid: "simulated")
        keySet = [
            "keys": [
                [
                    "kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": "simulated",
                    "x": .string(key.parameters?.x.base64URL ?? ""), "y": .string(key.parameters?.y.base64URL ?? ""),
                ]
            ]
        ]
    }

    func sign(_ token: AccessToken) async throws -> String { try await keys.sign(token) }

    /// The token's claims, or nil if it isn't one of ours.
    func open(_ text: String) async -> AccessToken? { try? await keys.verify(text, as: AccessToken.self) }
}

extension String {
    /// Standard Base64 as the URL-safe kind without padding, which JSON Web Keys are written in.
    fileprivate var base64URL: String {
        replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_")
            .replacingOccurrences(of: "=", with: "")
    }
}
