import Foundation

/// Who signed in, as the sign-in service says it to the app that asked.
///
/// Microsoft identity platform: "ID token claims reference".
public struct IdentityClaims: Decodable, Hashable, Sendable {
    let audience: String
    let issuer: String?
    let expires: Double?
    public let tenantID: String
    /// Of the account: its id in that tenant, which stays whatever its name becomes.
    public let objectID: String
    /// For people to read; an account's name may change hands.
    public let userName: String?
    let nonce: String?

    private enum CodingKeys: String, CodingKey {
        case audience = "aud"
        case issuer = "iss"
        case expires = "exp"
        case tenantID = "tid"
        case objectID = "oid"
        case userName = "preferred_username"
        case nonce
    }

    /// nil where a claim that is needed is missing. Proves nothing: it came straight from the service, or is proven by
    /// `IdentityToken`.
    init?(token: String) {
        guard let data = TokenParts.payload(of: token),
            let claims = try? JSONDecoder().decode(IdentityClaims.self, from: data)
        else { return nil }
        self = claims
    }
}
