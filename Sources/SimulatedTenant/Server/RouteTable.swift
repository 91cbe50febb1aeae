/// Everything that the simulated Graph and workspace serve, in one list.
enum RouteTable {
    static let routes =
        OrganizationRoutes.routes + DomainRoutes.routes + FederationRoutes.routes + UserRoutes.routes
        + LicenseRoutes.routes + GroupRoutes.routes + RoleRoutes.routes + RoleRoutes.eligibilityRoutes
        + RoleActivationRoutes.routes
        + PrivilegedGroupRoutes.routes
        + ApplicationRoutes.routes
        + ServicePrincipalRoutes.routes + TemplateRoutes.routes + DeviceRoutes.routes + SignInRoutes.routes
        + DirectoryAuditRoutes.routes + PolicyRoutes.routes
        + ConditionalAccessRoutes.routes + SignInMethodRoutes.routes + TokenValidationRoutes.routes
        + PeigRoutes.routes.map(\.inWorkspace) + IdentityProviderRoutes.routes + IdentifierRoutes.routes
        + ExportRoutes.routes

    /// By the pattern's first part without a key, so that not every pattern is tried.
    private static let byFirst = Dictionary(grouping: routes) { first($0.pattern.first ?? "") }

    private static func first(_ segment: some StringProtocol) -> String { String(segment.prefix { $0 != "(" }) }

    enum Match {
        case found(Route, parameters: [String])
        case otherMethod
        case none
    }

    static func find(_ method: String, _ segments: [String]) -> Match {
        var isKnownPath = false
        for route in byFirst[first(segments.first ?? "")] ?? [] {
            guard let parameters = route.match(segments) else { continue }
            if route.method == method { return .found(route, parameters: parameters) }
            isKnownPath = true
        }
        return isKnownPath ? .otherMethod : .none
    }
}
