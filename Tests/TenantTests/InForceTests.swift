import Foundation
import Journal
import Runbook
import SimulatedTenant
import TestSupport
import Testing

@testable import Verification

/// What exists and doesn't work, and who counts as the way back: each at a tenant that differs from the ready one in just
/// that, and is judged by the items of the Peig runbook.
@Suite struct InForceTests {
    enum Wanted: Sendable {
        /// With what the evidence says.
        case green([String])
        case red([String])
        case unknown([String])
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let item: String
        let wanted: Wanted
        /// What of the scenario's text is replaced by what.
        var changes: [(String, String)] = []
        /// Added at its end.
        var more = ""
        var answers: [String: String] = [:]
        var testDescription: String { name }
    }

    private static let emergency =
        "  - { upn: emergency@nordwind.onmicrosoft.com, name: Emergency Access, roles: [Global Administrator] }\n"
    private static func emergency(_ text: String) -> [(String, String)] { [(Self.emergency, text)] }

    /// Somebody outside whose role comes through a group.
    private static let group: Case = Case(
        name: "through a group", item: "way-back",
        wanted: .green(["emergency@nordwind.onmicrosoft.com", "through the group Emergency admins"]),
        changes: emergency("  - { upn: emergency@nordwind.onmicrosoft.com, name: Emergency Access }\n"),
        more: """
            groups:
              - name: Emergency admins
                members: [emergency@nordwind.onmicrosoft.com]
                roles: [Global Administrator]

            """)

    private static func ends(_ span: String) -> [(String, String)] {
        emergency(
            "  - { upn: emergency@nordwind.onmicrosoft.com, name: E, roles: [Global Administrator], roles-end: \(span) }\n"
        )
    }

    private static func methods(_ words: String) -> [(String, String)] {
        emergency(
            "  - { upn: emergency@nordwind.onmicrosoft.com, name: E, roles: [Global Administrator], "
                + "sign-in-methods: [\(words)] }\n")
    }

    private static func policy(_ text: String) -> String { "conditional-access:\n  - { name: Block all, \(text) }\n" }

    static let wayBack: [Case] = [
        Case(
            name: "as it is", item: "way-back",
            wanted: .green(["1: emergency@nordwind.onmicrosoft.com", "a password alone"])),
        group,
        Case(
            name: "a group whose member is disabled", item: "way-back", wanted: .red(["is disabled"]),
            changes: emergency("  - { upn: emergency@nordwind.onmicrosoft.com, name: E, enabled: false }\n"),
            more: group.more),
        Case(
            name: "ends in fifteen minutes", item: "way-back", wanted: .red(["is Global Administrator only until"]),
            changes: ends("15m")),
        Case(
            name: "ends tomorrow", item: "way-back", wanted: .red(["is Global Administrator only until"]),
            changes: ends("1d")),
        Case(name: "ends in a month", item: "way-back", wanted: .green(["(until "]), changes: ends("30d")),
        Case(
            name: "eligible only", item: "way-back",
            wanted: .red(["emergency@nordwind.onmicrosoft.com may activate Global Administrator"]),
            changes: emergency(
                "  - { upn: emergency@nordwind.onmicrosoft.com, name: E, eligible-roles: [Global Administrator] }\n")),
        Case(
            name: "a guest who is signed in elsewhere", item: "way-back", wanted: .red(["is a guest"]),
            changes: emergency(
                "  - { upn: \"pat_other.example#EXT#@nordwind.onmicrosoft.com\", name: P, roles: [Global Administrator] }\n"
            )),
        Case(
            name: "nothing to sign in with", item: "way-back", wanted: .red(["has no sign-in method"]),
            changes: emergency(
                "  - { upn: emergency@nordwind.onmicrosoft.com, name: E, roles: [Global Administrator], "
                    + "sign-in-methods: [] }\n")),
        Case(
            name: "blocked", item: "way-back",
            wanted: .red(["is kept out by the Conditional Access policy “Block all”"]),
            more: policy("controls: [block]")),
        Case(
            name: "blocked, but excluded", item: "way-back", wanted: .green(["emergency@"]),
            more: policy("controls: [block], exclude: [emergency@nordwind.onmicrosoft.com]")),
        Case(
            name: "blocked in a report only", item: "way-back", wanted: .green(["emergency@"]),
            more: policy("controls: [block], state: enabledForReportingButNotEnforced")),
        Case(
            name: "blocked by place", item: "way-back", wanted: .unknown(["Microsoft can't evaluate it", "Exclude"]),
            more: policy("controls: [block], by-location: true")),
        Case(
            name: "a second method by place, and there is none", item: "way-back",
            wanted: .unknown(["Microsoft can't evaluate it"]), more: policy("controls: [mfa], by-location: true")),
        Case(
            name: "a second method by place", item: "way-back", wanted: .green(["emergency@"]),
            changes: methods("password, authenticator"), more: policy("controls: [mfa], by-location: true")),
        Case(
            name: "a second method, and there is none", item: "way-back",
            wanted: .unknown(["asks for a second factor, and none is registered"]), more: policy("controls: [mfa]")),
        Case(
            name: "keys only, and there is a phone", item: "way-back", wanted: .unknown(["Phishing-resistant MFA"]),
            changes: methods("password, phone"), more: policy("strength: phishing-resistant")),
        Case(
            name: "keys only, and there is one", item: "way-back", wanted: .green(["emergency@"]),
            changes: methods("password, fido2"), more: policy("strength: phishing-resistant")),
        Case(
            name: "an address for resets", item: "way-back",
            wanted: .red(["has no method that a sign-in can begin with"]), changes: methods("email")),
        Case(
            name: "a pass that has expired", item: "way-back", wanted: .red(["can't be used (Expired)"]),
            changes: methods("expired-pass")),
        Case(
            name: "a pass for a month, and a second method is asked for", item: "way-back",
            wanted: .green(["emergency@"]),
            changes: methods("temporary-pass"), more: policy("strength: multifactor")),
        Case(
            name: "a managed device", item: "way-back", wanted: .unknown(["asks for a managed device"]),
            more: policy("controls: [compliantDevice]")),
        Case(
            name: "a managed device or a second method", item: "way-back", wanted: .green(["emergency@"]),
            changes: methods("password, fido2"),
            more: policy("controls: [compliantDevice, mfa]")),
        Case(
            name: "named", item: "way-back", wanted: .green(["emergency@"]),
            answers: ["emergency_accounts": "Emergency@nordwind.onmicrosoft.com"]),
        Case(
            name: "another one is named", item: "way-back",
            wanted: .red(["glass@nordwind.onmicrosoft.com is named as an emergency account"]),
            answers: ["emergency_accounts": "glass@nordwind.onmicrosoft.com"]),
        Case(
            name: "one on the domain is named", item: "way-back",
            wanted: .red(["ida.holm@nordwind.example doesn't sign in on a domain that stays managed"]),
            answers: ["emergency_accounts": "ida.holm@nordwind.example"]),
        Case(
            name: "on a subdomain that follows", item: "way-back", wanted: .red(["No enabled Global Administrator"]),
            changes: [
                ("domains:\n", "domains:\n  - { name: it.nordwind.example, verified: true }\n"),
                (emergency, "  - { upn: e@it.nordwind.example, name: E, roles: [Global Administrator] }\n"),
            ]),
    ]

    private static func app(_ text: String) -> [(String, String)] { [("    secret-days: 300\n", text)] }
    private static func seats(_ status: String) -> [(String, String)] {
        [("{ part-number: SPB, seats: 25 }", "{ part-number: SPB, seats: 25, status: \(status) }")]
    }

    static let standing: [Case] = [
        Case(
            name: "switched off", item: "app-registered", wanted: .red(["PeigUserManagerApp is switched off"]),
            changes: app("    secret-days: 300\n    enabled: false\n")),
        Case(
            name: "disabled by Microsoft", item: "app-registered",
            wanted: .red(["is disabled by Microsoft (DisabledDueToViolationOfServicesAgreement)"]),
            changes: app("    secret-days: 300\n    disabled-by-microsoft: true\n")),
        Case(
            name: "a secret of the future", item: "secret-stored",
            wanted: .red(["No client secret of PeigUserManagerApp is known to work now", "works only from"]),
            changes: app("    secret-days: 300\n    secret-starts: 20\n")),
        Case(
            name: "an old secret", item: "secret-stored", wanted: .red(["The client secret's expiry"]),
            changes: app("    secret-days: -3\n")),
        Case(
            name: "suspended", item: "business-premium",
            wanted: .red(["has a Microsoft 365 Business Premium licence, but the subscription is suspended"]),
            changes: seats("Suspended")),
        Case(
            name: "locked out", item: "business-premium", wanted: .red(["is locked out"]), changes: seats("LockedOut")),
        Case(
            name: "in its grace period", item: "business-premium",
            wanted: .green(["is over and in its grace period until "]), changes: seats("Warning")),
        Case(
            name: "Entra ID P1 is off for the admin", item: "business-premium",
            wanted: .red(["AAD_PREMIUM is missing", "not on: AAD_PREMIUM (Disabled)", "switch the app on"]),
            changes: [("licenses: [SPB], onboarded", "licenses: [SPB], plans-off: [AAD_PREMIUM], onboarded")]),
        Case(
            name: "Intune is off for the admin", item: "business-premium", wanted: .green(["AAD_PREMIUM"]),
            changes: [("licenses: [SPB], onboarded", "licenses: [SPB], plans-off: [INTUNE_A], onboarded")]),
        Case(
            name: "being deleted", item: "domain-ready",
            wanted: .red(["nordwind.example is being deleted from this tenant"]),
            changes: [("verified: true }", "verified: true, being-deleted: true }")]),
        Case(
            name: "eligible for the role", item: "global-administrator",
            wanted: .red(["Global Administrator may be activated", "My roles →"]),
            changes: [("name: Ida Holm, roles: [Global", "name: Ida Holm, eligible-roles: [Global")]),
    ]

    private static let pilot = """
        users:
          - upn: pat@nordwind.onmicrosoft.com
            name: Pat
            onboarded: true
            addresses: [pat@nordwind.example]

        """

    private static func borrowed(_ text: String = pilot) -> [(String, String)] { [("users:\n", text)] }

    static let tokens: [Case] = [
        Case(name: "nobody elsewhere", item: "tokens-accepted", wanted: .green(["0"])),
        Case(
            name: "a borrowed pilot", item: "tokens-accepted",
            wanted: .red([
                "1 person would sign in", "AADSTS5000820", "pat@nordwind.onmicrosoft.com", "User principal name",
            ]),
            changes: borrowed()),
        Case(
            name: "one of another company domain", item: "tokens-accepted", wanted: .red(["pat@sued.example"]),
            changes: [("domains:\n", "domains:\n  - { name: sued.example, verified: true }\n")]
                + borrowed(pilot.replacing("pat@nordwind.onmicrosoft.com", with: "pat@sued.example"))),
        Case(
            name: "one on a subdomain of the same root", item: "tokens-accepted", wanted: .green(["0"]),
            changes: [("domains:\n", "domains:\n  - { name: it.nordwind.example, verified: true }\n")]
                + borrowed(pilot.replacing("pat@nordwind.onmicrosoft.com", with: "pat@it.nordwind.example"))),
        Case(
            name: "one who isn't linked", item: "tokens-accepted", wanted: .green(["0"]),
            changes: borrowed(pilot.replacing("onboarded: true", with: "onboarded: false"))),
        Case(
            name: "managed domains aren't validated", item: "tokens-accepted", wanted: .green(["allFederated"]),
            changes: borrowed(), more: "token-validation: allFederated\n"),
        Case(
            name: "nothing is validated", item: "tokens-accepted", wanted: .green(["none"]), changes: borrowed(),
            more: "token-validation: none\n"),
        Case(
            name: "only managed domains are validated", item: "tokens-accepted", wanted: .red(["pat@"]),
            changes: borrowed(), more: "token-validation: allManaged\n"),
    ]

    @Test(arguments: wayBack) func whoCountsAsTheWayBack(_ one: Case) async throws { try await Self.judge(one) }

    @Test(arguments: standing) func whatExistsAndDoesNotWork(_ one: Case) async throws { try await Self.judge(one) }

    @Test(arguments: tokens) func whomTokenValidationRefuses(_ one: Case) async throws { try await Self.judge(one) }

    /// A tenant without the licence isn't kept from its switch: there every role lasts.
    @Test func privilegedRolesNeedTheirLicence() async throws {
        let trainee = try await Trainee.start("ready-to-cut-over")
        await #expect(throws: (any Error).self) {
            try await trainee.read("roleManagement/directory/roleAssignmentScheduleInstances")
        }
        #expect(try await CheckTests.verdict("way-back", trainee) == .passed)
        await trainee.tenant.stop()
    }

    /// A promoted subdomain doesn't follow the domain above it: who is there stays outside.
    @Test func aPromotedSubdomainIsOutside() async throws {
        let trainee = try await Self.start(
            Case(
                name: "promoted", item: "way-back", wanted: .green([]),
                changes: [
                    ("domains:\n", "domains:\n  - { name: it.nordwind.example, verified: true }\n"),
                    (Self.emergency, "  - { upn: e@it.nordwind.example, name: E, roles: [Global Administrator] }\n"),
                ]))
        let before = await EmergencyAdministrators.read(outside: "nordwind.example", trainee.access)
        #expect(try before.get().names == [])
        try await trainee.write(.post, "domains/it.nordwind.example/promote")
        let after = await EmergencyAdministrators.read(outside: "nordwind.example", trainee.access)
        #expect(try after.get().names == ["e@it.nordwind.example"])
        await trainee.tenant.stop()
    }

    private static func start(_ one: Case) async throws -> Trainee {
        var text = try Repository.text("Runbooks/peig-microsoft-365/scenarios/ready-to-cut-over.yaml")
        for (old, new) in one.changes {
            try #require(text.contains(old), "\(old)")
            text = text.replacing(old, with: new)
        }
        let scenario = try Scenario.load(
            text + "\n" + one.more, file: "changed",
            truths: try Repository.text("Runbooks/peig-microsoft-365/truths.yaml"))
        return Trainee(try await SimulatedTenant.start(scenario))
    }

    private static func judge(_ one: Case) async throws {
        let trainee = try await start(one)
        let item = try #require(try CheckTests.runbook().item(one.item))
        let answers = CheckTests.answers.merging(one.answers) { $1 }
        let found = await Evaluation.evaluate([item], answers: answers, access: trainee.access, now: { Date() })
        let result = try #require(found[item.id])
        let evidence = result.evidence.observations.map(\.seen).joined(separator: "\n")
        switch (result.verdict, one.wanted) {
        case (.passed, .green(let says)):
            for words in says { #expect(evidence.contains(words), "\(evidence)") }
        case (.failed(let findings), .red(let says)):
            let text = findings.map { "\($0.message) \($0.remedy)" }.joined(separator: "\n")
            for words in says { #expect(text.contains(words), "\(text)") }
        case (.unknown(let obstacle), .unknown(let says)):
            for words in says { #expect("\(obstacle.reason) \(obstacle.remedy)".contains(words), "\(obstacle)") }
        default: Issue.record("\(result.verdict), \(evidence)")
        }
        await trainee.tenant.stop()
    }
}
