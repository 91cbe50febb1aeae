import Foundation

/// What people can sign in with.
///
/// Microsoft Graph: "List methods", and each method's own page.
enum SignInMethodRoutes {
    /// As scenarios call them.
    static let kinds = [
        "password", "fido2", "authenticator", "phone", "software-oath", "email", "temporary-pass", "expired-pass",
    ]

    static let routes = [
        Route("GET", "users/{id}/authentication/methods", ["UserAuthenticationMethod.Read.All"]) {
            (call, tenant) throws(ServiceError) in
            let user = try UserRoutes.user(call.parameters[0], tenant)
            let (id, created) = (user["id"].string ?? "", user["createdDateTime"].string ?? "")
            let own = tenant[.signInMethods][id] ?? object(of: id, ["password"], now: created)
            return try Listing().answer(own["methods"].array, call, context: "users/authentication/methods")
        }
    ]

    /// - Parameters:
    ///   - user: whose they are, by id.
    ///   - now: when they were registered.
    static func object(of user: String, _ kinds: [String], now: String) -> JSON {
        ["id": .string(user), "methods": .array(kinds.enumerated().map { method($1, $0, now) })]
    }

    private static func method(_ kind: String, _ number: Int, _ now: String) -> JSON {
        var method: JSON = ["createdDateTime": .string(now)]
        func become(_ type: String, _ more: [String: JSON], id: String? = nil) {
            method["@odata.type"] = .string("#microsoft.graph.\(type)AuthenticationMethod")
            method["id"] = .string(id ?? "5f8c1f2e-0000-4000-8000-00000000000\(number)")
            for (key, value) in more { method[key] = value }
        }
        switch kind {
        case "fido2":
            become(
                "fido2",
                ["displayName": "Key", "model": "Key", "attestationLevel": "attested", "attestationCertificates": []])
        case "authenticator":
            become("microsoftAuthenticator", ["displayName": "Phone", "deviceTag": "SoftwareTokenActivated"])
        case "phone":
            become(
                "phone",
                [
                    "phoneNumber": "+49 0000000", "phoneType": "mobile", "smsSignInState": "notAllowedByPolicy",
                ])
        case "software-oath": become("softwareOath", ["secretKey": nil])
        case "email": become("email", ["emailAddress": "private@mail.example"])
        case "temporary-pass", "expired-pass":
            let isUsable = kind == "temporary-pass"
            become(
                "temporaryAccessPass",
                [
                    "temporaryAccessPass": nil, "startDateTime": .string(now),
                    // The longest that the service gives is 30 days.
                    "lifetimeInMinutes": isUsable ? 43_200 : 60, "isUsableOnce": false, "isUsable": .bool(isUsable),
                    "methodUsabilityReason": isUsable ? "EnabledByPolicy" : "Expired",
                ])
        default: become("password", ["password": nil], id: "28c10230-6103-485e-b985-444c60001490")
        }
        return method
    }
}
