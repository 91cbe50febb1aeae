import Escaping
import Foundation
import JWTKit
import Synchronization

/// Signs tokens and proves them on every call.
struct TokenIssuer: Sendable {
    /// The claims of a Graph access token, in the older format that Graph's tokens have.
    struct AccessToken: JWTPayload {
        let aud: String
        let iss: String
        let iat: Int
        let nbf: Int
        let exp: Int
        let appid: String
        let appDisplayName: String
        /// How the app proved itself: 0 not, 1 by secret, 2 by certificate.
        let appidacr: String
        /// `app` for an app by itself, `user` for somebody through an app.
        let idtyp: String
        let oid: String
        let sub: String
        let tid: String
        let ver: String
        /// Application permissions.
        let roles: [String]?
        /// Delegated permissions, and the signed-in person: their name and role templates.
        let scp: String?
        let upn: String?
        let name: String?
        let wids: [String]?

        enum CodingKeys: String, CodingKey {
            case aud, iss, iat, nbf, exp, appid, appidacr, idtyp, oid, sub, tid, ver, roles, scp, upn, name, wids
            case appDisplayName = "app_displayname"
        }

        /// Expiry is judged by the tenant's clock, not here.
        func verify(using algorithm: some JWTAlgorithm) {}

        /// True for the rehearsal's portal, which works as a Global Administrator.
        var isPortal: Bool { scp == "Directory.AccessAsUser.All" && isGlobalAdministrator && upn == nil }

        var isGlobalAdministrator: Bool { wids?.contains(RoleRoutes.globalAdministrator) == true }
    }

    /// Who signed in, for the app itself; nothing else trusts it.
    struct IDToken: JWTPayload {
        let aud: String
        let iss: String
        let iat: Int
        let nbf: Int
        let exp: Int
        let oid: String
        let sub: String
        let tid: String
        let ver: String
        let name: String
        let preferredUsername: String
        /// What the app sent along when it asked.
        let nonce: String?

        enum CodingKeys: String, CodingKey {
            case aud, iss, iat, nbf, exp, oid, sub, tid, ver, name, nonce
            case preferredUsername = "preferred_username"
        }

        func verify(using algorithm: some JWTAlgorithm) {}
    }

    private let keys = JWTKeyCollection()
    /// The public key, as `jwks_uri` serves it.
    let keySet: JSON
    /// Tokens whose signatures were proven: a client sends the same one a thousand times.
    private let proven = Proven()

    private final class Proven: Sendable {
        static let capacity = 4_096
        let tokens = Mutex<[String: AccessToken]>([:])
    }

    init() async {
        let key = ES256PrivateKey()
        await keys.add(ecdsa: key, kid: "simulated")
        keySet = [
            "keys": [
                [
                    "kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": "simulated",
                    "x": .string(key.parameters.map { Base64URL.encoded($0.x) } ?? ""),
                    "y": .string(key.parameters.map { Base64URL.encoded($0.y) } ?? ""),
                ]
            ]
        ]
    }

    func sign(_ token: some JWTPayload) async -> String? { try? await keys.sign(token, kid: "simulated") }

    /// The claims of a token of another service, or nil if it isn't one of ours.
    func open<Claims: JWTPayload>(_ text: String, as type: Claims.Type) async -> Claims? {
        try? await keys.verify(text, as: type)
    }

    /// The token's claims, or nil if it isn't one of ours.
    func open(_ text: String) async -> AccessToken? {
        if let known = proven.tokens.withLock({ $0[text] }) { return known }
        guard let token = try? await keys.verify(text, as: AccessToken.self) else { return nil }
        proven.tokens.withLock { tokens in
            if tokens.count >= Proven.capacity { tokens.removeAll() }
            tokens[text] = token
        }
        return token
    }
}
