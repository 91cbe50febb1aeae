/// What the provider of a scenario that isn't Peig's shows its administrator, and does for them. These paths are the
/// simulator's own.
enum IdentityProviderRoutes {
    static let routes = [
        Route("GET", "simulation/identity-provider", PeigRoutes.portalOnly) { (_, tenant) throws(ServiceError) in
            .ok(try own(tenant).json)
        },
        Route("POST", "simulation/identity-provider/accounts", PeigRoutes.portalOnly) {
            (call, tenant) throws(ServiceError) in
            _ = try own(tenant)
            var user = try UserRoutes.user(try call.text("user"), tenant)
            guard user["accountEnabled"] == true else { throw .badRequest("The account is disabled.") }
            PeigAccount.link(&user, &tenant)
            return .noContent
        },
    ]

    private static func own(_ tenant: Transaction) throws(ServiceError) -> IdentityProvider {
        let provider = IdentityProvider.own(tenant.state)
        guard provider.name != nil else {
            throw ServiceError(
                404, "Request_ResourceNotFound", "This rehearsal's scenario tells of no identity provider but Peig.")
        }
        return provider
    }
}
