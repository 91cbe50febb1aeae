/// `/policies`, as far as they say by which names people sign in. Staged rollouts aren't served: Graph lets no app read
/// them.
enum PolicyRoutes {
    private static let realms = Listing(type: GraphSchema.homeRealmDiscoveryPolicy)

    static let routes = [
        Route("GET", "policies/homeRealmDiscoveryPolicies", ["Policy.Read.All"]) {
            (call, tenant) throws(ServiceError) in
            try realms.answer(tenant[.homeRealmDiscoveryPolicies], call, context: "policies/homeRealmDiscoveryPolicies")
        }
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
