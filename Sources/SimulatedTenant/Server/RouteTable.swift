/// Everything that the simulated Graph and workspace serve, in one list.
enum RouteTable {
    static let routes =
        OrganizationRoutes.routes + DomainRoutes.routes + FederationRoutes.routes + UserRoutes.routes
        + LicenseRoutes.routes + RoleRoutes.routes + ApplicationRoutes.routes + ServicePrincipalRoutes.routes
        + TemplateRoutes.routes + PeigRoutes.routes

    enum Match {
        case found(Route, parameters: [String])
        case otherMethod
        case none
    }

    static func find(_ method: String, _ segments: [String]) -> Match {
        var isKnownPath = false
        for route in routes {
            guard let parameters = route.match(segments) else { continue }
            if route.method == method { return .found(route, parameters: parameters) }
            isKnownPath = true
        }
        return isKnownPath ? .otherMethod : .none
    }
}
