import Foundation
import Testing

/// Who could take a switch back, and who only may become one that could.
extension FieldTests {
    private static let check = ["check way-back"]
    private static let emergency = "emergency@\(FieldState.initial)"

    /// A guest in place of the emergency account, who holds Global Administrator.
    private static func guest(_ state: inout FieldState, _ home: String, accepted: Bool) {
        let name = "pat_\(home)#EXT#@\(FieldState.initial)"
        state.users[3] = FieldState.user(
            20, name, "Pat Partner", nil,
            [
                "userType": "Guest", "mail": "pat@\(home)", "creationType": "Invitation",
                "externalUserState": accepted ? "Accepted" : "PendingAcceptance", "assignedLicenses": [],
            ])
        state.administrators[1] = FieldState.holder(20, name)
    }

    /// The emergency account holds the role through a group.
    private static func group(_ state: inout FieldState) {
        let held = state.administrators.removeLast()
        state.administrators.append([
            "@odata.type": "#microsoft.graph.group", "id": "grp-1", "displayName": "Emergency admins",
            "isAssignableToRole": true, "securityEnabled": true,
        ])
        state.members["grp-1"] = [held]
    }

    static let wayBack: [FieldCase] = [
        FieldCase(
            name: "A4-guest, a guest of the very domain who never accepted", commands: check + FieldCase.everything,
            right: .fails("way-back", locked: true, says: ["pat_werft.example#EXT#@werft.onmicrosoft.com"])
        ) { guest(&$0, FieldState.domain, accepted: false) },
        FieldCase(
            name: "A4-guest+, a guest of another company who accepted", commands: check,
            right: .fails("way-back", says: ["pat_other.example#EXT#@werft.onmicrosoft.com"])
        ) { guest(&$0, "other.example", accepted: true) },
        FieldCase(
            name: "A4-group, through a group", commands: check + ["why way-back"] + FieldCase.everything,
            right: .passes("way-back", locked: false, says: [emergency, "Emergency admins"])
        ) { group(&$0) },
        FieldCase(
            name: "A4-group+, through a group whose member is disabled", commands: check,
            right: .fails("way-back", as: "✗", says: [emergency])
        ) {
            group(&$0)
            $0.users[3]["accountEnabled"] = false
        },
        FieldCase(
            name: "A4-group+, through a group that can't be read", commands: check,
            right: .fails("way-back", as: "?", says: ["Emergency admins"])
        ) {
            group(&$0)
            $0.first = { request, _ in
                request.path.first == "groups"
                    ? .refused(403, "Authorization_RequestDenied", "Insufficient privileges.") : nil
            }
        },
        FieldCase(
            name: "A4-app, an app", commands: check, right: .fails("way-back", as: "✗", says: ["Night runner"])
        ) {
            $0.users.removeLast()
            $0.administrators[1] = [
                "@odata.type": "#microsoft.graph.servicePrincipal", "id": "sp-9", "displayName": "Night runner",
            ]
        },
        FieldCase(
            name: "A4-app+, and somebody on a subdomain that goes along", commands: check + ["cutover --dry-run"],
            right: .fails("way-back", as: "✗", locked: true)
        ) {
            $0.domains.append(FieldState.domain(named: "it.werft.example", ["isRoot": false]))
            $0.users[3]["userPrincipalName"] = "emergency@it.werft.example"
            $0.administrators[1]["userPrincipalName"] = "emergency@it.werft.example"
        },
        FieldCase(
            name: "A4+, whose role ends tomorrow", commands: check + ["cutover --dry-run"],
            right: .fails("way-back", as: "✗", locked: true, says: [emergency])
        ) { $0.administrators[1]["endDateTime"] = FieldState.day(1) },
        FieldCase(
            name: "A4+, on a domain that is federated itself", commands: check + ["cutover --dry-run"],
            right: .fails("way-back", as: "✗", locked: true)
        ) {
            $0.domains.append(FieldState.domain(named: "other.example", ["authenticationType": "Federated"]))
            $0.users[3]["userPrincipalName"] = "emergency@other.example"
        },
        FieldCase(
            name: "A4+, whether it is enabled isn't told", commands: check + ["cutover --dry-run"],
            right: .fails("way-back", locked: true, says: [emergency])
        ) { $0.users[3]["accountEnabled"] = FieldState.null },
        FieldCase(
            name: "A4+, whose account is gone", commands: check, right: .fails("way-back", as: "✗")
        ) { $0.users.removeLast() },
        FieldCase(
            name: "A19, the admin is eligible only", runbook: .probe, commands: ["check admin"],
            right: .fails("admin", as: "✗", says: ["My roles"], never: ["Add assignments"])
        ) {
            $0.roles = []
            $0.administrators.removeFirst()
            $0.eligible = [eligible(1)]
        },
        FieldCase(
            name: "A19+, the emergency account is eligible only", commands: check,
            right: .fails("way-back", as: "✗", says: [emergency])
        ) {
            $0.administrators.removeLast()
            $0.eligible = [eligible(9)]
        },
        FieldCase(
            name: "A19+, somebody else is eligible", runbook: .probe, commands: ["check admin"],
            right: .fails("admin", as: "✗", never: ["My roles"])
        ) {
            $0.roles = []
            $0.administrators.removeFirst()
            $0.eligible = [eligible(2)]
        },
    ]

    private static func eligible(_ number: Int) -> FieldState.Object {
        [
            "id": "e-\(number)", "roleDefinitionId": FieldState.globalAdministrator,
            "principalId": FieldState.id(number),
            "directoryScopeId": "/", "memberType": "Direct", "startDateTime": FieldState.day(-9),
            "endDateTime": FieldState.null,
        ]
    }

    @Test(arguments: wayBack) func whoIsTheWayBack(_ one: FieldCase) async throws { try await one.test() }
}
