import Foundation

/// Turns a scenario into a tenant: the same tenant each time.
struct Seeder {
    /// SKU ids and their service plans by part number.
    static let products: [String: (sku: String, plans: [String: String])] = [
        "SPB": (
            "cbdc14ab-d96c-4c30-b9f4-6ada7cdc1d46",
            [
                "AAD_PREMIUM": "41781fb2-bc02-4b7c-bd55-b576c07bb09d",
                "INTUNE_A": "c1ec4a95-1f05-45b3-a911-aa3fa01094f5",
            ]
        ),
        "O365_BUSINESS_PREMIUM": ("f245ecc8-75af-4f8e-b61f-27d8114de5f3", [:]),
        "O365_BUSINESS_ESSENTIALS": ("3b555118-da6a-4418-894f-7df1e2096870", [:]),
        "SPE_E3": ("05e9a617-0261-4cee-bb44-138d3ef5d965", ["AAD_PREMIUM": "41781fb2-bc02-4b7c-bd55-b576c07bb09d"]),
        "SPE_E5": ("06ebc4ee-1bb5-47dd-8120-11324bc54e06", ["AAD_PREMIUM": "41781fb2-bc02-4b7c-bd55-b576c07bb09d"]),
        "EXCHANGESTANDARD": ("4b9405b0-7788-4568-add1-99614e613b69", [:]),
    ]

    let scenario: Scenario
    let startedAt: Date
    private let ids: Identifiers
    private var state = TenantState()

    init(_ scenario: Scenario, startedAt: Date) {
        self.scenario = scenario
        self.startedAt = startedAt
        ids = Identifiers(seed: scenario.seed)
    }

    var tenantID: String { ids.guid("tenant") }

    mutating func seed() -> TenantState {
        seedTenant()
        seedUsers()
        put(ServicePrincipalRoutes.graph(id: ids.guid("servicePrincipal:graph")), in: .servicePrincipals)
        for app in scenario.apps { seed(app) }
        return state
    }

    private mutating func put(_ object: JSON, in table: TenantState.TableName, id: String? = nil) {
        state.apply(.put(table, id: id ?? object["id"].string ?? "", object))
    }

    private mutating func seedTenant() {
        put(
            [
                "id": .string(tenantID), "displayName": .string(scenario.tenantName), "tenantType": "AAD",
                "countryLetterCode": "DE", "defaultUsageLocation": "DE", "onPremisesSyncEnabled": nil,
                "createdDateTime": .string(startedAt.addingTimeInterval(-900 * 86_400).formatted(.iso8601)),
                "assignedPlans": [],
            ], in: .organization)
        let hasDefault = scenario.domains.contains(where: \.isDefault)
        put(
            DomainRoutes.object(
                scenario.initialDomain, isVerified: true, isDefault: !hasDefault, isInitial: true), in: .domains)
        for domain in scenario.domains {
            put(
                DomainRoutes.object(
                    domain.name, isVerified: domain.isVerified, isDefault: domain.isDefault, isInitial: false),
                in: .domains)
        }
        for (template, name) in RoleRoutes.templates.sorted(by: { $0.key < $1.key }) {
            put(
                [
                    "id": .string(ids.guid("role:\(template)")), "displayName": .string(name),
                    "roleTemplateId": .string(template), "description": .string("Built-in role."),
                ], in: .directoryRoles)
        }
        for subscription in scenario.subscriptions {
            guard let product = Seeder.products[subscription.partNumber] else { continue }
            let plans = product.plans.sorted { $0.key < $1.key }.map { name, id in
                JSON.object([
                    "servicePlanId": .string(id), "servicePlanName": .string(name), "provisioningStatus": "Success",
                    "appliesTo": "User",
                ])
            }
            put(
                [
                    "id": .string("\(tenantID)_\(product.sku)"), "skuId": .string(product.sku),
                    "skuPartNumber": .string(subscription.partNumber), "appliesTo": "User",
                    "capabilityStatus": "Enabled", "consumedUnits": 0,
                    "prepaidUnits": [
                        "enabled": .int(subscription.seats), "suspended": 0, "warning": 0, "lockedOut": 0,
                    ], "servicePlans": .array(plans),
                ], in: .subscribedSkus)
        }
        put(["provider": nil, "migration": false, "server": .string(scenario.peigServer)], in: .peig, id: "workspace")
        if let domain = scenario.peigDomain {
            put(
                [
                    "server": .string(scenario.peigServer), "migration": false,
                    "provider": [
                        "displayName": "Microsoft 365", "pseudonymLink": "User: UDI", "domain": .string(domain),
                        "tenantName": .string(String(scenario.initialDomain.prefix { $0 != "." })),
                        "authentication": true, "provisioning": nil, "assignedUsers": [],
                    ],
                ], in: .peig, id: "workspace")
        }
    }

    private mutating func seedUsers() {
        for user in scenario.users {
            let id = ids.guid("user:\(user.upn)")
            add(
                id: id, upn: user.upn, name: user.name, isEnabled: user.isEnabled, isOnboarded: user.isOnboarded,
                licenses: user.licenses)
            for role in user.roles {
                guard let template = RoleRoutes.templates.first(where: { $0.value == role })?.key else { continue }
                put(RoleRoutes.assignment(id, role: template), in: .roleAssignments)
            }
        }
        guard let domain = scenario.populationDomain else { return }
        var people = PeopleNames(seed: scenario.seed)
        for _ in 0..<scenario.populationCount {
            let person = people.next()
            let upn = "\(person.alias)@\(domain)"
            add(
                id: ids.guid("user:\(upn)"), upn: upn, name: person.name, isEnabled: true,
                isOnboarded: scenario.populationOnboarded, licenses: [])
        }
    }

    private mutating func add(
        id: String, upn: String, name: String, isEnabled: Bool, isOnboarded: Bool, licenses: [String]
    ) {
        let created = startedAt.addingTimeInterval(-400 * 86_400)
        var user = UserRoutes.object(id: id, upn: upn, name: name, isEnabled: isEnabled, now: created)
        if isOnboarded { user["onPremisesImmutableId"] = .string(Data(id.utf8.prefix(16)).base64EncodedString()) }
        user["assignedLicenses"] = .array(
            licenses.compactMap { Seeder.products[$0] }.map { ["skuId": .string($0.sku), "disabledPlans": []] })
        put(user, in: .users)
    }

    private mutating func seed(_ app: Scenario.App) {
        let appID = ids.guid("app:\(app.name)")
        var application = ApplicationRoutes.object(
            id: ids.guid("application:\(app.name)"), appID: appID, name: app.name, now: startedAt)
        application["web"]["redirectUris"] = .array(app.redirectURIs.map(JSON.string))
        application["isFallbackPublicClient"] = .bool(app.isPublicClient)
        let access =
            app.applicationPermissions.map { ("Role", GraphPermissions.roles[$0]) }
            + app.delegatedPermissions.map { ("Scope", GraphPermissions.scopes[$0]) }
        if !access.isEmpty {
            application["requiredResourceAccess"] = [
                [
                    "resourceAppId": .string(GraphPermissions.appID),
                    "resourceAccess": .array(
                        access.map { ["id": .string($0.1 ?? ""), "type": .string($0.0)] }),
                ]
            ]
        }
        if let days = app.secretDays {
            let end = startedAt.addingTimeInterval(Double(days) * 86_400)
            application["passwordCredentials"] = [
                [
                    "keyId": .string(ids.guid("secret:\(app.name)")), "displayName": "Peig", "hint": "x7Q",
                    "startDateTime": .string(startedAt.addingTimeInterval(-90 * 86_400).formatted(.iso8601)),
                    "endDateTime": .string(end.formatted(.iso8601)), "customKeyIdentifier": nil, "secretText": nil,
                ]
            ]
        }
        put(application, in: .applications)
        let principal = ServicePrincipalRoutes.object(
            id: ids.guid("servicePrincipal:\(app.name)"), appID: appID, name: app.name)
        put(principal, in: .servicePrincipals)
        if app.isConsented { consent(app, principal) }
    }

    private mutating func consent(_ app: Scenario.App, _ principal: JSON) {
        guard let graph = state[.servicePrincipals][ids.guid("servicePrincipal:graph")] else { return }
        for name in app.applicationPermissions {
            let assignment = ServicePrincipalRoutes.assignment(
                of: GraphPermissions.roles[name] ?? "", to: principal, at: graph, today: startedAt.formatted(.iso8601))
            put(assignment, in: .appRoleAssignments)
        }
        guard !app.delegatedPermissions.isEmpty else { return }
        put(
            [
                "id": .string(ids.guid("grant:\(app.name)")), "clientId": principal["id"],
                "consentType": "AllPrincipals", "principalId": nil, "resourceId": graph["id"],
                "scope": .string(app.delegatedPermissions.joined(separator: " ")),
            ], in: .oauth2PermissionGrants)
    }
}
