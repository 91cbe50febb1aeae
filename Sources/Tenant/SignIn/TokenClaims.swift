import Foundation

/// What an access token says of itself, for people to read. Nothing is decided by it: only the service it is for can
/// prove it.
///
/// Microsoft identity platform: "Access token claims reference".
public struct TokenClaims: Decodable, Sendable {
    public let tenantID: String?
    public let objectID: String?
    /// `appid` in the older format, `azp` in the newer.
    public let clientID: String?
    public let appName: String?
    public let account: String?
    /// Application permissions.
    public let roles: [String]
    /// Delegated permissions.
    public let scopes: [String]
    public let expires: Date?

    /// An app by itself, nobody signed in through it.
    public var isAppOnly: Bool { scopes.isEmpty }
    public var permissions: [String] { isAppOnly ? roles : scopes }

    private enum CodingKeys: String, CodingKey {
        case tid, oid, appid, azp, upn, roles, scp, exp
        case appName = "app_displayname"
        case uniqueName = "unique_name"
        case preferredUsername = "preferred_username"
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        func text(_ key: CodingKeys) -> String? { try? container.decodeIfPresent(String.self, forKey: key) }
        tenantID = text(.tid)
        objectID = text(.oid)
        clientID = text(.appid) ?? text(.azp)
        appName = text(.appName)
        account = text(.upn) ?? text(.preferredUsername) ?? text(.uniqueName)
        roles = (try? container.decodeIfPresent([String].self, forKey: .roles)) ?? []
        scopes = text(.scp)?.split(separator: " ").map(String.init) ?? []
        expires = (try? container.decodeIfPresent(Double.self, forKey: .exp)).flatMap { $0 }
            .map(OutsideTime.date)
    }

    /// The claims of a token, or nil if it can't be read: tokens may be opaque.
    init?(token: String) {
        guard let data = TokenParts.payload(of: token),
            let claims = try? JSONDecoder().decode(TokenClaims.self, from: data)
        else { return nil }
        self = claims
    }
}
