import Foundation

/// Peig's workspace. Peig documents no API, so these paths are the simulator's own; only the rehearsal's portal
/// calls them. What they do to the Microsoft side, they do as Peig would: through the registered app.
enum PeigRoutes {
    /// Only the portal's token holds this, and that token may do everything.
    static let portalOnly = ["Peig.Workspace.Administer"]
    static let workspace = "workspace"

    static let routes = [
        Route("GET", "peig/workspace", portalOnly) { (call, tenant) throws(ServiceError) in .ok(peig(tenant)) },
        Route("POST", "peig/provider", portalOnly) { (call, tenant) throws(ServiceError) in
            var peig = peig(tenant)
            guard peig["provider"].isNull else { throw .badRequest("A Microsoft 365 provider exists already.") }
            let domain = try DomainRoutes.domain(try call.text("domain"), tenant)
            guard domain["isVerified"] == true, domain["isInitial"] != true else {
                throw .badRequest("The domain is not a verified corporate domain of the tenant.")
            }
            let tenantName = try call.text("tenantName")
            guard tenant[.domains]["\(tenantName.lowercased()).onmicrosoft.com"] != nil else {
                throw .badRequest("There is no tenant named \(tenantName).")
            }
            peig["provider"] = [
                "displayName": .string(try call.text("displayName")),
                "pseudonymLink": .string(try call.text("pseudonymLink")), "domain": domain["id"],
                "tenantName": .string(tenantName), "authentication": false, "provisioning": nil, "assignedUsers": [],
            ]
            tenant.put(peig, in: .peig, id: workspace)
            return .created(peig["provider"])
        },
        Route("DELETE", "peig/provider", portalOnly) { (call, tenant) throws(ServiceError) in
            var peig = try configured(tenant)
            peig["provider"] = nil
            // Removing the provider loses every group association (the overview's first warning).
            peig["groupAssociationsLost"] = true
            tenant.put(peig, in: .peig, id: workspace)
            return .noContent
        },
        Route("POST", "peig/provider/authentication", portalOnly) { (call, tenant) throws(ServiceError) in
            var peig = try configured(tenant)
            peig["provider"]["authentication"] = true
            tenant.put(peig, in: .peig, id: workspace)
            return .noContent
        },
        Route("POST", "peig/provider/provisioning", portalOnly) { (call, tenant) throws(ServiceError) in
            var peig = try configured(tenant)
            guard try call.text("tenantId") == tenant[.organization].ids.first else {
                throw .badRequest("The tenant ID is not known.")
            }
            let application = try signIn(
                try call.text("clientId"), secret: try call.text("clientSecret"), tenant, call.now)
            peig["provider"]["provisioning"] = [
                "clientId": application["appId"], "keyId": application["matchedKeyId"],
            ]
            tenant.put(peig, in: .peig, id: workspace)
            return .noContent
        },
        Route("POST", "peig/provider/assignments", portalOnly) { (call, tenant) throws(ServiceError) in
            var peig = try configured(tenant)
            let user = try UserRoutes.user(try call.text("user"), tenant)["userPrincipalName"]
            let assigned = peig["provider"]["assignedUsers"].array
            if !assigned.contains(user) { peig["provider"]["assignedUsers"] = .array(assigned + [user]) }
            tenant.put(peig, in: .peig, id: workspace)
            return .noContent
        },
        Route("POST", "peig/migration", portalOnly) { (call, tenant) throws(ServiceError) in
            var peig = try configured(tenant)
            guard tenant[.servicePrincipals].first("displayName", "PeigMigrationManager") != nil else {
                throw .badRequest("The enterprise application PeigMigrationManager does not exist.")
            }
            peig["migration"] = true
            tenant.put(peig, in: .peig, id: workspace)
            return .noContent
        },
        Route("DELETE", "peig/migration", portalOnly) { (call, tenant) throws(ServiceError) in
            var peig = peig(tenant)
            guard peig["migration"] == true else { throw .badRequest("There is no migration configuration.") }
            peig["migration"] = false
            tenant.put(peig, in: .peig, id: workspace)
            return .noContent
        },
        Route("POST", "peig/onboarding", portalOnly) { (call, tenant) throws(ServiceError) in
            try onboard(call, &tenant)
        },
    ]

    static func peig(_ tenant: Transaction) -> JSON { tenant[.peig][workspace] ?? [:] }

    private static func configured(_ tenant: Transaction) throws(ServiceError) -> JSON {
        let peig = peig(tenant)
        guard !peig["provider"].isNull else {
            throw .badRequest("There is no Microsoft 365 provider yet: Configuration, Add New Provider.")
        }
        return peig
    }

    /// A person signs in at Microsoft once more, and Peig writes the identifier that it will name them by.
    private static func onboard(_ call: Call, _ tenant: inout Transaction) throws(ServiceError) -> Reply {
        let peig = try configured(tenant)
        var user = try UserRoutes.user(try call.text("user"), tenant)
        guard user["accountEnabled"] == true else { throw .badRequest("The account is disabled.") }
        let id = user["id"].string ?? ""
        let own = tenant[.peigAccounts].first("microsoftId", id)?["status"].string
        // Whoever has onboarded has nothing left to do.
        if own == "active" { return .noContent }
        // Whoever has a placeholder onboards to that, whether or not the migration is still open.
        guard peig["migration"] == true || own == "placeholder" else {
            throw .badRequest("The migration is not set up: its configuration in Peig is missing.")
        }
        try checkProvisioning(tenant, call.now)
        PeigAccount.link(&user, &tenant)
        return .noContent
    }

    /// What Peig's provisioning runs into when the app isn't as the document asks.
    static func checkProvisioning(_ tenant: Transaction, _ now: Date) throws(ServiceError) {
        let provisioning = try configured(tenant)["provider"]["provisioning"]
        guard let appID = provisioning["clientId"].string else {
            throw .badRequest("The provider's provisioning is not configured.")
        }
        let key = provisioning["keyId"].string ?? ""
        guard let application = tenant[.applications].first("appId", appID) else {
            throw .badRequest("Provisioning failed: AADSTS700016: the application was not found in the directory.")
        }
        let credential = application["passwordCredentials"].array.first { $0["keyId"].string == key }
        guard let credential, Credentials.expiry(of: credential) > now else {
            throw .badRequest("Provisioning failed: AADSTS7000222: the provided client secret keys are expired.")
        }
        let principal = tenant[.servicePrincipals].first("appId", appID)
        let consented = tenant[.appRoleAssignments].all.filter { $0["principalId"] == principal?["id"] }
            .compactMap { $0["appRoleId"].string }
        guard consented.contains(GraphPermissions.roles["User.ReadWrite.All"] ?? "") else {
            throw .badRequest(
                "Provisioning failed: Authorization_RequestDenied: Insufficient privileges to complete the operation.")
        }
    }

    private static func signIn(_ appID: String, secret: String, _ tenant: Transaction, _ now: Date) throws(ServiceError)
        -> JSON
    {
        do throws(SignInRefusal) {
            let proven = try ClientProof.secret(secret, of: appID, tenant, now)
            var application = proven.application
            application["matchedKeyId"] = proven.keyID.map(JSON.string) ?? .null
            return application
        } catch {
            throw .badRequest(error.description)
        }
    }
}

extension Route {
    /// The same, where there is a workspace of Peig's.
    var inWorkspace: Route {
        let handler = handler
        return Route(method, text, permissions) { (call, tenant) throws(ServiceError) in
            guard tenant[.peig][PeigRoutes.workspace] != nil else {
                throw ServiceError(
                    404, "Request_ResourceNotFound", "There is no Peig workspace in this rehearsal.")
            }
            return try handler(call, &tenant)
        }
    }
}
