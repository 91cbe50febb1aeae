import Foundation

/// Turns a scenario into a tenant: the same tenant each time.
struct Seeder {
    let scenario: Scenario
    let startedAt: Date
    let certificates: ProviderCertificates
    let ids: Identifiers
    var state = TenantState()

    init(_ scenario: Scenario, startedAt: Date, certificates: ProviderCertificates) {
        self.scenario = scenario
        self.startedAt = startedAt
        self.certificates = certificates
        ids = Identifiers(seed: scenario.seed)
    }

    var tenantID: String { ids.guid("tenant") }

    mutating func seed() -> TenantState {
        seedPopulation()
        seedOrganization()
        seedDomains()
        seedSubscriptions()
        for (template, name) in RoleRoutes.templates.sorted(by: { $0.key < $1.key }) {
            put(
                RoleRoutes.object(id: ids.guid("role:\(template)"), template: template, name: name), in: .directoryRoles
            )
        }
        for user in scenario.users { seed(user) }
        for group in scenario.groups { seed(group) }
        seedDevices()
        put(ServicePrincipalRoutes.graph(id: ids.guid("servicePrincipal:graph")), in: .servicePrincipals)
        for (appID, name) in PublicClients.all.sorted(by: { $0.key < $1.key }) {
            put(
                ServicePrincipalRoutes.object(id: ids.guid("servicePrincipal:\(appID)"), appID: appID, name: name),
                in: .servicePrincipals)
        }
        for app in scenario.apps { seed(app) }
        seedPolicies()
        seedPeig()
        if scenario.tenant.takesAlternateLogins {
            put(PolicyRoutes.alternateLogins(id: ids.guid("policy:alternate-login")), in: .homeRealmDiscoveryPolicies)
        }
        for role in scenario.tenant.approvedRoles {
            guard let template = RoleRoutes.template(named: role) else { continue }
            put(["id": .string(template), "needsApproval": true], in: .roleRules)
        }
        if let pingOne = scenario.pingOne {
            for (table, object) in PingOneSeed.objects(pingOne, ids, startedAt) { put(object, in: table) }
        }
        return state
    }

    mutating func put(_ object: JSON, in table: TenantState.TableName, id: String? = nil) {
        state.apply(.put(table, id: id ?? object["id"].string ?? "", object))
    }

    func ago(days: Int) -> Date { startedAt.addingTimeInterval(Double(-days) * 86_400) }

    // MARK: - The company

    private mutating func seedOrganization() {
        put(
            [
                "id": .string(tenantID), "deletedDateTime": nil, "displayName": .string(scenario.tenantName),
                "tenantType": "AAD", "countryLetterCode": "DE", "defaultUsageLocation": "DE",
                "onPremisesSyncEnabled": scenario.tenant.isSynced.map(JSON.bool) ?? nil,
                "onPremisesLastSyncDateTime": scenario.tenant.isSynced == nil
                    ? nil : .string(ago(days: scenario.tenant.isSynced == true ? 0 : 300).formatted(.iso8601)),
                "preferredLanguage": "en",
                "createdDateTime": .string(ago(days: 900).formatted(.iso8601)), "businessPhones": [], "city": nil,
                "country": nil, "postalCode": nil, "state": nil, "street": nil, "marketingNotificationEmails": [],
                "securityComplianceNotificationMails": [], "securityComplianceNotificationPhones": [],
                "technicalNotificationMails": [], "assignedPlans": [], "provisionedPlans": [],
            ], in: .organization)
    }

    private mutating func seedDomains() {
        let hasDefault = scenario.domains.contains(where: \.isDefault)
        put(
            DomainRoutes.object(
                scenario.initialDomain, isVerified: true, isDefault: !hasDefault, isInitial: true), in: .domains)
        for domain in scenario.domains {
            var object = DomainRoutes.object(
                domain.name, isVerified: domain.isVerified, isDefault: domain.isDefault, isInitial: false,
                isRoot: !scenario.domains.contains { $0.isVerified && domain.name.hasSuffix("." + $0.name) })
            if domain.isFederated {
                object["authenticationType"] = "Federated"
                let before = IdentityProvider.before(domain, certificates)
                if let before { put(before.json, in: .identityProviders, id: domain.name) }
                put(
                    (before ?? .own(scenario, certificates)).federation(
                        id: ids.guid("federation:\(domain.name)"), of: domain.name),
                    in: .federationConfigurations, id: domain.name)
            }
            if let operation = domain.operation {
                object["state"] = [
                    "operation": .string(operation), "status": "InProgress",
                    "lastActionDateTime": .string(startedAt.formatted(.iso8601)),
                ]
            }
            put(object, in: .domains)
        }
    }

    private mutating func seedSubscriptions() {
        for subscription in scenario.subscriptions {
            guard let product = Products.all[subscription.partNumber] else { continue }
            put(
                LicenseRoutes.subscription(
                    tenantID, subscription.partNumber, product.sku, product.plans, seats: subscription.seats,
                    status: subscription.status),
                in: .subscribedSkus)
        }
    }

    // MARK: - People

    private mutating func seedPopulation() {
        let wanted = scenario.population
        guard let domain = wanted.domain, wanted.count > 0 else { return }
        let population = Population(
            seed: scenario.seed, domain: domain, count: wanted.count, isOnboarded: wanted.isOnboarded,
            skuIDs: wanted.licenses.compactMap { Products.all[$0]?.sku }, disabledCount: wanted.disabled,
            discrepancies: wanted.discrepancies, reserved: scenario.users.map(\.upn), createdAt: ago(days: 400))
        let units = Dictionary(population.skuIDs.map { ($0, population.count) }) { $1 }
        state.settle(.users, GeneratedUsers(population: population), consuming: units)
        let accounts = GeneratedAccounts(population: population)
        if wanted.isOnboarded { state.settle(.peigAccounts, accounts) }
        for place in 0..<wanted.discrepancies.values.reduce(0, +) {
            let kind = population.discrepancy(at: place)
            if kind == .missingInMicrosoft { state.apply(.remove(.users, id: population.id(place))) }
            if kind == .faultyRequest {
                put(
                    PeigAccount.request(
                        id: ids.guid("request:\(place)"), email: population.mistypedAddress(place),
                        name: population.displayName(place), now: ago(days: 1)), in: .peigRequests)
            }
            if wanted.isOnboarded, !population.hasPeigAccount(place) {
                state.apply(.remove(.peigAccounts, id: population.peigID(place)))
            } else if !wanted.isOnboarded, population.hasPeigAccount(place) {
                put(accounts.object(at: place), in: .peigAccounts)
            }
        }
    }

    private mutating func seed(_ user: Scenario.User) {
        let id = ids.guid("user:\(user.upn)")
        var object = UserRoutes.object(
            id: id, upn: user.upn, name: user.name, isEnabled: user.isEnabled, now: ago(days: 400))
        object["assignedLicenses"] = .array(
            user.licenses.compactMap { Products.all[$0] }.map { sku, plans in
                let off = user.plansOff.compactMap { plans[$0] }
                return ["skuId": .string(sku), "disabledPlans": .array(off.map { .string($0) })]
            })
        if user.isSynced {
            object["onPremisesSyncEnabled"] = true
            object["onPremisesLastSyncDateTime"] = .string(startedAt.formatted(.iso8601))
        }
        if user.isCalledGuest { object["userType"] = "Guest" }
        if let invitation = user.invitation { UserRoutes.invite(&object, invitation.rawValue) }
        let addresses = [user.mail].compactMap { $0 } + user.addresses
        if let first = addresses.first {
            object["mail"] = .string(first)
            object["proxyAddresses"] = .array(addresses.map { .string(($0 == first ? "SMTP:" : "smtp:") + $0) })
        }
        if user.methods != ["password"] {
            put(
                SignInMethodRoutes.object(of: id, user.methods, now: startedAt.formatted(.iso8601)), in: .signInMethods)
        }
        if user.isOnboarded {
            let identifier = PeigAccount.identifier(of: id)
            object["onPremisesImmutableId"] = .string(identifier)
            put(
                PeigAccount.object(
                    id: ids.guid("peig:\(user.upn)"), userName: user.upn, name: user.name, identifier: identifier,
                    microsoftID: id, status: user.peigStatus), in: .peigAccounts)
        }
        put(object, in: .users)
        for role in user.roles {
            guard let template = RoleRoutes.template(named: role) else { continue }
            let end = user.rolesEnd.map { startedAt.addingTimeInterval($0).formatted(.iso8601) }
            let assignment = RoleRoutes.assignment(id, role: template, end: end)
            put(assignment, in: .roleAssignments)
            if let end { put(RoleActivationRoutes.given(assignment, until: end, at: startedAt), in: .roleRequests) }
        }
        for role in user.eligibleRoles {
            guard let template = RoleRoutes.template(named: role) else { continue }
            put(
                RoleRoutes.eligibility(id, role: template, since: ago(days: 30).formatted(.iso8601)),
                in: .roleEligibilities)
        }
    }

    private mutating func seedDevices() {
        for device in scenario.devices {
            put(
                DeviceRoutes.object(
                    id: ids.guid("device:\(device.name)"), deviceID: ids.guid("deviceId:\(device.name)"),
                    name: device.name, trustType: device.trustType, now: ago(days: 200)), in: .devices)
        }
    }

    // MARK: - Apps

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
                    "keyId": .string(keyID(of: app.name)),
                    "displayName": .string(scenario.provider == nil ? "Peig" : app.name),
                    "hint": "x7Q",
                    "startDateTime": .string(ago(days: -app.secretStarts).formatted(.iso8601)),
                    "endDateTime": .string(end.formatted(.iso8601)), "customKeyIdentifier": nil, "secretText": nil,
                ]
            ]
        }
        var principal = ServicePrincipalRoutes.object(
            id: ids.guid("servicePrincipal:\(app.name)"), appID: appID, name: app.name)
        ServicePrincipalRoutes.mirror(application, in: &principal)
        if app.isEnterprise {
            principal["tags"] = ["WindowsAzureActiveDirectoryIntegratedApp"]
            principal["preferredSingleSignOnMode"] = "saml"
        }
        if !app.isEnabled { principal["accountEnabled"] = false }
        if app.isDisabledByMicrosoft {
            application["disabledByMicrosoftStatus"] = "DisabledDueToViolationOfServicesAgreement"
            principal["disabledByMicrosoftStatus"] = application["disabledByMicrosoftStatus"]
        }
        put(application, in: .applications)
        put(principal, in: .servicePrincipals)
        if app.isConsented { consent(app, principal) }
    }

    private func keyID(of app: String) -> String { ids.guid("secret:\(app)") }

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

    // MARK: - Who signs people in

    private mutating func seedPeig() {
        if scenario.provider != nil {
            let provider = IdentityProvider.own(scenario, certificates)
            return put(provider.json, in: .identityProviders, id: IdentityProvider.own)
        }
        var peig: JSON = [
            "provider": nil, "migration": .bool(scenario.peig.isMigrationRunning),
            "server": .string(scenario.peigServer), "certificate": certificates.signing.map(JSON.string) ?? .null,
            "nextCertificate": certificates.next.map(JSON.string) ?? .null,
        ]
        if let domain = scenario.peigDomain {
            var provisioning: JSON = nil
            if let app = scenario.peig.provisioningApp {
                provisioning = ["clientId": .string(ids.guid("app:\(app)")), "keyId": .string(keyID(of: app))]
            }
            peig["provider"] = [
                "displayName": "Microsoft 365", "pseudonymLink": "User: UDI", "domain": .string(domain),
                "tenantName": .string(String(scenario.initialDomain.prefix { $0 != "." })),
                "authentication": .bool(scenario.peig.isAuthenticationSaved), "provisioning": provisioning,
                "assignedUsers": .array(scenario.peig.assignedUsers.map(JSON.string)),
            ]
        }
        put(peig, in: .peig, id: PeigRoutes.workspace)
    }
}
