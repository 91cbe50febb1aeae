import Foundation
import Testing

/// The app that the provider works through: what exists and doesn't work, its secrets, and what it was granted.
extension FieldTests {
    private static let consented = ["check permissions-consented"]
    private static let stored = ["check secret-stored"]

    private static func secrets(_ all: FieldState.Object...) -> @Sendable (inout FieldState) -> Void {
        // Made here, so that no dictionary is shared.
        let made = all.map { one in one.compactMapValues { $0 as? String } }
        return { state in
            state.applications[0]["passwordCredentials"] = made.map { texts in
                FieldState.secret("", from: FieldState.null, until: FieldState.null).merging(texts) { $1 }
            }
        }
    }

    static let apps: [FieldCase] = working + secretCases + consent + names

    private static let working: [FieldCase] = [
        FieldCase(
            name: "A5, the enterprise application is switched off",
            commands: ["check app-registered", "check permissions-consented"] + FieldCase.everything,
            right: .fails("app-registered", locked: true, says: ["PeigUserManagerApp is switched off"])
        ) { $0.servicePrincipals[0]["accountEnabled"] = false },
        FieldCase(
            name: "A5, as a property of its own", runbook: .probe, commands: ["check app-works"],
            right: .fails("app-works", as: "✗")
        ) { $0.servicePrincipals[0]["accountEnabled"] = false },
        FieldCase(
            name: "A5+, Microsoft has disabled it", commands: ["check app-registered", "cutover --dry-run"],
            right: .fails("app-registered", locked: true, says: ["disabled by Microsoft"])
        ) {
            $0.servicePrincipals[0]["disabledByMicrosoftStatus"] = "DisabledDueToViolationOfServicesAgreement"
            $0.applications[0]["disabledByMicrosoftStatus"] = "DisabledDueToViolationOfServicesAgreement"
        },
        FieldCase(
            name: "A5+, whether it is on isn't told", commands: ["check app-registered", "cutover --dry-run"],
            right: .fails("app-registered", locked: true)
        ) { $0.servicePrincipals[0]["accountEnabled"] = nil },
        FieldCase(
            name: "A5-missing, there is no enterprise application", commands: consented,
            right: .fails("permissions-consented", as: "✗")
        ) {
            $0.servicePrincipals.removeFirst()
            $0.assignments = []
            $0.grants = []
        },
        FieldCase(
            name: "A5-missing+, and the migration's is left over",
            commands: ["check app-registered", "check migration-app-gone", "cutover --dry-run"],
            right: .fails("app-registered", "migration-app-gone", locked: true, says: ["PeigMigrationManager"])
        ) { $0.servicePrincipals[0] = FieldState.principal("sp-7", FieldState.id(7), "PeigMigrationManager") },
    ]

    private static let secretCases: [FieldCase] = [
        FieldCase(
            name: "A6, the only secret starts in twenty days", commands: stored + FieldCase.everything,
            right: .fails("secret-stored", as: "✗", locked: true),
            change: secrets(FieldState.secret("ahead", from: FieldState.day(20), until: FieldState.day(400)))),
        FieldCase(
            name: "A6+, it starts in an hour", commands: stored, right: .fails("secret-stored", as: "✗"),
            change: secrets(FieldState.secret("ahead", from: FieldState.day(1 / 24), until: FieldState.day(400)))),
        FieldCase(
            name: "A6+, one of the future beside one that ends next week", commands: stored + ["check secret-lasts"],
            right: FieldExpectation(marks: ["secret-stored": "✓", "secret-lasts": "✗"], codes: [0, 1]),
            change: secrets(
                FieldState.secret("ahead", from: FieldState.day(20), until: FieldState.day(400)),
                FieldState.secret("now", until: FieldState.day(7)))),
        FieldCase(
            name: "A6+, one of the future beside one that ends tonight", commands: stored,
            right: .fails("secret-stored", as: "✗"),
            change: secrets(
                FieldState.secret("ahead", from: FieldState.day(20), until: FieldState.day(400)),
                FieldState.secret("now", until: FieldState.day(0.5)))),
        FieldCase(
            name: "A6-null, a second one has no end", commands: stored + ["why secret-stored"],
            right: FieldExpectation(
                marks: ["secret-stored": "✓?"], codes: [0, 3], says: ["endless"], never: ["network", "captive portal"]),
            change: secrets(
                FieldState.secret("peig", until: FieldState.day(300)),
                FieldState.secret("endless", from: FieldState.day(-900), until: FieldState.null))),
        FieldCase(
            name: "A6-null+, the only one has no end", commands: stored,
            right: .fails("secret-stored", says: ["endless"], never: ["captive portal"]),
            change: secrets(FieldState.secret("endless", until: FieldState.null))),
        FieldCase(
            name: "A6-null+, from when it works isn't told", commands: stored,
            right: .fails("secret-stored", says: ["sometime"], never: ["captive portal"]),
            change: secrets(FieldState.secret("sometime", from: FieldState.null, until: FieldState.day(300)))),
        FieldCase(
            name: "A6-2299, it lasts until 2299", commands: stored, right: .passes("secret-stored"),
            change: secrets(FieldState.secret("peig", until: "2299-12-31T00:00:00Z"))),
        FieldCase(
            name: "A6-2299+, to the last moment of 9999", commands: stored, right: .passes("secret-stored"),
            change: secrets(FieldState.secret("peig", until: "9999-12-31T23:59:59.9999999Z"))),
    ]

    private static let peigs = [
        "User.ReadWrite.All", "Group.ReadWrite.All", "Organization.Read.All", "GroupMember.ReadWrite.All",
    ]

    private static func asks(_ state: inout FieldState, _ access: [(id: String, type: String)]) {
        state.applications[0]["requiredResourceAccess"] = [FieldState.resource(FieldState.graphApp, access)]
    }

    private static let consent: [FieldCase] = [
        FieldCase(
            name: "A23, granted at the service principal, and nothing is asked for", commands: consented,
            right: FieldExpectation(
                marks: ["permissions-consented": "✓✗"], codes: [0, 1], never: ["nothing to consent to"])
        ) { $0.applications[0]["requiredResourceAccess"] = [] },
        FieldCase(
            name: "A23+, three of four are granted", commands: consented,
            right: .fails("permissions-consented", as: "✗", says: ["GroupMember.ReadWrite.All"])
        ) {
            $0.applications[0]["requiredResourceAccess"] = []
            $0.assignments = peigs.prefix(3).map { FieldState.assignment($0, FieldState.permissions[$0] ?? "") }
        },
        FieldCase(
            name: "A23+, added, and consented to by nobody", commands: consented + ["cutover --dry-run"],
            right: .fails("permissions-consented", as: "✗", locked: true, says: ["User.ReadWrite.All"])
        ) {
            $0.assignments = []
            $0.grants = []
        },
        FieldCase(
            name: "delegated, in place of application permissions", commands: consented,
            right: .fails("permissions-consented", as: "✗", says: ["User.ReadWrite.All"])
        ) {
            asks(&$0, (peigs + ["User.Read"]).map { (FieldState.scopes[$0] ?? "", "Scope") })
            $0.assignments = []
            $0.grants[0]["scope"] = peigs.joined(separator: " ") + " User.Read"
        },
        FieldCase(
            name: "delegated+, one person consented for themselves", commands: consented,
            right: .fails("permissions-consented", says: ["User.Read"])
        ) {
            $0.grants[0]["consentType"] = "Principal"
            $0.grants[0]["principalId"] = FieldState.id(1)
        },
        FieldCase(
            name: "scope-id, a scope's id as a role", commands: consented,
            right: .fails("permissions-consented", as: "✗", says: ["User.ReadWrite.All"])
        ) {
            asks(
                &$0,
                [
                    (FieldState.scopes["User.ReadWrite.All"] ?? "", "Role"),
                    (FieldState.scopes["User.Read"] ?? "", "Scope"),
                ]
                    + peigs.dropFirst().map { (FieldState.permissions[$0] ?? "", "Role") })
            $0.assignments.removeAll { $0["appRoleId"] as? String == FieldState.permissions["User.ReadWrite.All"] }
        },
        FieldCase(
            name: "scope-id+, a role's id as a scope", commands: consented,
            right: .fails("permissions-consented", as: "✗", says: ["Group.ReadWrite.All"])
        ) {
            asks(
                &$0,
                [
                    (FieldState.permissions["Group.ReadWrite.All"] ?? "", "Scope"),
                    (FieldState.scopes["User.Read"] ?? "", "Scope"),
                ] + peigs.filter { $0 != "Group.ReadWrite.All" }.map { (FieldState.permissions[$0] ?? "", "Role") })
            $0.assignments.removeAll { $0["appRoleId"] as? String == FieldState.permissions["Group.ReadWrite.All"] }
        },
        FieldCase(
            name: "retired-api, only Azure AD Graph's", commands: consented,
            right: .fails("permissions-consented", as: "✗", never: ["No API permission is added"])
        ) {
            $0.applications[0]["requiredResourceAccess"] = [
                FieldState.resource(
                    "00000002-0000-0000-c000-000000000000", [("5778995a-e1bf-45b8-affa-663a9f3f4d04", "Role")])
            ]
            $0.assignments = []
            $0.grants = []
        },
        FieldCase(
            name: "retired-api+, granted by another API under the same ids", commands: consented,
            right: .fails("permissions-consented", as: "✗")
        ) {
            $0.applications[0]["requiredResourceAccess"] = []
            for place in $0.assignments.indices { $0.assignments[place]["resourceId"] = "sp-other" }
            $0.grants[0]["resourceId"] = "sp-other"
        },
    ]

    private static func renamed(_ name: String) -> FieldCase {
        FieldCase(
            name: "app-name, \(name)", answers: ["app_name": name], commands: ["check app-registered"],
            right: .passes("app-registered")
        ) {
            $0.applications[0]["displayName"] = name
            $0.servicePrincipals[0]["displayName"] = name
        }
    }

    private static func admin(_ name: String) -> FieldCase {
        FieldCase(
            name: "upn, \(name)", answers: ["admin_upn": name],
            commands: ["check global-administrator", "check business-premium"],
            right: .passes("global-administrator", "business-premium")
        ) {
            $0.users[0]["userPrincipalName"] = name
            $0.administrators[0]["userPrincipalName"] = name
        }
    }

    private static let names: [FieldCase] = [
        renamed("Peig's Manager & Co +1"), renamed("Größe #1: 100 % \"Peig\"/Test?"),
        FieldCase(
            name: "app-twice, two apps of one name", commands: ["check app-registered"],
            right: .fails("app-registered", as: "✗")
        ) {
            $0.applications.append(
                $0.applications[0].merging(["id": "app-2", "appId": FieldState.id(42)]) { $1 })
        },
        FieldCase(
            name: "app-twice+, whose names differ in letter case", commands: ["check app-registered"],
            right: .fails("app-registered", as: "✗")
        ) {
            $0.applications.append(
                $0.applications[0].merging(
                    ["id": "app-2", "appId": FieldState.id(42), "displayName": "peigusermanagerapp"]) { $1 })
        },
        admin("o'neil+adm@\(FieldState.domain)"), admin("greta#1~x^y@\(FieldState.domain)"),
    ]

    @Test(arguments: apps) func whatTheAppMayDo(_ one: FieldCase) async throws { try await one.test() }
}
