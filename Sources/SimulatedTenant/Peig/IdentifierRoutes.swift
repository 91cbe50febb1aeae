import Foundation

/// Peig's MS365 Identifiers tool: which accounts exist on both sides, which are linked, and what to do about the rest.
///
/// Peig: "Managing identifiers".
enum IdentifierRoutes {
    private static let accounts = Listing()

    static let routes = [
        Route("GET", "peig/accounts", PeigRoutes.portalOnly) { (call, tenant) throws(ServiceError) in
            let known = tenant
            return try accounts.answer(tenant[.peigAccounts], call, context: "peig/accounts")
                .mapping { shown($0, known) }
        },
        Route("GET", "peig/microsoft-accounts", PeigRoutes.portalOnly) { (call, tenant) throws(ServiceError) in
            let known = tenant
            return try UserRoutes.listing.answer(tenant[.users], call, context: "peig/microsoft-accounts")
                .mapping { microsoft($0["id"].string ?? "", known) }
        },
        Route("POST", "peig/accounts", PeigRoutes.portalOnly) { (call, tenant) throws(ServiceError) in
            try createAccount(call, &tenant)
        },
        Route("POST", "peig/accounts/{id}/link", PeigRoutes.portalOnly) { (call, tenant) throws(ServiceError) in
            let account = try account(call.parameters[0], tenant)
            return try link(account, to: try UserRoutes.user(try call.text("user"), tenant), &tenant)
        },
        Route("POST", "peig/accounts/{id}/microsoft-account", PeigRoutes.portalOnly) {
            (call, tenant) throws(ServiceError) in try createUser(call, &tenant)
        },
        Route("POST", "peig/accounts/{id}/status", PeigRoutes.portalOnly) { (call, tenant) throws(ServiceError) in
            var account = try account(call.parameters[0], tenant)
            let status = try call.text("status")
            guard PeigAccount.statuses.contains(status) else {
                throw .badRequest("The status is one of \(PeigAccount.statuses.joined(separator: ", ")).")
            }
            account["status"] = .string(status)
            tenant.put(account, in: .peigAccounts)
            return .ok(shown(account, tenant))
        },
        Route("GET", "peig/requests", PeigRoutes.portalOnly) { (call, tenant) throws(ServiceError) in
            try accounts.answer(tenant[.peigRequests], call, context: "peig/requests")
        },
        Route("POST", "peig/requests/{id}/approve", PeigRoutes.portalOnly) { (call, tenant) throws(ServiceError) in
            let request = try request(call.parameters[0], tenant)
            // Approved as it is, under the address as it was typed: nobody at Microsoft has that one.
            let user = tenant[.users].first("userPrincipalName", request["email"].string ?? "")
            let account = PeigAccount.object(
                id: Identifiers.new(), userName: request["email"].string ?? "",
                name: request["displayName"].string ?? "",
                identifier: PeigAccount.identifier(of: user?["id"].string ?? call.parameters[0]), microsoftID: nil,
                status: "active")
            tenant.put(account, in: .peigAccounts)
            close(request, as: "approved", &tenant)
            return try user.map { (user) throws(ServiceError) in try link(account, to: user, &tenant) }
                ?? .created(account)
        },
        Route("POST", "peig/requests/{id}/merge", PeigRoutes.portalOnly) { (call, tenant) throws(ServiceError) in
            let request = try request(call.parameters[0], tenant)
            let user = try UserRoutes.user(try call.text("user"), tenant)
            let account =
                tenant[.peigAccounts].first("microsoftId", user["id"].string ?? "")
                ?? PeigAccount.object(
                    id: Identifiers.new(), userName: user["userPrincipalName"].string ?? "",
                    name: user["displayName"].string ?? "",
                    identifier: PeigAccount.identifier(of: user["id"].string ?? ""), microsoftID: nil, status: "active")
            tenant.put(account, in: .peigAccounts)
            close(request, as: "merged", &tenant)
            return try link(account, to: user, &tenant)
        },
    ]

    // MARK: - How accounts are shown

    static func shown(_ account: JSON, _ tenant: Transaction) -> JSON {
        var shown = account
        let user = PeigAccount.linkedUser(of: account, tenant)
        shown["linked"] = .bool(user != nil)
        shown["microsoftAccount"] = user?["userPrincipalName"] ?? .null
        return shown
    }

    private static func microsoft(_ id: String, _ tenant: Transaction) -> JSON {
        let user = tenant[.users][id] ?? [:]
        let account = tenant[.peigAccounts].first("microsoftId", id)
        let isLinked = account.map { PeigAccount.linkedUser(of: $0, tenant) != nil } ?? false
        let domain = PeigRoutes.peig(tenant)["provider"]["domain"].string ?? ""
        let isInside = user["userPrincipalName"].string?.lowercased().hasSuffix("@\(domain)") ?? false
        return [
            "insideDomain": .bool(isInside), "id": user["id"], "userPrincipalName": user["userPrincipalName"],
            "displayName": user["displayName"],
            "immutableId": user["onPremisesImmutableId"], "linked": .bool(isLinked),
            "peigAccount": account?["userName"] ?? .null,
        ]
    }

    // MARK: - What the tool does

    private static func account(_ key: String, _ tenant: Transaction) throws(ServiceError) -> JSON {
        guard let account = tenant[.peigAccounts][key] ?? tenant[.peigAccounts].first("userName", key) else {
            throw .notFound(key)
        }
        return account
    }

    private static func request(_ key: String, _ tenant: Transaction) throws(ServiceError) -> JSON {
        let found = tenant[.peigRequests][key] ?? tenant[.peigRequests].first("email", key)
        guard let found, found["status"] == "pending" else { throw .notFound(key) }
        return found
    }

    private static func close(_ request: JSON, as status: JSON, _ tenant: inout Transaction) {
        var request = request
        request["status"] = status
        tenant.put(request, in: .peigRequests)
    }

    /// Links the two and writes the identifier to Microsoft, through the registered app.
    private static func link(_ account: JSON, to user: JSON, _ tenant: inout Transaction) throws(ServiceError) -> Reply
    {
        let id = user["id"].string ?? ""
        if let other = tenant[.peigAccounts].first("microsoftId", id), other["id"] != account["id"] {
            throw .badRequest(
                "The Microsoft 365 account is linked to \(other["userName"].string ?? "another") already.")
        }
        var (account, user) = (account, user)
        account["microsoftId"] = .string(id)
        user["onPremisesImmutableId"] = account["identifier"]
        tenant.put(account, in: .peigAccounts)
        tenant.put(user, in: .users)
        return .ok(shown(account, tenant))
    }

    /// Create Peig Account: a placeholder, linked from the start, for somebody who missed the onboarding.
    private static func createAccount(_ call: Call, _ tenant: inout Transaction) throws(ServiceError) -> Reply {
        let user = try UserRoutes.user(try call.text("user"), tenant)
        let id = user["id"].string ?? ""
        guard tenant[.peigAccounts].first("microsoftId", id) == nil else {
            throw .badRequest("The Microsoft 365 account has a Peig account already.")
        }
        let account = PeigAccount.object(
            id: Identifiers.new(), userName: user["userPrincipalName"].string ?? "",
            name: user["displayName"].string ?? "", identifier: PeigAccount.identifier(of: id), microsoftID: nil,
            status: "placeholder")
        tenant.put(account, in: .peigAccounts)
        return try link(account, to: user, &tenant)
    }

    /// Create MS365 Account, for somebody who is only in Peig.
    private static func createUser(_ call: Call, _ tenant: inout Transaction) throws(ServiceError) -> Reply {
        try PeigRoutes.checkProvisioning(tenant, call.now)
        let account = try account(call.parameters[0], tenant)
        guard account["microsoftId"].string.flatMap({ tenant[.users][$0] }) == nil else {
            throw .badRequest("The Peig account has a Microsoft 365 account already.")
        }
        let upn = account["userName"].string ?? ""
        guard tenant[.users].first("userPrincipalName", upn) == nil else {
            throw .badRequest("Another object with the same value for property userPrincipalName already exists.")
        }
        let user = UserRoutes.object(
            id: Identifiers.new(), upn: upn, name: account["displayName"].string ?? "", isEnabled: true, now: call.now)
        tenant.put(user, in: .users)
        return try link(account, to: user, &tenant)
    }
}
