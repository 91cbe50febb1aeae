import Foundation
import Runbook
import Tenant
import TestSupport
import Testing

@testable import Verification

/// Every field of every answer that a property reads, taken away, made null and made of another type: no verdict turns
/// green by it, and what rests on the field isn't green any more.
@Suite(.serialized) struct LeftOutTests {
    /// Properties that the table of `ResourceTests` leaves to the Peig runbook.
    private static let more: [ResourceTests.Case] = [
        .init("organization:", "exists: true", "exists: false", ""),
        .init("domain: nordwind.example", "exists: true", "exists: false", ""),
        .init("domain: nordwind.example", "verified: true", "verified: false", ""),
        .init("domain: nordwind.example", "initial: false", "initial: true", ""),
        .init("domain: nordwind.example", "default: false", "default: true", ""),
        .init("domain: nordwind.example", "authentication: federated", "authentication: managed", ""),
        .init("license: SPB\n      user: ida.holm@nordwind.example", "assigned: true", "assigned: false", ""),
        .init("role-holder: ida.holm@nordwind.example", "enabled: true", "enabled: false", ""),
        .init("emergency-access: nordwind.example", "count: 1", "count: { at-least: 2 }", ""),
        .init("application: PeigUserManagerApp", "count: 1", "count: 2", ""),
        .init("application: PeigUserManagerApp", "audience: AzureADMyOrg", "audience: { not: AzureADMyOrg }", ""),
        .init(
            "application: PeigUserManagerApp", "redirect-uris: { include: http://localhost }",
            "redirect-uris: { exclude: http://localhost }", ""),
        .init("application: PeigUserManagerApp", "public-client: true", "public-client: false", ""),
        .init(
            "application: PeigUserManagerApp", "application-permissions: { include: Organization.Read.All }",
            "application-permissions: { exclude: Organization.Read.All }", ""),
        .init(
            "application: PeigUserManagerApp", "delegated-permissions: { include: User.Read }",
            "delegated-permissions: { none: User.Read }", ""),
        .init("application: PeigUserManagerApp", "consent: granted", "consent: { not: granted }", ""),
        .init(
            "application: PeigUserManagerApp", "secret-expires: { later-than: 30d }",
            "secret-expires: { earlier-than: 30d }", ""),
        .init("enterprise-application: Portal", "exists: true", "exists: false", ""),
        .init("users: nordwind.example", "enabled: 31", "enabled: 0", ""),
        .init(
            "users: nordwind.example", "without-immutable-id: { at-least: 1 }", "without-immutable-id: 0", ""),
    ]

    /// What null means, and where that is documented: only here may a red verdict turn green by it.
    private static let meaningful: [String: String] = [
        "isFallbackPublicClient": "application: the default is false",
        "preferredSingleSignOnMode": "servicePrincipal: null where no mode was chosen",
        "signOutUri": "internalDomainFederation: nullable, not demanded",
        "preferredAuthenticationProtocol": "internalDomainFederation: nullable, not demanded",
        "federatedIdpMfaBehavior": "internalDomainFederation: nullable, not demanded",
        "signingCertificate": "internalDomainFederation: nullable; a federation without one has been seen",
        "disabledByMicrosoftStatus": "application and servicePrincipal: null where Microsoft lets it work",
        "state": "domain: null while nothing is being done with it",
        "syncStatus": "a connection: null until the first synchronisation",
        "details": "a synchronisation's words, for the screen",
        "mail": "user: null where there is none",
        "isManaged": "device: null until it is enrolled anywhere",
        "displayName": "user: an account without a name is compared by its addresses",
        "onPremisesImmutableId": "user: null until somebody sets it",
        "onPremisesSyncEnabled": "user, organization: null if it was never synced",
        "onPremisesLastSyncDateTime": "organization: null if it was never synced",
        "creationType": "user: null of a usual account",
        "externalUserState": "user: null of who was never invited",
        "identities": "user: none beside the name",
    ]

    private struct Subject: Sendable {
        let item: Item
        let name: String
        /// Resource and property, for the count of what was seen.
        let property: String
        let targets: Set<String>
        let usual: CheckResult
    }

    @Test func whatIsLeftOutNeverTurnsGreen() async throws {
        let world = try await ResourceTests.world()
        let proxy = try SpoilingProxy(world.trainee.tenant)
        let access = try ResourceTests.access(world, through: proxy)
        let subjects = try await Self.subjects(world, access, proxy)
        // These read nothing from the tenant.
        let silent = ["window", "staging-domain", "signing-certificate"]
        let all = Registry.vocabulary.resources.filter { !silent.contains($0.name) }.flatMap {
            resource in resource.properties.map { "\(resource.name) \($0.name)" }
        }.filter {
            // They need a session that has switched, a switch, a synchronised tenant: `StagingTrialTests`,
            // `FederationComparisonTests`, `DirectorySyncTests`.
            !["person sign-ins-since-switch", "federation as-planned", "directory-sync since"].contains($0)
        }
        for isGreen in [true, false] {
            let seen = Set(subjects.filter { ($0.usual.verdict == .passed) == isGreen }.map(\.property))
            #expect(Set(all).subtracting(seen) == [], "never seen \(isGreen ? "green" : "red")")
        }

        var (spoiled, read) = (0, 0)
        let fields = try await proxy.fields()
        // On each change, every fifth.
        for field in Effort.some(fields.count / 5, of: fields) {
            let readers = subjects.filter { $0.targets.contains(field.target) }
            guard !readers.isEmpty else { continue }
            for scope in field.keys.contains("*") ? SpoilingProxy.Scope.allCases : [.all] {
                func verdicts(_ how: SpoilingProxy.How) async throws -> [String: CheckResult] {
                    spoiled += 1
                    try await proxy.spoil(field, how, scope)
                    return await Evaluation.evaluate(
                        readers.map(\.item), answers: world.answers, access: access, now: { Date() })
                }
                func isAsUsual(_ found: [String: CheckResult]) -> Bool {
                    readers.allSatisfy { found[$0.item.id]?.verdict == $0.usual.verdict }
                }
                let (others, without) = (try await verdicts(.other), try await verdicts(.remove))
                // Nobody reads it.
                if scope == .all, isAsUsual(others), isAsUsual(without) { break }
                read += 1
                for how in [SpoilingProxy.How.remove, .null, .retype] {
                    let found = how == .remove ? without : try await verdicts(how)
                    for reader in readers {
                        let result = try #require(found[reader.item.id])
                        let rests = others[reader.item.id]?.verdict != reader.usual.verdict
                        guard result.verdict == .passed, reader.usual.verdict != .passed || rests else { continue }
                        // Where it is there, it is held to; no service has to count.
                        if field.keys.last == "@odata.count" { continue }
                        if how == .null, Self.meaningful[field.keys.last ?? ""] != nil { continue }
                        Issue.record("\(reader.name) passes with \(field): \(how) (\(scope))")
                    }
                }
            }
        }
        #expect(read > Effort.times(12, long: 60), "\(spoiled), \(read)")

        await world.trainee.tenant.stop()
    }

    private static func subjects(
        _ world: ResourceTests.World, _ access: TenantAccess, _ proxy: SpoilingProxy
    ) async throws -> [Subject] {
        var subjects: [Subject] = []
        for entry in ResourceTests.cases + more where !ResourceTests.asksNobody(entry.resource) {
            for expectation in [entry.holds, entry.fails] {
                let item = try ResourceTests.item(
                    entry.resource, world.filled(expectation), id: "thing-\(subjects.count)")
                _ = try await proxy.asked()
                let result = await Evaluation.evaluate(
                    [item], answers: world.answers, access: access, now: { Date() })[item.id]
                let usual = try #require(result)
                if case .unknown(let obstacle) = usual.verdict { Issue.record("\(entry.resource): \(obstacle)") }
                subjects.append(
                    Subject(
                        item: item, name: "\(entry.resource) \(expectation)",
                        property: "\(item.check?.resource ?? "") \(item.check?.expectations.first?.property ?? "")",
                        targets: try await proxy.asked(), usual: usual))
            }
        }
        return subjects
    }
}
