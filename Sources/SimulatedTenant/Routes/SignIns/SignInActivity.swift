/// `signInActivity` of users: it must be selected, and it wants a permission and a licence of its own.
///
/// Microsoft Graph: "signInActivity resource type"; the refusals as people met them.
enum SignInActivity {
    private static let name = "signInActivity"
    /// Users that one page may hold with it.
    private static let mostUsers = 120

    static func isWanted(_ call: Call) -> Bool {
        call.query["$select"]?.split(separator: ",").contains { $0.trimmingCharacters(in: .whitespaces) == name }
            ?? false
    }

    static func check(_ call: Call, _ tenant: Transaction) throws(ServiceError) {
        if let permissions = call.permissions, !permissions.contains("AuditLog.Read.All") { throw .denied }
        try SignInRoutes.requirePremium(tenant)
        if let key = call.parameters.first, key.contains("@") {
            throw .badRequest("Get By Key only supports UserId and the key has to be a valid Guid.")
        }
        if let top = call.query["$top"].flatMap({ Int($0) }), top > mostUsers {
            throw .badRequest("Cannot query data for more than \(mostUsers) users at a time.")
        }
    }

    /// When somebody last tried to sign in, and last did.
    static func added(to user: JSON, _ tenant: Transaction) -> JSON {
        var user = user
        let own = tenant[.signIns].all.filter { $0["userId"] == user["id"] }
        guard let last = own.last else {
            user[name] = .null
            return user
        }
        let succeeded = own.last { $0["status"]["errorCode"] == 0 }
        user[name] = [
            "lastSignInDateTime": last["createdDateTime"], "lastSignInRequestId": last["id"],
            "lastNonInteractiveSignInDateTime": .null, "lastNonInteractiveSignInRequestId": .null,
            "lastSuccessfulSignInDateTime": succeeded?["createdDateTime"] ?? .null,
            "lastSuccessfulSignInRequestId": succeeded?["id"] ?? .null,
        ]
        return user
    }
}
