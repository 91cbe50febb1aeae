import Foundation

/// `/users`
enum UserRoutes {
    private static let read = ["User.Read.All", "User.ReadWrite.All", "Directory.Read.All"]
    private static let write = ["User.ReadWrite.All"]
    private static let writable: Set<String> = [
        "accountEnabled", "displayName", "givenName", "surname", "mail", "mailNickname", "userPrincipalName",
        "onPremisesImmutableId", "usageLocation", "passwordProfile", "jobTitle", "department", "userType",
        "otherMails", "proxyAddresses",
    ]
    /// What comes when nothing is selected.
    static let listing = Listing(defaults: [
        "businessPhones", "displayName", "givenName", "id", "jobTitle", "mail", "mobilePhone", "officeLocation",
        "preferredLanguage", "surname", "userPrincipalName",
    ])

    static let routes = [
        Route("GET", "users", read + ["User.ReadBasic.All"]) { (call, tenant) throws(ServiceError) in
            try listing.answer(tenant[.users].all, call, context: "users")
        },
        Route("GET", "users/{id}", read) { (call, tenant) throws(ServiceError) in
            listing.one(try user(call.parameters[0], tenant), call, context: "users")
        },
        Route("GET", "users/$count", read) { (call, tenant) throws(ServiceError) in
            try listing.count(tenant[.users].all, call)
        },
        Route("POST", "users", write) { (call, tenant) throws(ServiceError) in try create(call, &tenant) },
        Route("PATCH", "users/{id}", write) { (call, tenant) throws(ServiceError) in
            try call.allow(writable, of: "User")
            var user = try user(call.parameters[0], tenant)
            for (key, value) in call.body.members where key != "passwordProfile" { user[key] = value }
            if let upn = call.body["userPrincipalName"].string { _ = try verifiedDomain(of: upn, tenant) }
            tenant.put(user, in: .users)
            return .noContent
        },
        Route("DELETE", "users/{id}", write) { (call, tenant) throws(ServiceError) in
            let id = try user(call.parameters[0], tenant)["id"].string ?? ""
            tenant.remove(id, from: .users)
            for assignment in tenant[.roleAssignments].all where assignment["principalId"].string == id {
                tenant.remove(assignment["id"].string ?? "", from: .roleAssignments)
            }
            return .noContent
        },
        Route("GET", "users/{id}/transitiveMemberOf", ["User.Read.All", "Directory.Read.All"]) {
            (call, tenant) throws(ServiceError) in
            let id = try user(call.parameters[0], tenant)["id"].string ?? ""
            let held = tenant[.roleAssignments].all.filter { $0["principalId"].string == id }
                .compactMap { $0["roleDefinitionId"].string }
            let roles = tenant[.directoryRoles].all.filter { held.contains($0["roleTemplateId"].string ?? "") }
            return try Listing().answer(roles.map(RoleRoutes.member), call, context: "directoryObjects")
        },
    ]

    /// By object id or by user principal name.
    static func user(_ key: String, _ tenant: Transaction) throws(ServiceError) -> JSON {
        if let user = tenant[.users][key.lowercased()] { return user }
        let match = tenant[.users].all.first {
            $0["userPrincipalName"].string.map { $0.caseInsensitiveCompare(key) == .orderedSame } ?? false
        }
        guard let match else { throw .notFound(key) }
        return match
    }

    private static func create(_ call: Call, _ tenant: inout Transaction) throws(ServiceError) -> Reply {
        try call.allow(writable, of: "User")
        let upn = try call.text("userPrincipalName")
        let name = try call.text("displayName")
        let nickname = try call.text("mailNickname")
        guard case .bool(let isEnabled) = call.body["accountEnabled"] else {
            throw .badRequest("A value is required for property 'accountEnabled' of resource.")
        }
        guard call.body["passwordProfile"]["password"].string != nil else {
            throw .badRequest("A value is required for property 'passwordProfile' of resource.")
        }
        let domain = try verifiedDomain(of: upn, tenant)
        if domain["authenticationType"] == "Federated", call.body["onPremisesImmutableId"].string == nil {
            // The real service says no more than this.
            throw .badRequest("One or more properties contains invalid values.")
        }
        if (try? user(upn, tenant)) != nil {
            throw .badRequest("Another object with the same value for property userPrincipalName already exists.")
        }
        var user = object(id: Identifiers.new(), upn: upn, name: name, isEnabled: isEnabled, now: call.now)
        user["mailNickname"] = .string(nickname)
        for key in writable where key != "passwordProfile" && !call.body[key].isNull { user[key] = call.body[key] }
        tenant.put(user, in: .users)
        return .created(listing.one(user, call, context: "users").json ?? user)
    }

    private static func verifiedDomain(of upn: String, _ tenant: Transaction) throws(ServiceError) -> JSON {
        let name = upn.split(separator: "@").last.map { $0.lowercased() } ?? ""
        guard upn.contains("@"), let domain = tenant[.domains][name], domain["isVerified"] == true else {
            throw .badRequest(
                "The domain portion of the userPrincipalName property is invalid. "
                    + "You must use one of the verified domain names in your organization.")
        }
        return domain
    }

    static func object(id: String, upn: String, name: String, isEnabled: Bool, now: Date) -> JSON {
        let parts = name.split(separator: " ")
        return [
            "id": .string(id), "userPrincipalName": .string(upn), "displayName": .string(name),
            "givenName": parts.first.map { .string(String($0)) } ?? nil,
            "surname": parts.count > 1 ? .string(String(parts[parts.count - 1])) : nil, "mail": .string(upn),
            "mailNickname": .string(String(upn.prefix { $0 != "@" })), "accountEnabled": .bool(isEnabled),
            "userType": "Member", "usageLocation": "DE", "onPremisesImmutableId": nil, "onPremisesSyncEnabled": nil,
            "businessPhones": [], "jobTitle": nil, "mobilePhone": nil, "officeLocation": nil,
            "preferredLanguage": nil, "assignedLicenses": [], "createdDateTime": .string(now.formatted(.iso8601)),
        ]
    }
}
