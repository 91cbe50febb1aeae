/// What a token may do.
enum Authorization {
    private static let globalReader = "f2ef992c-3afb-46b9-b7cf-a126ee74c451"
    private static let readerRoles: Set<String> = [
        RoleRoutes.globalAdministrator, globalReader,
        "194ae4cb-b126-40b2-bd5b-6091b380977d",
    ]
    private static let userAdministrator = "fe930be7-5e62-47db-91af-98c3a49a38b1"

    /// An app by itself needs a permission; somebody through an app needs the app's permission and a role of their own.
    static func allows(_ token: TokenIssuer.AccessToken, _ route: Route, _ parameters: [String]) -> Bool {
        if token.isPortal { return true }
        guard let scopes = token.scp?.split(separator: " ").map(String.init) else {
            return route.permissions.contains { token.roles?.contains($0) == true && $0 != "User.Read" }
        }
        var held = Set(scopes)
        // Whoever acts as the person may do what the person may.
        if held.contains("Directory.AccessAsUser.All"), route.permissions != PeigRoutes.portalOnly {
            held.formUnion(route.permissions)
        }
        let matching = route.permissions.filter(held.contains)
        if matching.isEmpty { return false }
        let isOwn = route.pattern.first == "users" && parameters.first == token.oid
        if matching == ["User.Read"] { return isOwn }
        return mayAct(token, route, isOwn: isOwn)
    }

    private static func mayAct(_ token: TokenIssuer.AccessToken, _ route: Route, isOwn: Bool) -> Bool {
        let roles = Set(token.wids ?? [])
        if roles.contains(RoleRoutes.globalAdministrator) { return true }
        if route.method == "GET" {
            // For groups that may hold roles (Graph: the pages of PIM for Groups). A group's own members and owners may ask
            // too; nobody here does.
            if route.pattern.first == "identityGovernance" { return roles.contains(globalReader) }
            let isGuarded = route.pattern.first == "auditLogs" || route.pattern.contains("federationConfiguration")
            return !isGuarded || !roles.isDisjoint(with: readerRoles)
        }
        return ["users", "groups"].contains(route.pattern.first ?? "") && roles.contains(userAdministrator)
    }
}
