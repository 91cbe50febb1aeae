/// `/auditLogs/signIns`, and a person who tries to sign in: what only the rehearsal's portal can have somebody do.
enum SignInRoutes {
    private static let listing = Listing(
        type: GraphSchema.signIn, defaultPageSize: 1_000, maximumPageSize: 1_000)

    static let routes = [
        Route("GET", "auditLogs/signIns", ["AuditLog.Read.All"]) { (call, tenant) throws(ServiceError) in
            try requirePremium(tenant)
            // Newest first.
            return try listing.answer(tenant[.signIns].all.reversed(), call, context: "auditLogs/signIns")
        },
        Route("GET", "auditLogs/signIns/{id}", ["AuditLog.Read.All"]) { (call, tenant) throws(ServiceError) in
            try requirePremium(tenant)
            guard let signIn = tenant[.signIns][call.parameters[0]] else { throw .notFound(call.parameters[0]) }
            return try listing.one(signIn, call, context: "auditLogs/signIns")
        },
        Route("POST", "simulation/sign-ins", PeigRoutes.portalOnly) { (call, tenant) throws(ServiceError) in
            let upn = try call.text("user")
            let trial = SignInTrial.outcome(of: upn, tenant, call.now)
            tenant.put(trial.record(upn, tenant, call.now), in: .signIns)
            SignInMoments.noteTrial(upn, &tenant)
            if trial.isSuccess { SignInMoments.note(upn, &tenant, call.now) }
            return .ok(["user": .string(upn), "errorCode": .int(trial.code), "reason": .string(trial.reason)])
        },
    ]

    /// The logs need Entra ID P1, as a product of its own or inside another.
    static func requirePremium(_ tenant: Transaction) throws(ServiceError) {
        let plans = tenant[.subscribedSkus].all.flatMap { $0["servicePlans"].array }
        guard plans.contains(where: { $0["servicePlanName"].string?.hasPrefix("AAD_PREMIUM") == true }) else {
            throw ServiceError(
                403, "Authentication_RequestFromNonPremiumTenantOrB2CTenant",
                "Neither tenant is B2C or tenant doesn't have premium license")
        }
    }
}
