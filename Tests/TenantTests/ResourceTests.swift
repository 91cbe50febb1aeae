import Crypto
import Foundation
import Runbook
import SimulatedTenant
import TestSupport
import Testing

@testable import Verification

/// Properties of resources that no check of the Peig runbook shows, each seen green and seen red at one tenant where
/// something of everything stands.
@Suite(.serialized) struct ResourceTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let resource: String
        let holds: String
        let fails: String
        /// What the failed verdict says.
        let says: String

        init(_ resource: String, _ holds: String, _ fails: String, _ says: String) {
            (self.resource, self.holds, self.fails, self.says) = (resource, holds, fails, says)
        }

        var testDescription: String { "\(resource): \(holds)" }
    }

    private static let cases: [Case] = [
        Case("organization:", "country: DE", "country: AT", "Country: is DE, must be AT"),
        Case(
            "organization:", "display-name: Nordwind GmbH", "display-name: Nordwind AG",
            "The organisation's name: is Nordwind GmbH, must be Nordwind AG"),
        Case(
            "organization:", "verified-domains: { include: nordwind.example }",
            "verified-domains: { include: x.example }", "Verified domains: x.example is missing"
        ),
        Case("license: SPB", "present: true", "present: false", "The subscription: is yes, must be no"),
        Case("license: ENTERPRISEPACK", "present: false", "present: true", "The tenant has no Office 365 E3"),
        Case(
            "license: SPB", "free-seats: 24", "free-seats: { at-least: 25 }", "Free seats: is 24, must be at least 25"),
        Case(
            "license: ENTERPRISEPACK", "present: false", "free-seats: { at-least: 1 }", "The tenant has no Office 365"),
        Case(
            "enterprise-application: Portal", "enabled: true", "enabled: false", "Enabled for users to sign-in: is yes"),
        Case("enterprise-application: Portal", "sso-mode: saml", "sso-mode: oidc", "Single sign-on mode: is saml"),
        Case("enterprise-application: Nothing", "exists: false", "enabled: true", "There is no enterprise application"),
        Case(
            "federation: nordwind.example", "certificate-thumbprint: THUMBPRINT", "certificate-thumbprint: 00FF",
            "The signing certificate's thumbprint (SHA-1): is THUMBPRINT, must be 00FF"),
        Case(
            "domain: nordwind.example", "subdomains: { exactly: [mail.nordwind.example] }",
            "subdomains: { empty: true }",
            "Subdomains, which switch with it"),
        Case(
            "domain: nordwind.example", "supported-services: { include: Email }",
            "supported-services: { include: Intune }", "Intune is missing; there: Email"),
        Case(
            "federation: nordwind.example", "configured: true", "configured: false",
            "nordwind.example has a federation configuration"),
        Case(
            "federation: mail.nordwind.example", "configured: false", "configured: true",
            "mail.nordwind.example has no federation configuration"),
        Case(
            "federation: nordwind.example", "issuer: https://login.nordwind-peig.example/idp/shibboleth",
            "issuer: https://elsewhere.example", "Issuer: is https://login.nordwind-peig.example/idp/shibboleth"),
        Case(
            "federation: nordwind.example", "sign-in-url: https://login.nordwind-peig.example/sso",
            "sign-in-url: https://elsewhere.example", "Sign-in URL: is https://login.nordwind-peig.example/sso"),
        Case(
            "federation: nordwind.example", "sign-out-url: https://login.nordwind-peig.example/out",
            "sign-out-url: https://elsewhere.example", "Sign-out URL: is https://login.nordwind-peig.example/out"),
        Case("federation: nordwind.example", "protocol: saml", "protocol: wsFed", "Protocol: is saml, must be wsFed"),
        Case(
            "federation: nordwind.example", "mfa-behaviour: rejectMfaByFederatedIdp", "mfa-behaviour: none",
            "MFA behaviour: is rejectMfaByFederatedIdp"),
        Case(
            "federation: nordwind.example", "certificate-expires: { later-than: 30d }",
            "certificate-expires: { later-than: 9000d }", "must be more than 9000 days away"),
        Case(
            "federation: mail.nordwind.example", "configured: false", "issuer: https://elsewhere.example",
            "mail.nordwind.example has no federation configuration"),
        Case(
            "realm: ida.holm@nordwind.example", "namespace: federated", "namespace: managed",
            "Who signs people in: is federated, must be managed"),
        Case(
            "realm: emergency@nordwind.onmicrosoft.com", "namespace: managed", "namespace: federated",
            "Who signs people in: is managed, must be federated"),
        Case(
            "realm: nobody@nowhere.example", "namespace: unknown", "namespace: federated",
            "Who signs people in: is unknown, must be federated"),
        Case(
            "realm: x@mail.nordwind.example", "sign-in-url: https://login.nordwind-peig.example/sso",
            "sign-in-url: https://elsewhere.example", "https://login.nordwind-peig.example/sso, must be"),
        Case("window: 2020-01-01T00:00:00Z/2099-01-01T00:00:00Z", "open: true", "open: false", "It ends in "),
        Case("window: 2020-01-01T00:00:00Z/2020-01-02T00:00:00+01:00", "open: false", "open: true", "It ended "),
        Case("window: 2099-01-01T00:00:00Z", "open: false", "open: true", "It begins in "),
        Case("window: 2099-01-01T00:00:00Z", "passed: false", "passed: true", "It passes in "),
        Case("window: 2020-01-01T00:00:00Z", "passed: true", "passed: false", "It passed "),
        Case(
            "window: 2020-01-01T00:00:00Z", "since: { at-least: 10m }", "since: { at-most: 10m }",
            "must be at most 10 minutes"),
        Case("window: 2099-01-01T00:00:00Z", "passed: false", "since: { at-least: 0s }", "It begins only in "),
        Case(
            "window: 2099-01-01T00:00:00Z", "left: { at-least: 30m }", "left: { at-most: 30m }",
            "must be at most 30 minutes"),
        Case("window: 2020-01-01T00:00:00Z", "passed: true", "left: { at-least: 0s }", "It ended "),
        Case("device:", "joined: 2", "joined: { at-least: 3 }", "Entra joined devices: is 2, must be at least 3"),
        Case("device:", "registered: 1", "registered: 0", "Entra registered (BYOD) devices: is 1, must be 0"),
        Case("device:", "hybrid: 0", "hybrid: 1", "Hybrid joined devices: is 0, must be 1"),
        Case(
            "sign-in-activity: 30m", "sign-ins: { at-most: 3 }", "sign-ins: { at-most: 2 }",
            "Sign-ins in that time: is 3, must be at most 2"),
        Case("sign-in-activity: 30m", "failures: 1", "failures: 0", "Sign-ins that failed in that time: is 1"),
        Case(
            "enterprise-application: Portal", "identifier-uris: { exactly: [https://portal.example/saml] }",
            "identifier-uris: { empty: true }", "Identifiers (entity IDs)"),
        Case(
            "enterprise-application: Portal", "reply-urls: { include: https://portal.example/acs }",
            "reply-urls: { include: https://x.example/acs }", "https://x.example/acs is missing"),
        Case(
            "enterprise-application: Portal", "assigned-users: 1", "assigned-users: 0",
            "Assigned users: is 1, must be 0"),
        Case(
            "enterprise-application: Portal", "assigned-groups: 1", "assigned-groups: { at-least: 2 }",
            "Assigned groups: is 1, must be at least 2"),
        Case(
            "application: PeigUserManagerApp", "certificate-expires: { later-than: 30d }",
            "certificate-expires: { later-than: 9000d }", "must be more than 9000 days away"),
        Case(
            "application: Portal", "count: 1", "certificate-expires: { later-than: 30d }", "Portal has no certificate"),
        Case(
            "users: nordwind.example", "with-immutable-id: 22", "with-immutable-id: { at-least: 23 }",
            "Enabled members with an immutable ID: is 22, must be at least 23"),
        Case("users: nordwind.example", "guests: 1", "guests: 0", "Guests: is 1, must be 0"),
        Case(
            "users: nordwind.example", "without-licence: 21", "without-licence: 0",
            "Enabled members without a licence: is 21, must be 0"),
        Case(
            "users: nordwind.example", "synced: 1", "synced: 0", "Members synced from on-premises AD: is 1, must be 0"),
    ]

    /// What conditions say beyond one plain matcher.
    private static let conditions: [Case] = [
        Case(
            "enterprise-application: Portal", #"reply-urls: { all: { matches: "https://*/acs" } }"#,
            #"reply-urls: { all: { matches: "http://*" } }"#,
            "Reply URLs: one is https://portal.example/acs, must look like http://*."),
        Case(
            "domain: mail.nordwind.example", "subdomains: { empty: true }", #"subdomains: { all: { matches: "*" } }"#,
            "there is none; wanted of each: matches *"),
        Case(
            "enterprise-application: Portal", "identifier-uris: { any: https://portal.example/saml }",
            #"identifier-uris: { any: { matches: "*elsewhere*" } }"#,
            "none is right; there: https://portal.example/saml; wanted: matches *elsewhere*"),
        Case(
            "organization:", #"verified-domains: { none: { matches: "*.test" } }"#,
            #"verified-domains: { none: { matches: "nordwind.ex?mple" } }"#,
            "there: nordwind.example; not wanted: matches nordwind.ex?mple"),
        Case(
            "organization:", "country: { not: { one-of: [AT, CH] } }", "country: { not: { one-of: [AT, DE] } }",
            "Country: is DE; not wanted: one of AT, DE."),
        Case("organization:", "country: { not: AT }", "country: { not: DE }", "Country: is DE; not wanted: DE."),
        Case(
            "organization:", "verified-domains: { not: { all: nordwind.example } }",
            "verified-domains: { not: { any: nordwind.example } }", "not wanted: any nordwind.example"),
        Case("organization:", "country: { exists: true }", "country: { exists: false }", "is DE, must not be there"),
        Case(
            "organization:", "verified-domains: { exclude: x.example }",
            "verified-domains: { exclude: nordwind.example }", "Verified domains"),
        Case(
            "application: Portal", "certificate-expires: { exists: false }", "certificate-expires: { exists: true }",
            "Portal has no certificate"),
        Case(
            "application: PeigUserManagerApp", "certificate-expires: { exists: true }",
            "certificate-expires: { exists: false }", "must not be there"),
        Case(
            "application: PeigUserManagerApp", "certificate-expires: { earlier-than: 9000d }",
            "certificate-expires: { earlier-than: 1d }", "The certificate's end"),
        // What can't be there can't be checked to be otherwise either.
        Case(
            "application: Portal", "certificate-expires: { exists: false }",
            "certificate-expires: { not: { exists: true } }", "Portal has no certificate"),
    ]

    /// What the scenario lacks.
    private static let devices = """

        devices:
          - { name: NW-0001, trust-type: AzureAd }
          - { name: NW-0002, trust-type: AzureAd }
          - { name: PHONE, trust-type: Workplace }

        """

    /// The ready tenant, switched, and with what the table asks for beside it.
    /// - Returns: it, and the thumbprint of its signing certificate.
    private static func world() async throws -> (Trainee, thumbprint: String) {
        let ready = try Repository.text("Runbooks/peig-microsoft-365/scenarios/ready-to-cut-over.yaml")
        let synced = "users:\n  - { upn: synced@nordwind.example, name: Syn Ced, onboarded: true, synced: true }\n"
        let text = ready.replacing("users:\n", with: synced) + devices
        let clock = TestClock()
        let scenario = try Scenario.load(
            text, file: "ready", truths: try Repository.text("Runbooks/peig-microsoft-365/truths.yaml"))
        let trainee = Trainee(try await SimulatedTenant.start(scenario, now: { clock.now }), clock: clock)
        for user in ["ida.holm@nordwind.example", "ida.holm@nordwind.example", "nobody@nordwind.example"] {
            try await trainee.write(.post, "simulation/sign-ins", #"{"user": "\#(user)"}"#)
        }
        try await trainee.write(.post, "users", Trainee.newUser("guest@nordwind.example"))
        try await trainee.write(.patch, "users/guest@nordwind.example", #"{"userType": "Guest"}"#)
        try await trainee.write(.post, "domains", #"{"id": "mail.nordwind.example"}"#)
        let certificate = try await trainee.read("peig/workspace")["certificate"] as? String ?? ""
        try await trainee.write(
            .post, "domains/nordwind.example/federationConfiguration",
            """
            {"issuerUri": "https://login.nordwind-peig.example/idp/shibboleth", "displayName": "Peig",
             "passiveSignInUri": "https://login.nordwind-peig.example/sso",
             "signOutUri": "https://login.nordwind-peig.example/out", "signingCertificate": "\(certificate)",
             "preferredAuthenticationProtocol": "saml", "federatedIdpMfaBehavior": "rejectMfaByFederatedIdp"}
            """)
        try await trainee.write(
            .patch, "applications/\(try await trainee.appID())",
            """
            {"keyCredentials": [{"type": "AsymmetricX509Cert", "usage": "Verify", "key": "\(certificate)"}]}
            """)
        let portal = try await trainee.write(
            .post, "applicationTemplates/8adf8e6e-67b2-4cf2-a259-e3dc5476c621/instantiate",
            #"{"displayName": "Portal"}"#)
        let principal = (portal["servicePrincipal"] as? [String: Any])?["id"] as? String ?? ""
        try await trainee.write(
            .patch, "applications/\((portal["application"] as? [String: Any])?["id"] as? String ?? "")",
            """
            {"identifierUris": ["https://portal.example/saml"],
             "web": {"redirectUris": ["https://portal.example/acs"]}}
            """)
        try await trainee.write(
            .patch, "servicePrincipals/\(principal)", #"{"preferredSingleSignOnMode": "saml"}"#)
        let ida = try await trainee.read("users/ida.holm@nordwind.example")["id"] as? String ?? ""
        let group = try await trainee.write(
            .post, "groups",
            #"{"displayName": "Pilot", "mailEnabled": false, "mailNickname": "pilot", "securityEnabled": true}"#)
        for holder in [ida, group["id"] as? String ?? ""] {
            try await trainee.write(
                .post, "servicePrincipals/\(principal)/appRoleAssignedTo",
                """
                {"principalId": "\(holder)", "resourceId": "\(principal)",
                 "appRoleId": "00000000-0000-0000-0000-000000000000"}
                """)
        }
        let der = Data(base64Encoded: certificate) ?? Data()
        return (trainee, Insecure.SHA1.hash(data: der).map { String(format: "%02X", $0) }.joined())
    }

    private static func item(_ resource: String, _ expectation: String) throws -> Item {
        let runbook = try RunbookLoader.load(
            RunbookSource(
                id: "small",
                files: [
                    "runbook.yaml": """
                    id: small
                    title: Small
                    summary: A small one.
                    phases: [{ id: only, title: Only, text: All of it., may-break: Nothing. }]
                    steps: [one.yaml]
                    """,
                    "one.yaml": """
                    id: one
                    title: One
                    phase: only
                    checklist:
                      - id: thing
                        text: A thing
                        check:
                          \(resource)
                          expect: { \(expectation) }
                    """,
                ]), vocabulary: Registry.vocabulary)
        return try #require(runbook.item("thing"))
    }

    @Test func everyPropertyIsSeenGreenAndRed() async throws {
        let (trainee, thumbprint) = try await Self.world()
        for entry in Self.cases + Self.conditions {
            for (expectation, isRight) in [(entry.holds, true), (entry.fails, false)] {
                let item = try Self.item(entry.resource, expectation.replacing("THUMBPRINT", with: thumbprint))
                let verdict = await Evaluation.evaluate(
                    [item], answers: [:], access: trainee.access, now: { Date() })["thing"]?.verdict
                guard !isRight else {
                    #expect(verdict == .passed, "\(entry.resource) \(expectation)")
                    continue
                }
                guard case .failed(let findings)? = verdict else {
                    Issue.record("\(entry.resource) \(expectation): \(String(describing: verdict))")
                    continue
                }
                let words = findings.map(\.message).joined(separator: "\n")
                #expect(
                    words.contains(entry.says.replacing("THUMBPRINT", with: thumbprint)),
                    "\(entry.resource) \(expectation): \(words)")
                #expect(findings.allSatisfy { !$0.remedy.isEmpty && !$0.remedy.contains("{") })
            }
        }
        await trainee.tenant.stop()
    }

    /// What hinders a reading is unknown, with a remedy that fits: nobody needs a permission for the public view.
    @Test(
        .serialized,
        arguments: [
            ("realm: ida.holm@nordwind.example", "namespace: managed", "GET /getuserrealm.srf", #""status": 403"#, ""),
            (
                "realm: ida.holm@nordwind.example", "namespace: managed", "GET /getuserrealm.srf", #""truncate": true"#,
                ""
            ),
            ("realm: ida.holm@nordwind.example", "namespace: managed", "GET /getuserrealm.srf", #""html": true"#, ""),
            ("device:", "joined: 0", "GET /v1.0/devices", #""status": 403"#, "Device.Read.All"),
            ("device:", "joined: 0", "GET /v1.0/devices", #""wrong-type": true"#, ""),
            ("sign-in-activity: 30m", "sign-ins: 0", "GET /v1.0/auditLogs", #""status": 429, "retry-after": 9"#, ""),
            ("sign-in-activity: 30m", "sign-ins: 0", "GET /v1.0/auditLogs", #""status": 403"#, "AuditLog.Read.All"),
            (
                "federation: nordwind.example", "configured: false", "GET /v1.0/domains", #""status": 403"#,
                "Domain-InternalFederation.Read.All"
            ),
            ("federation: nordwind.example", "configured: false", "GET /v1.0/domains", #""status": 500"#, ""),
        ])
    func whatCannotBeReadIsUnknown(
        resource: String, expectation: String, match: String, effect: String, permission: String
    ) async throws {
        let trainee = try await Trainee.start("ready-to-cut-over")
        let fault = #"{"match": "\#(match)", \#(effect)}"#
        #expect(try await Service(trainee.tenant).trainer(.post, "faults", fault).status == 200)
        let item = try Self.item(resource, expectation)
        let verdict = await Evaluation.evaluate(
            [item], answers: [:], access: trainee.access, now: { Date() })["thing"]?.verdict
        guard case .unknown(let obstacle)? = verdict else {
            Issue.record("\(String(describing: verdict))")
            return
        }
        #expect(!obstacle.reason.isEmpty && !obstacle.remedy.isEmpty && !obstacle.remedy.contains("nil"))
        #expect(obstacle.remedy.contains("permission") == !permission.isEmpty, "\(obstacle)")
        #expect(obstacle.remedy.contains(permission) || permission.isEmpty, "\(obstacle)")
        await trainee.tenant.stop()
    }

    @Test(
        .serialized,
        arguments: ["tonight", "2099-01-01T00:00:00Z/2020-01-01T00:00:00Z", "2020-01-01T00:00:00Z/", "2020-01-01"])
    func whatIsNoTimeNeverPasses(text: String) async throws {
        let trainee = try await Trainee.start()
        for expectation in ["open: true", "open: false", "passed: false", "since: { at-least: 0s }"] {
            let item = try Self.item("window: \(text)", expectation)
            let verdict = await Evaluation.evaluate(
                [item], answers: [:], access: trainee.access, now: { Date() })["thing"]?.verdict
            guard case .failed(let findings)? = verdict else {
                Issue.record("\(text): \(String(describing: verdict))")
                continue
            }
            #expect(findings.map(\.message) == ["\"\(text)\" is neither a time nor two in their order."])
        }
        await trainee.tenant.stop()
    }

    /// The same verdict as a regular expression gives, on texts and shapes that are near each other.
    @Test func shapesAreMatchedAsExpressionsWouldBe() throws {
        var random = SeededGenerator(7)
        for _ in 0..<3_000 {
            let text = String(
                (0..<Int.random(in: 0...8, using: &random)).map { _ in "ab".randomElement(using: &random)! })
            let shape = String(
                (0..<Int.random(in: 0...6, using: &random)).map { _ in "ab?*".randomElement(using: &random)! })
            let expression = try Regex(shape.replacing("?", with: ".").replacing("*", with: ".*"))
            let isFitting = MatchesMatcher.mismatch(.text(text), .text(shape), now: Date()) == nil
            #expect(isFitting == (text.wholeMatch(of: expression) != nil), "\(text) \(shape)")
        }
    }

    @Test func everyMatcherHasATest() throws {
        var seen: Set<String> = []
        func note(_ condition: Condition) {
            switch condition {
            case .matcher(let name, _): seen.insert(name)
            case .not(let inner), .entries(_, let inner): note(inner)
            }
        }
        for entry in Self.cases + Self.conditions {
            for text in [entry.holds, entry.fails] {
                for expectation in try Self.item(entry.resource, text).check?.expectations ?? [] {
                    note(expectation.condition)
                }
            }
        }
        #expect(Set(Registry.vocabulary.matchers.map(\.name)).subtracting(seen) == [])
    }

    /// A property that nobody has seen red and green is a property that nobody knows to work.
    @Test func everyPropertyHasATest() throws {
        var seen: Set<String> = []
        func note(_ item: Item) {
            for expectation in item.check?.expectations ?? [] {
                seen.insert("\(item.check?.resource ?? "") \(expectation.property)")
            }
        }
        for item in try CheckTests.runbook().items { note(item) }
        for entry in Self.cases {
            note(try Self.item(entry.resource, entry.holds))
            note(try Self.item(entry.resource, entry.fails))
        }
        let all = Registry.vocabulary.resources.flatMap { resource in
            resource.properties.map { "\(resource.name) \($0.name)" }
        }
        #expect(Set(all).subtracting(seen) == [])
    }
}
