import Runbook
import Tenant

/// Permissions of an app registration by name, and whether an admin has consented to them. What a registration asks
/// for (`requiredResourceAccess`) is not consent; consent stands at its service principal.
extension ApplicationResource {
    struct AskedPermission {
        let id: String
        let name: String
    }

    private static func servicePrincipal(_ appID: String, _ select: String, _ probe: Probe) async throws
        -> ServicePrincipal?
    {
        let principal = try await probe.readIfThere(
            GraphPath(["servicePrincipals(appId=\(GraphPath.literal(appID)))"], [("$select", select)]),
            as: ServicePrincipal.self)
        if let principal { try GraphDecoding.isAbout(appID, principal.appId) }
        return principal
    }

    /// The registration's own service principal, as far as it says whether it works; nil without one.
    static func standing(of application: Application, _ probe: Probe) async throws -> ServicePrincipal? {
        try await servicePrincipal(application.appId, "id,appId,accountEnabled,disabledByMicrosoftStatus", probe)
    }

    private static func graph(_ probe: Probe) async throws -> ServicePrincipal {
        guard
            let graph = try await servicePrincipal(
                Application.graphAppID, "id,appId,appRoles,oauth2PermissionScopes", probe)
        else {
            throw TenantFault.unexpected(
                "the tenant has no service principal of Microsoft Graph", about: "Microsoft Graph")
        }
        return graph
    }

    /// What the registration asks for, and what was granted without standing there: that works as well, and the portal lists
    /// it under other permissions.
    /// - Parameter type: `Role` for application permissions, `Scope` for delegated ones.
    static func permissions(_ application: Application, _ type: String, _ probe: Probe) async throws -> Observed {
        let asked = try await asked(application, type, probe)
        let graph = try await graph(probe)
        let others =
            type == "Role"
            ? try await grantedRoles(application, by: graph.id, probe)
                .filter { id in !asked.contains { $0.id == id } }.map { try name(of: $0, in: graph.appRoles) ?? $0 }
            : try await grantedScopes(application, by: graph.id, probe)
                .filter { name in !asked.contains { $0.name == name } }
        guard !others.isEmpty else { return Observed(.list(asked.map(\.name))) }
        return Observed(
            .list(asked.map(\.name) + others.sorted()),
            detail:
                "\(Value.list(others.sorted()).words) granted at the enterprise application alone, where the portal lists "
                + "it under other permissions")
    }

    private static func name(of id: String, in known: Field<[ServicePrincipal.AppRole]>) throws(TenantFault) -> String?
    {
        try known.required(of: "Microsoft Graph's service principal").first { $0.id == id }?.value
            .required(of: "a permission of Microsoft Graph")
    }

    private static func asked(_ application: Application, _ type: String, _ probe: Probe) async throws
        -> [AskedPermission]
    {
        let wanted = try application.requiredResourceAccess.required(of: "the app registration")
            .filter { $0.resourceAppId == Application.graphAppID }.flatMap(\.resourceAccess)
        if let stranger = wanted.first(where: { !["Role", "Scope"].contains($0.type) }) {
            throw TenantFault.unexpected(
                "an API permission of the type \"\(stranger.type)\"", about: "the app's API permissions")
        }
        let own = wanted.filter { $0.type == type }
        if own.isEmpty { return [] }
        let graph = try await graph(probe)
        var permissions: [AskedPermission] = []
        for access in own {
            // One that Microsoft Graph doesn't have goes by its id: it is none that anybody would ask for.
            let name = try name(of: access.id, in: type == "Role" ? graph.appRoles : graph.oauth2PermissionScopes)
            permissions.append(AskedPermission(id: access.id, name: name ?? access.id))
        }
        return permissions
    }

    static func consent(_ application: Application, _ probe: Probe) async throws -> Observed {
        let roles = try await asked(application, "Role", probe)
        let scopes = try await asked(application, "Scope", probe)
        let app = try application.displayName.required(of: "the app registration")
        let graph = try await graph(probe)
        async let assigned = grantedRoles(application, by: graph.id, probe)
        async let delegated = grantedScopes(application, by: graph.id, probe)
        let (grantedRoles, grantedScopes) = try await (assigned, delegated)
        guard !roles.isEmpty || !scopes.isEmpty else {
            if !grantedRoles.isEmpty || !grantedScopes.isEmpty { return Observed(.text("granted")) }
            // Others may be: Azure AD Graph is retired, and its names are the same.
            let others = try application.requiredResourceAccess.required(of: app).count
            return Observed(
                .text("missing"),
                explanation: others == 0
                    ? "No API permission is added yet, so there is nothing to consent to."
                    : "No API permission of Microsoft Graph is added yet, only another API's, so there is nothing of it to "
                        + "consent to.",
                remedy: "App registrations → \(app) → API permissions → Add a permission → Microsoft Graph.")
        }
        let missing =
            roles.filter { !grantedRoles.contains($0.id) }.map(\.name)
            + scopes.filter { !grantedScopes.contains($0.name) }.map(\.name)
        if missing.isEmpty { return Observed(.text("granted")) }
        let verb =
            missing.count == 1 ? "is added, but admin consent for it is" : "are added, but admin consent for them is"
        return Observed(
            .text(missing.count == roles.count + scopes.count ? "missing" : "partial"),
            explanation: "\(Value.list(missing).words) \(verb) not granted.",
            remedy: "App registrations → \(app) → API permissions → Grant admin consent for your organisation.")
    }

    /// Ids of consented application permissions.
    private static func grantedRoles(_ application: Application, by resource: String, _ probe: Probe)
        async throws -> Set<String>
    {
        guard let principal = try await servicePrincipal(application.appId, "id,appId", probe) else { return [] }
        let assignments = try await probe.all(
            GraphPath(["servicePrincipals", principal.id, "appRoleAssignments"]), of: AppRoleAssignment.self)
        return Set(assignments.filter { $0.resourceId == resource }.map(\.appRoleId))
    }

    /// Names of delegated permissions that are consented for everybody.
    private static func grantedScopes(_ application: Application, by resource: String, _ probe: Probe)
        async throws -> Set<String>
    {
        guard let principal = try await servicePrincipal(application.appId, "id,appId", probe) else { return [] }
        let grants = try await probe.all(
            GraphPath(["oauth2PermissionGrants"], [("$filter", "clientId eq \(GraphPath.literal(principal.id))")]),
            of: OAuth2PermissionGrant.self)
        var scopes: Set<String> = []
        // Only consent for all principals is admin consent; one user's own consent helps that user alone.
        for grant in grants where grant.resourceId == resource {
            guard try grant.consentType.required(of: "a consent") == "AllPrincipals" else { continue }
            scopes.formUnion(try grant.scope.required(of: "a consent").split(separator: " ").map(String.init))
        }
        return scopes
    }
}
