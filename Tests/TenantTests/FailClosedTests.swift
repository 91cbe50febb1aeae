import Foundation
import Journal
import Runbook
import Tenant
import TestSupport
import Testing

@testable import Verification

/// What used to pass because nothing was there to fail: each is red or unknown, and says what to do.
@Suite(.serialized) struct FailClosedTests {
    private static func verdict(
        _ resource: String, _ expectation: String, _ world: ResourceTests.World, _ access: TenantAccess? = nil,
        answers: [String: String] = [:]
    ) async throws -> Verdict {
        let item = try ResourceTests.item(resource, world.filled(expectation))
        let result = await Evaluation.evaluate(
            [item], answers: world.answers.merging(answers) { $1 }, access: access ?? world.access, now: { Date() })
        return try #require(result["thing"]).verdict
    }

    private enum Wanted {
        case red(String)
        case unknown(String, String)
    }

    private static func expect(_ verdict: Verdict, _ wanted: Wanted, _ name: String) {
        switch (verdict, wanted) {
        case (.failed(let findings), .red(let says)):
            #expect(findings.contains { $0.message.contains(says) && !$0.remedy.isEmpty }, "\(name): \(findings)")
        case (.unknown(let obstacle), .unknown(let says, let remedy)):
            #expect(obstacle.reason.contains(says) && obstacle.remedy.contains(remedy), "\(name): \(obstacle)")
        default: Issue.record("\(name): \(verdict)")
        }
    }

    /// A thing that isn't there has no property that is as it should be.
    @Test func ofWhatIsNotThereNothingIsTrue() async throws {
        let world = try await ResourceTests.world()
        try await world.trainee.write(.post, "applications", #"{"displayName": "Twice"}"#)
        try await world.trainee.write(.post, "applications", #"{"displayName": "Twice"}"#)
        let cases: [(String, String, Wanted)] = [
            ("federation: typo.example", "configured: false", .red("isn't a domain of this tenant")),
            ("federation: typo.example", "issuer: { exists: false }", .red("isn't a domain of this tenant")),
            ("users: typo.example", "without-immutable-id: 0", .red("isn't a domain of this tenant")),
            ("users: typo.example", "synced: 0", .red("isn't a domain of this tenant")),
            ("emergency-access: typo.example", "count: { at-least: 1 }", .red("isn't a domain of this tenant")),
            (
                "federation: nordwind.onmicrosoft.com", "certificate-expires: { exists: false }",
                .red("has no federation configuration")
            ),
            ("application: Typo", "certificate-expires: { exists: false }", .red("There is no app registration")),
            ("application: Twice", "secret-expires: { exists: false }", .red("nothing tells which one is meant")),
            ("role-holder: typo@nordwind.example", "roles: { exclude: Global Administrator }", .red("no user typo@")),
            ("license: SPB\n      user: typo@nordwind.example", "assigned: false", .red("no user typo@")),
        ]
        for (resource, expectation, wanted) in cases {
            Self.expect(
                try await Self.verdict(resource, expectation, world), wanted, "\(resource) \(expectation)")
        }
        await world.trainee.tenant.stop()
    }

    /// An answer that was left open fills in nothing, and a word that a property never has is a typing error.
    @Test func whatIsComparedWithNothingIsUnknown() async throws {
        let world = try await ResourceTests.world()
        let cases: [(String, String, [String: String], Wanted)] = [
            (
                "organization:", #"verified-domains: { exclude: ["{{domain}}"] }"#, ["domain": ""],
                .unknown("\"domain\" isn't answered yet", "set domain")
            ),
            (
                "organization:", #"verified-domains: { none: "{{domain}}" }"#, ["domain": "  "],
                .unknown("\"domain\" isn't answered yet", "set domain")
            ),
            (
                #"users: "{{domain}}""#, "without-immutable-id: 0", ["domain": ""],
                .unknown("\"domain\" isn't answered yet", "set domain")
            ),
            (
                "organization:", #"country: { not: { matches: "{{app}}" } }"#, ["app": ""],
                .unknown("\"app\" isn't answered yet", "set app")
            ),
            (
                "enterprise-application: Portal", #"sso-mode: { not: "{{app}}" }"#, ["app": "SAML"],
                .unknown("is never \"SAML\"", "set app")
            ),
            (
                "application: PeigUserManagerApp", #"audience: { not: { one-of: ["{{app}}", AzureADMyOrg] } }"#,
                ["app": "x"], .unknown("is never \"x\"", "set app")
            ),
            (
                "identifiers:", "losing-access: 0", ["accounts": ""],
                .unknown("\"accounts\" isn't answered yet", "set accounts")
            ),
        ]
        for (resource, expectation, answers, wanted) in cases {
            Self.expect(
                try await Self.verdict(resource, expectation, world, answers: answers), wanted,
                "\(resource) \(expectation)")
        }
        await world.trainee.tenant.stop()
    }

    /// 404 is an answer only where the service says it of the very thing, and an unknown word is none.
    @Test func notFoundAndUnknownWordsAreNoAnswers() async throws {
        let world = try await ResourceTests.world()
        let proxy = try SpoilingProxy(world.trainee.tenant)
        let access = try ResourceTests.access(world, through: proxy)
        let domains = SpoilingProxy.Field(target: "/v1.0/domains", keys: ["value", "*", "authenticationType"])
        func whole(_ path: String) -> SpoilingProxy.Field { .init(target: "/v1.0/\(path)", keys: []) }
        let configuration = whole("domains/nordwind.example/federationConfiguration")
        let managed = whole("domains/nordwind.onmicrosoft.com/federationConfiguration")
        let user = whole("users/ida.holm%40nordwind.example?$select=id,userPrincipalName,accountEnabled")
        let licences = whole("users/ida.holm%40nordwind.example/licenseDetails")
        let licence = "license: SPB\n      user: ida.holm@nordwind.example"
        let cases: [(SpoilingProxy.Field, SpoilingProxy.How, String, String, Wanted)] = [
            // Federated, and nobody sees how: not "no federation".
            (
                configuration, .gone, "federation: nordwind.example", "configured: false",
                .unknown("isn't managed, says Microsoft, and shows no federation", "check again in some minutes")
            ),
            (
                configuration, .lost, "federation: nordwind.example", "configured: false",
                .unknown("It isn't there (404)", "typing errors")
            ),
            (
                managed, .lost, "federation: nordwind.onmicrosoft.com", "configured: false",
                .unknown("It isn't there (404)", "typing errors")
            ),
            (
                domains, .other, "domain: nordwind.example", "authentication: { not: managed }",
                .unknown("federatedx", "portal")
            ),
            (
                user, .lost, "role-holder: ida.holm@nordwind.example", "roles: { exclude: x }",
                .unknown("It isn't there (404)", "typing errors")
            ),
            (
                user, .gone, "role-holder: ida.holm@nordwind.example", "roles: { exclude: x }",
                .red("There is no user ida.holm@nordwind.example")
            ),
            (licences, .lost, licence, "assigned: false", .unknown("It isn't there (404)", "typing errors")),
            (licences, .gone, licence, "assigned: false", .red("There is no user ida.holm@nordwind.example")),
        ]
        for (field, how, resource, expectation, wanted) in cases {
            try await proxy.spoil(field, how, .all)
            _ = try await proxy.asked()
            let verdict = try await Self.verdict(resource, expectation, world, access)
            let asked = try await proxy.asked()
            #expect(asked.contains(field.target), "\(field.target) isn't among \(asked)")
            Self.expect(verdict, wanted, "\(resource) \(expectation) \(how)")
        }
        // An answer of this kind is how Graph documents a managed domain.
        try await proxy.spoil(managed, .gone, .all)
        #expect(
            try await Self.verdict("federation: nordwind.onmicrosoft.com", "configured: false", world, access)
                == .passed)
        await world.trainee.tenant.stop()
    }

    /// A file's time that can't be told is no young one.
    @Test(.computing) func ageIsKnownOrUnknown() {
        let now = Date(timeIntervalSince1970: 1_800_000_000)
        #expect(AccountFreshness.asked.age(at: now) == 0)
        #expect(AccountFreshness.written(now - 90).age(at: now) == 90)
        #expect(AccountFreshness.written(now + 60).age(at: now) == 0)
        #expect(AccountFreshness.written(now + 3_600).age(at: now) == nil)
        #expect(AccountFreshness.unknown.age(at: now) == nil)
    }
}
