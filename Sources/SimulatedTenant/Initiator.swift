/// Who made a request, as the audit log tells it.
enum Initiator: Sendable {
    case user(id: String, name: String, upn: String?)
    case app(id: String, name: String, principal: String)

    /// Where every person's requests come from: an address that is nobody's.
    static let address: JSON = "198.51.100.7"

    init(_ token: TokenIssuer.AccessToken) {
        // The portal's token names no person, but acts as one.
        self =
            token.idtyp == "user"
            ? .user(id: token.oid, name: token.name ?? token.appDisplayName, upn: token.upn)
            : .app(id: token.appid, name: token.appDisplayName, principal: token.oid)
    }

    var json: JSON {
        switch self {
        case .user(let id, let name, let upn):
            [
                "user": [
                    "id": .string(id), "displayName": .string(name),
                    "userPrincipalName": upn.map(JSON.string) ?? .null, "ipAddress": Initiator.address,
                ], "app": nil,
            ]
        case .app(let id, let name, let principal):
            [
                "user": nil,
                "app": [
                    "appId": .string(id), "displayName": .string(name), "servicePrincipalId": .string(principal),
                    "servicePrincipalName": nil,
                ],
            ]
        }
    }
}
