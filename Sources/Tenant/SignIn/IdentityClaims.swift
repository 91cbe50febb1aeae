import Foundation

/// Who signed in, as the sign-in service says it to the app that asked.
///
/// Microsoft identity platform: "ID token claims reference".
struct IdentityClaims: Decodable, Sendable {
    let audience: String
    let tenantID: String
    let objectID: String
    let nonce: String?

    private enum CodingKeys: String, CodingKey {
        case audience = "aud"
        case tenantID = "tid"
        case objectID = "oid"
        case nonce
    }

    /// nil where a claim is missing that is needed.
    init?(token: String) {
        guard let data = TokenParts.payload(of: token),
            let claims = try? JSONDecoder().decode(IdentityClaims.self, from: data)
        else { return nil }
        self = claims
    }
}
