import Foundation
import Reconciliation
import Tenant

/// What of the tenant, beside its users, says by which names people sign in and whose immutable IDs they hold.
enum SignInWays {
    /// The second one is a person's alone: Graph lets no app read staged rollouts. Microsoft Graph: "List
    /// featureRolloutPolicies".
    static let permission = "Policy.Read.All, and as a person Policy.Read.HybridAuthentication"

    /// Whether the tenant takes mail addresses for a login: by a policy for everybody, or by a staged rollout.
    /// Graph: `GET /policies/homeRealmDiscoveryPolicies`, `GET /policies/featureRolloutPolicies`.
    ///
    /// Microsoft Entra: "Sign in with email as alternate login ID": `AlternateIdLogin` in the definition of a policy,
    /// and the rollout's feature `emailAsAlternateId`.
    /// - Returns: unknown where either can't be read.
    static func alternateLogin(_ snapshot: TenantSnapshot) async -> (AccessLoss.AlternateLogin, [Exchange]) {
        async let policies: TenantSnapshot.Reading<[HomeRealmDiscoveryPolicy]> = snapshot.fold(
            GraphPath(["policies", "homeRealmDiscoveryPolicies"]), as: "all", into: []
        ) { (all: inout [HomeRealmDiscoveryPolicy], page: [HomeRealmDiscoveryPolicy]) in all += page }
        async let rollouts: TenantSnapshot.Reading<[FeatureRolloutPolicy]> = snapshot.fold(
            GraphPath(["policies", "featureRolloutPolicies"]), as: "all", into: []
        ) { (all: inout [FeatureRolloutPolicy], page: [FeatureRolloutPolicy]) in all += page }
        let found = await (policies, rollouts)
        let exchanges = found.0.exchanges + found.1.exchanges
        // One that says yes is enough; to say no, both have to.
        let answers = [isOn { try isOn(found.0.sum.get()) }, isOn { try isOn(found.1.sum.get()) }]
        if answers.contains(true) { return (.on, exchanges) }
        return (answers.contains(nil) ? .unknown : .off, exchanges)
    }

    /// - Returns: nil where it can't be read.
    private static func isOn(_ read: () throws -> Bool) -> Bool? { try? read() }

    private static func isOn(_ policies: [HomeRealmDiscoveryPolicy]) throws(TenantFault) -> Bool {
        var isOn = false
        for policy in policies {
            for text in try policy.definition.required(of: "a home realm discovery policy") {
                isOn = try self.isOn(text) || isOn
            }
        }
        return isOn
    }

    private static func isOn(_ rollouts: [FeatureRolloutPolicy]) throws(TenantFault) -> Bool {
        var isOn = false
        for rollout in rollouts
        where try rollout.feature.required(of: "a staged rollout").lowercased() == "emailasalternateid" {
            isOn = try rollout.isEnabled.required(of: "a staged rollout") || isOn
        }
        return isOn
    }

    private static func isOn(_ definition: String) throws(TenantFault) -> Bool {
        guard let object = try? JSONSerialization.jsonObject(with: Data(definition.utf8)) as? [String: Any] else {
            throw .unexpected("the definition of a home realm discovery policy isn't JSON", about: "it")
        }
        let policy = object["HomeRealmDiscoveryPolicy"] as? [String: Any] ?? object
        return (policy["AlternateIdLogin"] as? [String: Any])?["Enabled"] as? Bool ?? false
    }

    /// Whether an on-premises Active Directory is synchronised with the tenant, or once was. Graph: `GET /organization`.
    static func synced(_ snapshot: TenantSnapshot) async throws -> (AccessKnowledge.Synced, [Exchange]) {
        let reading: TenantSnapshot.Reading<[Organization]> = await snapshot.fold(
            OrganizationResource.path, as: "all", into: []
        ) { (all: inout [Organization], page: [Organization]) in all += page }
        var synced = AccessKnowledge.Synced.never
        for organization in try reading.sum.get() {
            let thing = "the organization"
            // Null where it never was. Microsoft Graph: organization, `onPremisesSyncEnabled`.
            let isSynced = try organization.onPremisesSyncEnabled.nullable(of: thing)
            let last = try organization.onPremisesLastSyncDateTime.nullable(of: thing)
            if isSynced != nil || last != nil { synced = .nowOrOnce }
        }
        return (synced, reading.exchanges)
    }
}
