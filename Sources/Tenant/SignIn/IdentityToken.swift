import Foundation
import HTTPTransport
import JWTKit

/// Somebody's sign-in, which others can prove: an ID token, which the sign-in service signed for one question. Whoever
/// holds it can do nothing with it but show it.
///
/// OpenID Connect Core, section 3.1.3.7; Microsoft identity platform: "ID tokens", "Validate tokens".
public struct IdentityToken: Sendable {
    /// Where the tenant's sign-in service is.
    public let endpoints: TenantEndpoints
    /// The tenant's id, a GUID.
    public let tenantID: String

    /// More than any has.
    private static let largest = 65_536
    private let http: HTTPClient

    public init(_ endpoints: TenantEndpoints, tenantID: String) {
        (self.endpoints, self.tenantID) = (endpoints, tenantID.lowercased())
        http = HTTPClient(endpoints.configured(HTTPConfiguration()))
    }

    /// Lets a person sign in, only so that it is known who they are.
    /// - Parameter challenge: what they sign in for; it stands in the token. nil where nobody else has to prove it.
    /// - Returns: the token, and what it says.
    public func ask(
        clientID: String, challenge: String?, desk: any BrowserDesk
    ) async throws(TenantFault) -> (token: String, claims: IdentityClaims) {
        let endpoint = TokenEndpoint(endpoints: endpoints, tenant: tenantID, http: http, now: { Date() })
        let answer = try await AuthorizationCodeFlow(
            endpoint: endpoint, tenant: tenantID, clientID: clientID, scope: "openid profile", desk: desk,
            challenge: challenge
        ).run()
        guard let token = answer.idToken, let claims = IdentityClaims(token: token) else {
            throw .unexpected("its answer doesn't say who signed in", from: "the sign-in service")
        }
        return (token, claims)
    }

    /// Whose sign-in a token is, proven by the keys that the sign-in service shows.
    /// - Parameters:
    ///   - challenge: what they must have signed in for.
    ///   - clients: apps through which they may have.
    /// - Throws: `.signIn` with what is wrong with it, or what kept the keys from being read.
    public func claims(
        of token: String, for challenge: String, clients: Set<String>, now: Date = Date()
    ) async throws(TenantFault) -> IdentityClaims {
        guard token.utf8.count <= Self.largest, let said = IdentityClaims(token: token) else {
            throw Self.refused("it can't be read")
        }
        guard said.nonce == challenge else { throw Self.refused("it is for something else than this approval") }
        guard said.tenantID.lowercased() == tenantID else {
            throw Self.refused("it is of the tenant \(said.tenantID), and the session's is \(tenantID)")
        }
        guard clients.contains(where: { $0.lowercased() == said.audience.lowercased() }) else {
            throw Self.refused("it is for another app, \(said.audience)")
        }
        guard let expires = said.expires, OutsideTime.date(expires) > now else {
            throw Self.refused("it has expired")
        }
        let document = try await read(Discovery.self, "/\(tenantID)/v2.0/.well-known/openid-configuration")
        guard said.issuer == document.issuer else {
            throw Self.refused(
                "it is issued by \(said.issuer ?? "nobody"), and the tenant's service is \(document.issuer)")
        }
        // The keys are asked for where the session signs in, whatever a document says.
        guard document.keys.hasPrefix(endpoints.authority + "/") else {
            throw .unexpected("its keys are said to be on another host", from: "the sign-in service")
        }
        let set = try await read(KeySet.self, String(document.keys.dropFirst(endpoints.authority.count)))
        guard await set.proves(token) else { throw Self.refused("none of the service's keys signed it") }
        return said
    }

    private static func refused(_ why: String) -> TenantFault { .signIn(code: "identity_token", message: why) }

    private func read<T: Decodable>(_ type: T.Type, _ path: String) async throws(TenantFault) -> T {
        let response: HTTPResponse
        do {
            response = try await http.send(
                HTTPRequest(.get, endpoints.authority + path, headers: [("Accept", "application/json")]))
        } catch {
            throw .transport(error)
        }
        guard response.status == 200 else { throw .unavailable(status: response.status, requestID: nil) }
        guard let value = try? JSONDecoder().decode(type, from: response.body) else {
            throw .unexpected("what \(path) answers can't be read", from: "the sign-in service")
        }
        return value
    }

    private struct Discovery: Decodable {
        let issuer: String
        let keys: String

        private enum CodingKeys: String, CodingKey {
            case issuer
            case keys = "jwks_uri"
        }
    }

    /// RFC 7517, as far as ID tokens need it: Microsoft's keys are RSA and name no algorithm.
    private struct KeySet: Decodable {
        struct Key: Decodable {
            let kty: String
            let kid: String?
            let use: String?
            let n: String?
            let e: String?
            let crv: String?
            let x: String?
            let y: String?
        }

        let keys: [Key]

        /// Whether the key that the token names is one of these, and signed it.
        func proves(_ token: String) async -> Bool {
            struct Header: Decodable {
                let alg: String
                let kid: String
            }
            struct Anything: JWTPayload {
                func verify(using algorithm: some JWTAlgorithm) {}
            }
            guard let data = TokenParts.header(of: token),
                let header = try? JSONDecoder().decode(Header.self, from: data)
            else { return false }
            for key in keys where key.kid == header.kid && key.use ?? "sig" == "sig" {
                let collection = JWTKeyCollection()
                switch (header.alg, key.kty) {
                case ("RS256", "RSA"):
                    guard let n = key.n, let e = key.e,
                        let rsa = try? Insecure.RSA.PublicKey(modulus: n, exponent: e)
                    else { continue }
                    await collection.add(rsa: rsa, digestAlgorithm: .sha256, kid: JWKIdentifier(string: header.kid))
                case ("ES256", "EC"):
                    guard key.crv == "P-256", let x = key.x, let y = key.y,
                        let ecdsa = try? ES256PublicKey(parameters: (x: x, y: y))
                    else { continue }
                    await collection.add(ecdsa: ecdsa, kid: JWKIdentifier(string: header.kid))
                default: continue
                }
                if (try? await collection.verify(token, as: Anything.self)) != nil { return true }
            }
            return false
        }
    }
}
