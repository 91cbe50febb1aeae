import Foundation

/// `/users` and `/me`
enum UserRoutes {
    static let read = ["User.Read.All", "User.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All"]
    static let write = ["User.ReadWrite.All", "Directory.ReadWrite.All"]
    private static let writable: Set<String> = [
        "accountEnabled", "displayName", "givenName", "surname", "mail", "mailNickname", "userPrincipalName",
        "onPremisesImmutableId", "usageLocation", "passwordProfile", "passwordPolicies", "jobTitle", "department",
        "userType", "otherMails", "businessPhones", "mobilePhone", "officeLocation", "preferredLanguage", "city",
        "country", "companyName", "employeeId", "state", "streetAddress", "postalCode",
    ]
    /// What comes when nothing is selected.
    static let listing = Listing(
        type: GraphSchema.user,
        defaults: [
            "businessPhones", "displayName", "givenName", "id", "jobTitle", "mail", "mobilePhone", "officeLocation",
            "preferredLanguage", "surname", "userPrincipalName",
        ])
    static let memberships = Listing()

    static let routes = [
        Route("GET", "users", read + ["User.ReadBasic.All"]) { (call, tenant) throws(ServiceError) in
            guard SignInActivity.isWanted(call) else {
                return try listing.answer(tenant[.users], call, context: "users")
            }
            try SignInActivity.check(call, tenant)
            let known = tenant
            return try listing.answer(tenant[.users], call, context: "users")
                .mapping { SignInActivity.added(to: $0, known) }
        },
        Route("GET", "users/{id}", read + ["User.Read"]) { (call, tenant) throws(ServiceError) in
            var user = try user(call.parameters[0], tenant)
            if SignInActivity.isWanted(call) {
                try SignInActivity.check(call, tenant)
                user = SignInActivity.added(to: user, tenant)
            }
            return try listing.one(user, call, context: "users")
        },
        Route("GET", "users/$count", read) { (call, tenant) throws(ServiceError) in
            try listing.count(tenant[.users], call)
        },
        Route("POST", "users", write) { (call, tenant) throws(ServiceError) in try create(call, &tenant) },
        Route("PATCH", "users/{id}", write) { (call, tenant) throws(ServiceError) in
            try call.allow(writable, of: "User")
            var user = try user(call.parameters[0], tenant)
            for (key, value) in call.body.members where writable.contains(key) && key != "passwordProfile" {
                user[key] = value
            }
            follow(&user, call.body)
            if let upn = call.body["userPrincipalName"].string {
                _ = try verifiedDomain(of: upn, tenant)
                if let other = tenant[.users].first("userPrincipalName", upn), other["id"] != user["id"] {
                    throw taken
                }
            }
            try checkIdentifier(call, user, tenant)
            tenant.put(user, in: .users)
            return .noContent
        },
        Route("DELETE", "users/{id}", write) { (call, tenant) throws(ServiceError) in
            remove(try user(call.parameters[0], tenant), from: &tenant)
            return .noContent
        },
        Route("GET", "users/{id}/memberOf", read + ["User.Read"]) { (call, tenant) throws(ServiceError) in
            try memberships.answer(try held(call, tenant), call, context: "directoryObjects")
        },
        // Groups hold no groups here, so both lists are the same.
        Route("GET", "users/{id}/transitiveMemberOf", read + ["User.Read"]) { (call, tenant) throws(ServiceError) in
            try memberships.answer(try held(call, tenant), call, context: "directoryObjects")
        },
    ]

    /// What changes with a name and a mailbox. Microsoft Graph: user, `mail` and `identities`.
    private static func follow(_ user: inout JSON, _ change: JSON) {
        if let mail = change["mail"].string {
            let others = user["proxyAddresses"].array.compactMap(\.string).filter {
                $0.lowercased() != "smtp:\(mail.lowercased())"
            }
            user["proxyAddresses"] = .array(
                (["SMTP:\(mail)"] + others.map { $0.replacing("SMTP:", with: "smtp:") }).map(JSON.string))
        }
        if let upn = change["userPrincipalName"].string { user["identities"] = identities(upn) }
    }

    /// Turns somebody into a person who was invited from another organization, which signs them in.
    /// - Parameter state: `PendingAcceptance` or `Accepted`.
    static func invite(_ user: inout JSON, _ state: String) {
        user["creationType"] = "Invitation"
        user["externalUserState"] = .string(state)
        guard state == Scenario.User.Invitation.accepted.rawValue else { return }
        user["identities"] = .array(
            [["signInType": "federated", "issuer": "ExternalAzureAD", "issuerAssignedId": nil]]
                + identities(user["userPrincipalName"].string ?? "").array)
    }

    /// Whether this tenant signs in somebody who has these.
    static func signsInHere(_ identities: JSON) -> Bool {
        !identities.array.contains { $0["signInType"] == "federated" }
    }

    static func identities(_ upn: String) -> JSON {
        let domain = upn.split(separator: "@").last.map(String.init) ?? ""
        return [
            [
                "signInType": "userPrincipalName", "issuer": .string(domain), "issuerAssignedId": .string(upn),
            ]
        ]
    }

    private static let taken = ServiceError.badRequest(
        "Another object with the same value for property userPrincipalName already exists.")

    /// By object id or by user principal name.
    static func user(_ key: String, _ tenant: Transaction) throws(ServiceError) -> JSON {
        if let user = tenant[.users][key.lowercased()] { return user }
        guard let user = tenant[.users].first("userPrincipalName", key) else { throw .notFound(key) }
        return user
    }

    static func remove(_ user: JSON, from tenant: inout Transaction) {
        let id = user["id"].string ?? ""
        tenant.remove(id, from: .users)
        for assignment in tenant[.roleAssignments].all where assignment["principalId"].string == id {
            tenant.remove(assignment["id"].string ?? "", from: .roleAssignments)
        }
        GroupRoutes.remove("member", .string(id), from: &tenant)
        ServicePrincipalRoutes.removeAssignments(of: id, from: &tenant)
    }

    /// Somebody among other directory objects.
    static func member(_ user: JSON) -> JSON { user.typed("user") }

    /// The roles and groups that somebody has.
    private static func held(_ call: Call, _ tenant: Transaction) throws(ServiceError) -> [JSON] {
        let id = try user(call.parameters[0], tenant)["id"].string ?? ""
        // A group's roles are its members' too.
        let roles = RoleRoutes.held(by: id, tenant, call.now)
        return GroupRoutes.groups(of: id, tenant, call.now).map(GroupRoutes.member)
            + tenant[.directoryRoles].all.filter { roles.contains($0["roleTemplateId"].string ?? "") }
            .map(RoleRoutes.member)
    }

    private static func create(_ call: Call, _ tenant: inout Transaction) throws(ServiceError) -> Reply {
        try call.allow(writable, of: "User")
        let upn = try call.text("userPrincipalName")
        let name = try call.text("displayName")
        _ = try call.text("mailNickname")
        guard case .bool(let isEnabled) = call.body["accountEnabled"] else {
            throw .badRequest("A value is required for property 'accountEnabled' of resource.")
        }
        guard call.body["passwordProfile"]["password"].string != nil else {
            throw .badRequest("A value is required for property 'passwordProfile' of resource.")
        }
        guard upn.wholeMatch(of: /[A-Za-z0-9'.\-_!#^~]+@[A-Za-z0-9.\-]+/) != nil else {
            throw .badRequest("Property userPrincipalName is invalid.")
        }
        let domain = try verifiedDomain(of: upn, tenant)
        if domain["authenticationType"] == "Federated", call.body["onPremisesImmutableId"].string == nil {
            // The real service says no more than this.
            throw .badRequest("One or more properties contains invalid values.")
        }
        guard tenant[.users].first("userPrincipalName", upn) == nil else { throw taken }
        var user = object(id: Identifiers.new(), upn: upn, name: name, isEnabled: isEnabled, now: call.now)
        try checkIdentifier(call, user, tenant)
        for key in writable where key != "passwordProfile" && !call.body[key].isNull { user[key] = call.body[key] }
        tenant.put(user, in: .users)
        return .created(try listing.one(user, call, context: "users").json ?? user)
    }

    /// The immutable ID has no `$` and no `_`.
    private static func checkIdentifier(_ call: Call, _ user: JSON, _ tenant: Transaction) throws(ServiceError) {
        guard let identifier = call.body["onPremisesImmutableId"].string else { return }
        guard !identifier.isEmpty, !identifier.contains(where: { "$_".contains($0) }) else {
            throw .badRequest("Invalid value specified for property 'onPremisesImmutableId' of resource 'User'.")
        }
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
        object(id: id, upn: upn, name: name, isEnabled: isEnabled, created: now.formatted(.iso8601))
    }

    static func object(id: String, upn: String, name: String, isEnabled: Bool, created: String) -> JSON {
        let parts = name.split(separator: " ")
        return [
            "id": .string(id), "userPrincipalName": .string(upn), "displayName": .string(name),
            "givenName": parts.first.map { .string(String($0)) } ?? nil,
            "surname": parts.count > 1 ? .string(String(parts[parts.count - 1])) : nil, "mail": .string(upn),
            "mailNickname": .string(String(upn.prefix { $0 != "@" })), "accountEnabled": .bool(isEnabled),
            "userType": "Member", "usageLocation": "DE", "onPremisesImmutableId": nil, "onPremisesSyncEnabled": nil,
            "onPremisesLastSyncDateTime": nil, "creationType": nil, "externalUserState": nil,
            "identities": identities(upn), "businessPhones": [], "jobTitle": nil, "mobilePhone": nil,
            "officeLocation": nil,
            "preferredLanguage": nil, "assignedLicenses": [], "createdDateTime": .string(created),
            "otherMails": [], "proxyAddresses": [.string("SMTP:\(upn)")], "department": nil,
        ]
    }
}
