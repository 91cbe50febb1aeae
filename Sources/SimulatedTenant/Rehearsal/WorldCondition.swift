import Foundation

/// Something that can be true of the simulated world: what scenarios wait for and what a debrief looks for.
indirect enum WorldCondition: Sendable {
    /// Somebody, or everybody who is enabled and has an address in a corporate domain.
    enum Who: Sendable {
        case everyone
        case one(String)
    }

    case all([WorldCondition])
    case any([WorldCondition])
    case not(WorldCondition)
    case federated(domain: String)
    case configured(domain: String)
    case defaultDomain(String)
    case registered(app: String)
    case consented(app: String)
    case secretValid(app: String)
    case globalAdministrator(upn: String)
    case licensed(upn: String)
    case onboarded(Who)
    case linked(Who)
    case signsIn(Who)
    case provider(Bool)
    /// Peig's provider is for this domain.
    case providerFor(domain: String)
    /// The provider's tenant name is the tenant's own.
    case tenantName(Bool)
    /// Peig, or who signs people in instead, shows this server and this certificate.
    case samlInfo(server: String, certificate: String)
    case signedIn(SignInMoments.Kind)
    /// Every rule of PingOne that runs was enabled after this attribute was mapped.
    case mappedBeforeRule(String)
    /// PingOne has provisioned somebody.
    case provisioned(Bool)
    case providerAssigned(Bool)
    /// They have the provider.
    case providerAssignedTo(Who)
    case migration(Bool)
    case pseudonymLink(String)
    case authenticationSaved(Bool)
    /// Provisioning is configured, and its secret works.
    case provisioning(Bool)
    case requestsOpen(Bool)
    /// A device of that name is joined, not only registered.
    case deviceJoined(String)
    case requested(method: String, PathPattern)

    /// The requests that it wants noticed.
    var requests: [(method: String, path: PathPattern)] {
        switch self {
        case .all(let parts), .any(let parts): parts.flatMap(\.requests)
        case .not(let part): part.requests
        case .requested(let method, let path): [(method, path)]
        default: []
        }
    }

    func holds(in tenant: Transaction, at now: Date) -> Bool {
        switch self {
        case .all(let parts): parts.allSatisfy { $0.holds(in: tenant, at: now) }
        case .any(let parts): parts.contains { $0.holds(in: tenant, at: now) }
        case .not(let part): !part.holds(in: tenant, at: now)
        case .federated(let domain): tenant[.domains][domain]?["authenticationType"] == "Federated"
        case .configured(let domain): tenant[.federationConfigurations][domain] != nil
        case .defaultDomain(let domain): tenant[.domains][domain]?["isDefault"] == true
        case .registered(let app): WorldCondition.application(app, tenant) != nil
        case .consented(let app): WorldCondition.isConsented(app, tenant)
        case .secretValid(let app):
            WorldCondition.application(app, tenant)?["passwordCredentials"].array
                .contains { Credentials.expiry(of: $0) > now } ?? false
        case .globalAdministrator(let upn):
            tenant[.users].first("userPrincipalName", upn).map { user in
                user["accountEnabled"] == true
                    && RoleRoutes.held(by: user["id"].string ?? "", tenant, now).contains(
                        RoleRoutes.globalAdministrator)
            } ?? false
        case .licensed(let upn):
            tenant[.users].first("userPrincipalName", upn)?["assignedLicenses"].array.isEmpty == false
        case .onboarded(let who):
            WorldCondition.everyone(who, tenant) { row in PeigAccount.isOnboarded(row, tenant) }
        case .linked(let who):
            WorldCondition.everyone(who, tenant) { row in PeigAccount.isRightlyLinked(row, tenant) }
                && WorldCondition.accountsAreLinked(who, tenant)
        case .signsIn(let who):
            WorldCondition.everyone(who, tenant, byAddress: true) { row in
                SignInTrial.outcome(of: WorldCondition.login(row, tenant), tenant, now).isSuccess
            }
        case .provider(let wanted): PeigRoutes.peig(tenant)["provider"].isNull != wanted
        case .providerFor(let domain):
            PeigRoutes.peig(tenant)["provider"]["domain"].string?.lowercased() == domain
        case .tenantName(let wanted): WorldCondition.hasTenantName(tenant) == wanted
        case .samlInfo(let server, let certificate):
            IdentityProvider.own(tenant.state).shows(server: server, certificate: certificate)
        case .signedIn(let kind): SignInMoments.holds(kind, in: tenant, at: now)
        case .mappedBeforeRule(let attribute): RuleMoments.areSafe(attribute, tenant)
        case .provisioned(let wanted):
            tenant[.propagationStores].all.contains {
                Synchronisation(of: $0, tenant, now).map { $0.done > 0 } ?? false
            }
                == wanted
        case .providerAssigned(let wanted):
            PeigRoutes.peig(tenant)["provider"]["assignedUsers"].array.isEmpty != wanted
        case .providerAssignedTo(let who):
            WorldCondition.everyone(who, tenant) { row in
                PeigRoutes.peig(tenant)["provider"]["assignedUsers"].array.contains(row["userPrincipalName"])
            }
        case .migration(let wanted): (PeigRoutes.peig(tenant)["migration"] == true) == wanted
        case .pseudonymLink(let wanted): PeigRoutes.peig(tenant)["provider"]["pseudonymLink"].string == wanted
        case .authenticationSaved(let wanted):
            (PeigRoutes.peig(tenant)["provider"]["authentication"] == true) == wanted
        case .provisioning(let wanted): ((try? PeigRoutes.checkProvisioning(tenant, now)) != nil) == wanted
        case .requestsOpen(let wanted):
            tenant[.peigRequests].all.contains { $0["status"] == "pending" } == wanted
        case .deviceJoined(let name):
            tenant[.devices].all.contains {
                $0["displayName"].string?.lowercased() == name.lowercased() && $0["trustType"] != "Workplace"
            }
        case .requested(let method, let path):
            tenant[.moments]["\(method) \(path.text)"] != nil
        }
    }

    private static func hasTenantName(_ tenant: Transaction) -> Bool {
        let name = PeigRoutes.peig(tenant)["provider"]["tenantName"].string?.lowercased()
        return tenant[.domains].all.contains {
            $0["isInitial"] == true && $0["id"].string?.split(separator: ".").first.map(String.init) == name
        }
    }

    private static func application(_ name: String, _ tenant: Transaction) -> JSON? {
        tenant[.applications].first("displayName", name)
    }

    /// Whether everything that the registration asks for is granted.
    private static func isConsented(_ name: String, _ tenant: Transaction) -> Bool {
        guard let application = application(name, tenant),
            let principal = tenant[.servicePrincipals].first("appId", application["appId"].string ?? "")
        else { return false }
        let granted = Set(
            tenant[.appRoleAssignments].all.filter { $0["principalId"] == principal["id"] }
                .compactMap { $0["appRoleId"].string })
        let asked = application["requiredResourceAccess"].array.flatMap { $0["resourceAccess"].array }
        let roles = asked.filter { $0["type"] == "Role" }.compactMap { $0["id"].string }
        return !roles.isEmpty && roles.allSatisfy(granted.contains)
    }

    /// The other tab: no account in Peig that lets somebody in, or will, is without its Microsoft 365 account, or shares it.
    private static func accountsAreLinked(_ who: Who, _ tenant: Transaction) -> Bool {
        guard case .everyone = who else { return true }
        var taken: Set<String> = []
        return tenant[.peigAccounts].placed(from: 0).allSatisfy { placed in
            let account = placed.row.json
            return account["status"] == "disabled"
                || (PeigAccount.linkedUser(of: account, tenant) != nil && PeigAccount.isOwn(account, tenant)
                    && taken.insert(account["microsoftId"].string ?? "").inserted)
        }
    }

    /// What somebody types: the user principal name, or the address where only that is on a corporate domain.
    private static func login(_ row: Row, _ tenant: Transaction) -> String {
        let (upn, mail) = (row["userPrincipalName"].string ?? "", row["mail"].string ?? "")
        func isCorporate(_ name: String) -> Bool {
            let domain = tenant[.domains][name.split(separator: "@").last.map { $0.lowercased() } ?? ""]
            return domain != nil && domain?["isInitial"] != true
        }
        return !isCorporate(upn) && isCorporate(mail) ? mail : upn
    }

    /// - Parameter byAddress: whether somebody who only has an address in a corporate domain is meant too.
    private static func everyone(
        _ who: Who, _ tenant: Transaction, byAddress: Bool = false, _ holds: (Row) -> Bool
    ) -> Bool {
        switch who {
        case .one(let upn): return tenant[.users].first("userPrincipalName", upn).map { holds(.whole($0)) } ?? false
        case .everyone:
            // Where Peig's provider is for one domain, its people are meant, with those of the domains below it.
            let own = PeigRoutes.peig(tenant)["provider"]["domain"].string?.lowercased()
            let corporate = Set(
                tenant[.domains].all.filter { $0["isInitial"] != true }.compactMap { $0["id"].string }.filter {
                    domain in
                    own.map { domain == $0 || domain.hasSuffix("." + $0) } ?? true
                })
            return tenant[.users].placed(from: 0).allSatisfy { placed in
                let name = byAddress ? login(placed.row, tenant) : placed.row["userPrincipalName"].string ?? ""
                let domain = name.split(separator: "@").last.map(String.init) ?? ""
                guard corporate.contains(domain.lowercased()), placed.row["accountEnabled"] == true,
                    UserRoutes.signsInHere(placed.row["identities"])
                else { return true }
                return holds(placed.row)
            }
        }
    }
}
