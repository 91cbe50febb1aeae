import Foundation

/// `/applications`
enum ApplicationRoutes {
    private static let read = [
        "Application.Read.All", "Application.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All",
    ]
    private static let write = ["Application.ReadWrite.All", "Directory.ReadWrite.All"]
    private static let listing = Listing(type: GraphSchema.application)
    private static let audiences: Set<String> = [
        "AzureADMyOrg", "AzureADMultipleOrgs", "AzureADandPersonalMicrosoftAccount", "PersonalMicrosoftAccount",
    ]
    private static let writable: Set<String> = [
        "displayName", "signInAudience", "isFallbackPublicClient", "web", "spa", "publicClient",
        "requiredResourceAccess", "identifierUris", "tags", "keyCredentials", "notes", "description", "appRoles", "api",
        "groupMembershipClaims", "optionalClaims", "info",
    ]

    static let routes = [
        Route("GET", "applications", read) { (call, tenant) throws(ServiceError) in
            try listing.answer(tenant[.applications], call, context: "applications")
        },
        Route("GET", "applications/{id}", read) { (call, tenant) throws(ServiceError) in
            try listing.one(try application(call.parameters[0], tenant), call, context: "applications")
        },
        Route("GET", "applications({appId})", read) { (call, tenant) throws(ServiceError) in
            guard let found = tenant[.applications].first("appId", call.parameters[0]) else {
                throw .notFound(call.parameters[0])
            }
            return try listing.one(found, call, context: "applications")
        },
        Route("POST", "applications", write) { (call, tenant) throws(ServiceError) in
            try validate(call)
            var application = object(
                id: Identifiers.new(), appID: Identifiers.new(), name: try call.text("displayName"), now: call.now)
            merge(call.body, into: &application)
            try keys(&application)
            tenant.put(application, in: .applications)
            return .created(application)
        },
        Route("PATCH", "applications/{id}", write) { (call, tenant) throws(ServiceError) in
            try validate(call)
            var application = try application(call.parameters[0], tenant)
            merge(call.body, into: &application)
            try keys(&application)
            tenant.put(application, in: .applications)
            if var principal = tenant[.servicePrincipals].first("appId", application["appId"].string ?? "") {
                ServicePrincipalRoutes.mirror(application, in: &principal)
                tenant.put(principal, in: .servicePrincipals)
            }
            return .noContent
        },
        Route("DELETE", "applications/{id}", write) { (call, tenant) throws(ServiceError) in
            remove(try application(call.parameters[0], tenant), from: &tenant)
            return .noContent
        },
        Route("POST", "applications/{id}/addPassword", write) { (call, tenant) throws(ServiceError) in
            try addPassword(call, &tenant)
        },
        Route("POST", "applications/{id}/removePassword", write) { (call, tenant) throws(ServiceError) in
            var application = try application(call.parameters[0], tenant)
            let key = try call.text("keyId")
            let credentials = application["passwordCredentials"].array
            guard credentials.contains(where: { $0["keyId"].string == key }) else {
                throw .badRequest("No password credential found with keyId.")
            }
            application["passwordCredentials"] = .array(credentials.filter { $0["keyId"].string != key })
            tenant.put(application, in: .applications)
            tenant.remove(key, from: .secrets)
            return .noContent
        },
    ]

    static func application(_ id: String, _ tenant: Transaction) throws(ServiceError) -> JSON {
        guard let application = tenant[.applications][id] else { throw .notFound(id) }
        return application
    }

    static func remove(_ application: JSON, from tenant: inout Transaction) {
        tenant.remove(application["id"].string ?? "", from: .applications)
        if let principal = tenant[.servicePrincipals].first("appId", application["appId"].string ?? "") {
            ServicePrincipalRoutes.remove(principal, from: &tenant)
        }
    }

    /// Certificates are Base64 of their DER; Graph fills in their times and thumbprints.
    private static func keys(_ application: inout JSON) throws(ServiceError) {
        var credentials: [JSON] = []
        for var credential in application["keyCredentials"].array {
            if let text = credential["key"].string {
                guard let certificate = ClientCertificate(base64: text) else {
                    throw .badRequest("Key credential is invalid.")
                }
                credential["customKeyIdentifier"] = .string(certificate.thumbprint)
                credential["startDateTime"] = .string(certificate.notBefore.formatted(.iso8601))
                credential["endDateTime"] = .string(certificate.notAfter.formatted(.iso8601))
            }
            if credential["keyId"].string == nil { credential["keyId"] = .string(Identifiers.new()) }
            credentials.append(credential)
        }
        application["keyCredentials"] = .array(credentials)
    }

    private static func validate(_ call: Call) throws(ServiceError) {
        try call.allow(writable, of: "Application")
        if let audience = call.body["signInAudience"].string, !audiences.contains(audience) {
            throw .badRequest("Invalid value specified for property 'signInAudience' of resource 'Application'.")
        }
        for text in call.body["web"]["redirectUris"].array.compactMap(\.string) {
            guard let url = URL(string: text), let scheme = url.scheme, let host = url.host(),
                scheme == "https" || (scheme == "http" && host == "localhost")
            else {
                throw .badRequest(
                    "Invalid value specified for property 'redirectUris' of resource 'WebApplication'.")
            }
        }
        for resource in call.body["requiredResourceAccess"].array {
            for access in resource["resourceAccess"].array {
                guard access["id"].string != nil, ["Role", "Scope"].contains(access["type"].string ?? "") else {
                    throw .badRequest("Property resourceAccess has an invalid value.")
                }
            }
        }
    }

    /// Sets what a write names; nested objects are merged member by member, lists replaced.
    private static func merge(_ body: JSON, into application: inout JSON) {
        for (key, value) in body.members where !key.hasPrefix("@odata.") {
            if case .object(let members) = value, case .object = application[key] {
                for (member, value) in members where !member.hasPrefix("@odata.") {
                    application[key][member] = value
                }
            } else {
                application[key] = value
            }
        }
    }

    private static func addPassword(_ call: Call, _ tenant: inout Transaction) throws(ServiceError) -> Reply {
        try call.allow(["passwordCredential"], of: "addPassword")
        var application = try application(call.parameters[0], tenant)
        let wanted = call.body["passwordCredential"]
        let secret = Secrets.new()
        let key = Identifiers.new()
        let twoYears = call.now.addingTimeInterval(730 * 86_400)
        if let end = wanted["endDateTime"].string, Credentials.date(end) == nil {
            throw .badRequest("Cannot convert a value to target type 'Edm.DateTimeOffset'.")
        }
        let credential: JSON = [
            "keyId": .string(key), "displayName": wanted["displayName"], "hint": .string(String(secret.prefix(3))),
            "startDateTime": wanted["startDateTime"].string.map(JSON.string) ?? .string(call.today),
            "endDateTime": wanted["endDateTime"].string.map(JSON.string) ?? .string(twoYears.formatted(.iso8601)),
            "customKeyIdentifier": nil, "secretText": nil,
        ]
        application["passwordCredentials"] = .array(application["passwordCredentials"].array + [credential])
        tenant.put(application, in: .applications)
        tenant.put(["hash": .string(Secrets.hash(secret, keyID: key))], in: .secrets, id: key)
        var answer = credential
        answer["secretText"] = .string(secret)
        return .ok(answer)
    }

    static func object(id: String, appID: String, name: String, now: Date) -> JSON {
        [
            "id": .string(id), "deletedDateTime": nil, "appId": .string(appID), "displayName": .string(name),
            "signInAudience": "AzureADMyOrg", "isFallbackPublicClient": nil, "identifierUris": [], "addIns": [],
            "appRoles": [], "description": nil, "notes": nil, "publisherDomain": nil, "groupMembershipClaims": nil,
            "applicationTemplateId": nil, "disabledByMicrosoftStatus": nil,
            "api": ["oauth2PermissionScopes": [], "preAuthorizedApplications": [], "knownClientApplications": []],
            "web": [
                "redirectUris": [], "homePageUrl": nil, "logoutUrl": nil,
                "implicitGrantSettings": ["enableIdTokenIssuance": false, "enableAccessTokenIssuance": false],
            ], "spa": ["redirectUris": []], "publicClient": ["redirectUris": []], "requiredResourceAccess": [],
            "passwordCredentials": [], "keyCredentials": [], "tags": [],
            "createdDateTime": .string(now.formatted(.iso8601)),
        ]
    }
}
