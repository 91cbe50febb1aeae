/// `/policies`, as far as they say by which names people sign in, and whether everybody is asked for a second factor. Staged
/// rollouts aren't served: Graph lets no app read them.
enum PolicyRoutes {
    private static let realms = Listing(type: GraphSchema.homeRealmDiscoveryPolicy)

    static let routes = [
        Route("GET", "policies/homeRealmDiscoveryPolicies", ["Policy.Read.All"]) {
            (call, tenant) throws(ServiceError) in
            try realms.answer(tenant[.homeRealmDiscoveryPolicies], call, context: "policies/homeRealmDiscoveryPolicies")
        },
        Route("GET", securityDefaultsPlace, ["Policy.Read.All", "Policy.ReadWrite.SecurityDefaults"]) {
            (call, tenant) throws(ServiceError) in
            try Listing().one(
                tenant[.securityDefaults][securityDefaultsID] ?? securityDefaults(false), call,
                context: securityDefaultsPlace)
        },
    ]

    private static let securityDefaultsPlace = "policies/identitySecurityDefaultsEnforcementPolicy"
    /// The same in every tenant. Microsoft Graph: identitySecurityDefaultsEnforcementPolicy.
    private static let securityDefaultsID = "00000000-0000-0000-0000-000000000005"

    static func securityDefaults(_ isEnabled: Bool) -> JSON {
        [
            "id": .string(securityDefaultsID), "displayName": "Security Defaults", "isEnabled": .bool(isEnabled),
            "deletedDateTime": nil, "description": "Basic identity security mechanisms that Microsoft recommends.",
        ]
    }

    /// The policy that lets people sign in by their mail addresses.
    static func alternateLogins(id: String) -> JSON {
        [
            "id": .string(id), "displayName": "BasicAutoAccelerationPolicy", "isOrganizationDefault": true,
            "definition": [#"{"HomeRealmDiscoveryPolicy":{"AlternateIdLogin":{"Enabled":true}}}"#],
            "deletedDateTime": nil, "description": nil,
        ]
    }
}
