/// `/policies`, as far as they say by which names people sign in.
enum PolicyRoutes {
    private static let realms = Listing(type: GraphSchema.homeRealmDiscoveryPolicy)
    private static let rollouts = Listing(type: GraphSchema.featureRolloutPolicy)

    static let routes = [
        Route("GET", "policies/homeRealmDiscoveryPolicies", ["Policy.Read.All"]) {
            (call, tenant) throws(ServiceError) in
            try realms.answer(tenant[.homeRealmDiscoveryPolicies], call, context: "policies/homeRealmDiscoveryPolicies")
        },
        // For people alone: Graph lets no app read these by itself.
        Route("GET", "policies/featureRolloutPolicies", ["Policy.Read.HybridAuthentication"]) {
            (call, _) throws(ServiceError) in
            try rollouts.answer([JSON](), call, context: "policies/featureRolloutPolicies")
        },
    ]

    /// The policy that lets people sign in by their mail addresses.
    static func alternateLogins(id: String) -> JSON {
        [
            "id": .string(id), "displayName": "BasicAutoAccelerationPolicy", "isOrganizationDefault": true,
            "definition": [#"{"HomeRealmDiscoveryPolicy":{"AlternateIdLogin":{"Enabled":true}}}"#],
            "deletedDateTime": nil, "description": nil,
        ]
    }
}
