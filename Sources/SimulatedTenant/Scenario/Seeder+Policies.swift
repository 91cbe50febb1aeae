import Foundation

/// What lets people in, and whose tokens are taken.
extension Seeder {
    mutating func seedPolicies() {
        for policy in scenario.accessPolicies {
            let excluded = policy.excluded.compactMap { state[.users].first("userPrincipalName", $0)?["id"].string }
            put(
                ConditionalAccessRoutes.policy(
                    id: ids.guid("access:\(policy.name)"), name: policy.name, state: policy.state,
                    controls: policy.controls, strength: policy.strength, excluded: excluded,
                    isElsewhere: policy.isElsewhere,
                    now: ago(days: 100).formatted(.iso8601)), in: .conditionalAccessPolicies)
        }
        put(PolicyRoutes.securityDefaults(scenario.hasSecurityDefaults), in: .securityDefaults)
        put(
            TokenValidationRoutes.object(id: ids.guid("policy:token-validation"), mode: scenario.tokenValidation),
            in: .tokenValidation, id: TokenValidationRoutes.only)
    }
}
