/// `/servicePrincipals` and what is consented to them
enum ServicePrincipalRoutes {
    private static let read = [
        "Application.Read.All", "Application.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All",
    ]
    private static let write = ["Application.ReadWrite.All", "Directory.ReadWrite.All"]
    private static let writable: Set<String> = [
        "accountEnabled", "preferredSingleSignOnMode", "appRoleAssignmentRequired", "tags", "notes", "description",
        "loginUrl", "homepage", "notificationEmailAddresses", "alternativeNames", "servicePrincipalType",
        "samlSingleSignOnSettings",
    ]
    private static let consentRead = [
        "Directory.Read.All", "Directory.ReadWrite.All", "DelegatedPermissionGrant.ReadWrite.All",
    ]
    private static let listing = Listing(type: GraphSchema.servicePrincipal)
    private static let assignments = Listing(type: GraphSchema.appRoleAssignment)
    private static let grants = Listing(type: GraphSchema.oauth2PermissionGrant)
    private static let consentWrite = ["DelegatedPermissionGrant.ReadWrite.All"]

    static let routes = [
        Route("GET", "servicePrincipals", read) { (call, tenant) throws(ServiceError) in
            try listing.answer(tenant[.servicePrincipals], call, context: "servicePrincipals")
        },
        Route("GET", "servicePrincipals/{id}", read) { (call, tenant) throws(ServiceError) in
            try listing.one(try principal(call.parameters[0], tenant), call, context: "servicePrincipals")
        },
        Route("GET", "servicePrincipals({appId})", read) { (call, tenant) throws(ServiceError) in
            guard let found = tenant[.servicePrincipals].first("appId", call.parameters[0]) else {
                throw .notFound(call.parameters[0])
            }
            return try listing.one(found, call, context: "servicePrincipals")
        },
        Route("POST", "servicePrincipals", write) { (call, tenant) throws(ServiceError) in
            try call.allow(writable.union(["appId", "displayName"]), of: "ServicePrincipal")
            let appID = try call.text("appId")
            if tenant[.servicePrincipals].first("appId", appID) != nil {
                throw ServiceError(
                    409, "Request_MultipleObjectsWithSameKeyValue",
                    "The service principal cannot be created because it is already in use.")
            }
            guard let application = tenant[.applications].first("appId", appID) else {
                throw .badRequest(
                    "The appId '\(appID)' of the service principal does not reference a valid application.")
            }
            var principal = object(id: Identifiers.new(), appID: appID, name: application["displayName"].string ?? "")
            mirror(application, in: &principal)
            for (key, value) in call.body.members where writable.contains(key) && !value.isNull {
                principal[key] = value
            }
            tenant.put(principal, in: .servicePrincipals)
            return .created(principal)
        },
        Route("PATCH", "servicePrincipals/{id}", write) { (call, tenant) throws(ServiceError) in
            try call.allow(writable, of: "ServicePrincipal")
            var principal = try principal(call.parameters[0], tenant)
            for (key, value) in call.body.members where !key.hasPrefix("@odata.") { principal[key] = value }
            tenant.put(principal, in: .servicePrincipals)
            return .noContent
        },
        Route("DELETE", "servicePrincipals/{id}", write) { (call, tenant) throws(ServiceError) in
            remove(try principal(call.parameters[0], tenant), from: &tenant)
            return .noContent
        },
        Route("GET", "servicePrincipals/{id}/appRoleAssignments", read) { (call, tenant) throws(ServiceError) in
            let id = try principal(call.parameters[0], tenant)["id"]
            return try assignments.answer(
                tenant[.appRoleAssignments].all.filter { $0["principalId"] == id }, call,
                context: "servicePrincipals/appRoleAssignments")
        },
        Route("GET", "servicePrincipals/{id}/appRoleAssignedTo", read) { (call, tenant) throws(ServiceError) in
            let id = try principal(call.parameters[0], tenant)["id"]
            return try assignments.answer(
                tenant[.appRoleAssignments].all.filter { $0["resourceId"] == id }, call,
                context: "servicePrincipals/appRoleAssignedTo")
        },
        Route("POST", "servicePrincipals/{id}/appRoleAssignments", ["AppRoleAssignment.ReadWrite.All"]) {
            (call, tenant) throws(ServiceError) in
            let resource = try principal(try call.text("resourceId"), tenant)
            return try assign(call, at: resource, &tenant)
        },
        Route("DELETE", "servicePrincipals/{id}/appRoleAssignments/{assignment}", ["AppRoleAssignment.ReadWrite.All"]) {
            (call, tenant) throws(ServiceError) in
            guard tenant[.appRoleAssignments][call.parameters[1]] != nil else { throw .notFound(call.parameters[1]) }
            tenant.remove(call.parameters[1], from: .appRoleAssignments)
            return .noContent
        },
        Route("GET", "servicePrincipals/{id}/oauth2PermissionGrants", consentRead) {
            (call, tenant) throws(ServiceError) in
            let id = try principal(call.parameters[0], tenant)["id"]
            return try grants.answer(
                tenant[.oauth2PermissionGrants].all.filter { $0["clientId"] == id }, call,
                context: "oauth2PermissionGrants")
        },
        Route("POST", "servicePrincipals/{id}/appRoleAssignedTo", ["AppRoleAssignment.ReadWrite.All"]) {
            (call, tenant) throws(ServiceError) in
            try assign(call, at: try principal(call.parameters[0], tenant), &tenant)
        },
        Route("GET", "oauth2PermissionGrants", consentRead) { (call, tenant) throws(ServiceError) in
            try grants.answer(tenant[.oauth2PermissionGrants], call, context: "oauth2PermissionGrants")
        },
        Route("POST", "oauth2PermissionGrants", consentWrite) { (call, tenant) throws(ServiceError) in
            try call.allow(
                ["clientId", "consentType", "principalId", "resourceId", "scope"], of: "OAuth2PermissionGrant")
            let client = try principal(try call.text("clientId"), tenant)
            let resource = try principal(try call.text("resourceId"), tenant)
            let grant: JSON = [
                "id": .string(Identifiers.new()), "clientId": client["id"],
                "consentType": .string(try call.text("consentType")), "principalId": call.body["principalId"],
                "resourceId": resource["id"], "scope": .string(try call.text("scope")),
            ]
            tenant.put(grant, in: .oauth2PermissionGrants)
            return .created(grant)
        },
        Route("DELETE", "oauth2PermissionGrants/{id}", consentWrite) { (call, tenant) throws(ServiceError) in
            guard tenant[.oauth2PermissionGrants][call.parameters[0]] != nil else {
                throw .notFound(call.parameters[0])
            }
            tenant.remove(call.parameters[0], from: .oauth2PermissionGrants)
            return .noContent
        },
    ]

    static func principal(_ id: String, _ tenant: Transaction) throws(ServiceError) -> JSON {
        guard let principal = tenant[.servicePrincipals][id] else { throw .notFound(id) }
        return principal
    }

    static func remove(_ principal: JSON, from tenant: inout Transaction) {
        tenant.remove(principal["id"].string ?? "", from: .servicePrincipals)
        removeAssignments(of: principal["id"].string ?? "", from: &tenant)
        for grant in tenant[.oauth2PermissionGrants].all where grant["clientId"] == principal["id"] {
            tenant.remove(grant["id"].string ?? "", from: .oauth2PermissionGrants)
        }
    }

    /// What somebody or something holds, or gives, goes when they go.
    static func removeAssignments(of id: String, from tenant: inout Transaction) {
        for assignment in tenant[.appRoleAssignments].all
        where assignment["principalId"].string == id || assignment["resourceId"].string == id {
            tenant.remove(assignment["id"].string ?? "", from: .appRoleAssignments)
        }
    }

    private static func assign(_ call: Call, at resource: JSON, _ tenant: inout Transaction) throws(ServiceError)
        -> Reply
    {
        try call.allow(["principalId", "resourceId", "appRoleId"], of: "AppRoleAssignment")
        let (holder, type) = try holder(try call.text("principalId"), tenant)
        let role = try call.text("appRoleId")
        // Whoever may just use an app that declares no roles of its own has the role of zeros.
        let isPlain = role == noRole && resource["appRoles"].array.isEmpty
        guard isPlain || resource["appRoles"].array.contains(where: { $0["id"].string == role }) else {
            throw .badRequest("Permission being assigned was not found on application.")
        }
        let assignment = assignment(of: role, to: holder, type, at: resource, today: call.today)
        guard tenant[.appRoleAssignments][assignment["id"].string ?? ""] == nil else {
            throw .badRequest("Permission being assigned already exists on the object.")
        }
        tenant.put(assignment, in: .appRoleAssignments)
        return .created(assignment)
    }

    private static let noRole = "00000000-0000-0000-0000-000000000000"

    private static func holder(_ id: String, _ tenant: Transaction) throws(ServiceError) -> (JSON, type: String) {
        if let user = tenant[.users][id] { return (user, "User") }
        if let group = tenant[.groups][id] { return (group, "Group") }
        return (try principal(id, tenant), "ServicePrincipal")
    }

    /// - Parameter type: `User`, `Group` or `ServicePrincipal`.
    static func assignment(
        of role: String, to holder: JSON, _ type: String = "ServicePrincipal", at resource: JSON, today: String
    ) -> JSON {
        let place = role == noRole ? resource["id"].string ?? "" : role
        return [
            "id": .string("\(holder["id"].string ?? "")-\(place)"), "appRoleId": .string(role),
            "principalId": holder["id"], "principalType": .string(type),
            "principalDisplayName": holder["displayName"], "resourceId": resource["id"],
            "resourceDisplayName": resource["displayName"], "createdDateTime": .string(today),
        ]
    }

    static func object(id: String, appID: String, name: String) -> JSON {
        [
            "id": .string(id), "deletedDateTime": nil, "appId": .string(appID), "displayName": .string(name),
            "appDisplayName": .string(name), "accountEnabled": true, "disabledByMicrosoftStatus": nil,
            "addIns": [], "alternativeNames": [],
            "keyCredentials": [], "passwordCredentials": [], "notificationEmailAddresses": [],
            "resourceSpecificApplicationPermissions": [], "loginUrl": nil, "logoutUrl": nil, "homepage": nil,
            "signInAudience": "AzureADMyOrg", "samlSingleSignOnSettings": nil,
            "appRoleAssignmentRequired": false, "preferredSingleSignOnMode": nil, "servicePrincipalType": "Application",
            "servicePrincipalNames": [.string(appID)], "replyUrls": [], "tags": [], "appRoles": [],
            "oauth2PermissionScopes": [],
        ]
    }

    /// Repeats at the service principal what stands at its registration.
    static func mirror(_ application: JSON, in principal: inout JSON) {
        principal["displayName"] = application["displayName"]
        principal["appDisplayName"] = application["displayName"]
        principal["replyUrls"] = application["web"]["redirectUris"]
        principal["servicePrincipalNames"] = .array([application["appId"]] + application["identifierUris"].array)
        principal["appRoles"] = application["appRoles"]
    }

    /// Microsoft Graph's own service principal, with the names of its permissions.
    static func graph(id: String) -> JSON {
        var graph = object(id: id, appID: GraphPermissions.appID, name: "Microsoft Graph")
        graph["appRoles"] = .array(
            GraphPermissions.roles.sorted { $0.key < $1.key }.map { name, id in
                ["id": .string(id), "value": .string(name), "isEnabled": true, "allowedMemberTypes": ["Application"]]
            })
        graph["oauth2PermissionScopes"] = .array(
            GraphPermissions.scopes.sorted { $0.key < $1.key }.map { name, id in
                ["id": .string(id), "value": .string(name), "isEnabled": true, "type": "Admin"]
            })
        return graph
    }
}
