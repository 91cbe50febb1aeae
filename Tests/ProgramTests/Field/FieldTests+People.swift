import Foundation
import Testing

/// Who would lose access: people, their identifiers, and the pages that they come on.
extension FieldTests {
    static let lost = ["check nobody-locked-out", "check identifiers-compared"]
    static let onboarded = ["check nobody-locked-out", "check all-onboarded"]
    private static let henk = "henk@\(FieldState.domain)"

    /// What a directory's own identifiers look like: sixteen bytes in Base64, and the same as GUIDs.
    private static let fromDirectory = [
        ("3q2+78r+ur4AESIzRFVmdw==", "efbeadde-feca-beba-0011-223344556677"),
        ("AQIDBAUGBwgJCgsMDQ4PEA==", "04030201-0605-0807-090a-0b0c0d0e0f10"),
        ("oLDA0OAQIDBAUGBwgJCgsA==", "d0c0b0a0-10e0-3020-4050-60708090a0b0"),
    ]

    /// A directory was synchronised with the tenant once, or is; its identifiers stayed.
    private static func synced(_ state: inout FieldState, still: Bool?) {
        state.organization["onPremisesSyncEnabled"] = still ?? FieldState.null
        state.organization["onPremisesLastSyncDateTime"] =
            still.map { FieldState.day($0 ? -0.02 : -300) } ?? FieldState.null
        for (place, identifier) in fromDirectory.enumerated() {
            state.users[place]["onPremisesImmutableId"] = identifier.0
            if still == true { state.users[place]["onPremisesSyncEnabled"] = true }
        }
    }

    static let people: [FieldCase] = switchedOff + identifiers + domains

    private static let switchedOff: [FieldCase] = [
        FieldCase(
            name: "A1, linked and disabled at the provider",
            accounts: .csv(["udi-0001", "udi-0002", "udi-0003"], ["active", "disabled", "active"]),
            commands: lost + ["blast"] + FieldCase.everything,
            right: .fails("nobody-locked-out", "identifiers-compared", as: "✗", locked: true, says: [henk]),
            alone: [
                .identifiers("--blast --json", .fails(says: [henk, "\"losingAccess\" : 1"])),
                .identifiers("", .fails(as: "✗", says: [henk])),
            ]),
        FieldCase(
            name: "A1+, in a spreadsheet's German",
            accounts: .file(
                "konten.csv",
                "userName;displayName;identifier;Enabled\ngreta@werft.example;Greta Holm;udi-0001;WAHR\n"
                    + "henk@werft.example;Henk Brand;udi-0002;FALSCH\nimke@werft.example;Imke Claas;udi-0003;WAHR\n"),
            commands: lost, right: .fails("nobody-locked-out", as: "✗", says: [henk])),
        FieldCase(
            name: "A1+, a word that nobody knows",
            accounts: .csv(["udi-0001", "udi-0002", "udi-0003"], ["active", "zweistufig", "active"]),
            commands: lost + FieldCase.everything,
            right: .fails("nobody-locked-out", locked: true, says: [henk, "\"zweistufig\""])),
        FieldCase(
            name: "A1-okta, deprovisioned and staged",
            accounts: .csv(["udi-0001", "udi-0002", "udi-0003"], ["ACTIVE", "DEPROVISIONED", "STAGED"]),
            commands: lost + ["blast"],
            right: .fails("nobody-locked-out", as: "✗", says: [henk, "imke@werft.example"])),
        FieldCase(
            name: "A1-okta+, whose password has expired",
            accounts: .csv(["udi-0001", "udi-0002", "udi-0003"], ["ACTIVE", "PASSWORD_EXPIRED", "ACTIVE"]),
            commands: lost, right: .passes("nobody-locked-out", "identifiers-compared")),
        FieldCase(
            name: "A1-okta+, locked out and suspended",
            accounts: .csv(["udi-0001", "udi-0002", "udi-0003"], ["ACTIVE", "LOCKED_OUT", "SUSPENDED"]),
            commands: lost, right: .fails("nobody-locked-out", as: "✗", says: [henk, "imke@werft.example"])),
        FieldCase(
            name: "A26, an old inactive row beside the linked one",
            accounts: .csv(
                ["udi-0001", "udi-0002", "udi-0003"], more: ["henk@werft.example,Henk Brand,old-12,inactive"]),
            commands: lost + FieldCase.everything,
            right: .passes("nobody-locked-out", "identifiers-compared", locked: false)),
        FieldCase(
            name: "A26+, the old row comes first",
            accounts: .file(
                "accounts.csv",
                "\(FieldAccounts.header)\nhenk@werft.example,Henk Brand,old-12,deactivated\n"
                    + "greta@werft.example,Greta Holm,udi-0001,active\nhenk@werft.example,Henk Brand,udi-0002,active\n"
                    + "imke@werft.example,Imke Claas,udi-0003,active\n"),
            commands: lost, right: .passes("nobody-locked-out", "identifiers-compared")),
        FieldCase(
            name: "A26+, one account of which two things are said",
            accounts: .csv(
                ["udi-0001", "udi-0002", "udi-0003"], more: ["henk@werft.example,Henk Brand,udi-0002,inactive"]),
            commands: ["check nobody-locked-out", "cutover --dry-run"],
            right: .fails("nobody-locked-out", locked: true, says: [henk])),
        FieldCase(
            name: "A26+, both rows are inactive",
            accounts: .csv(
                ["udi-0001", "udi-0002", "udi-0003"], ["active", "inactive", "active"],
                more: ["henk@werft.example,Henk Brand,old-12,inactive"]),
            commands: lost, right: .fails("nobody-locked-out", as: "✗", says: [henk])),
    ]

    private static let identifiers: [FieldCase] = [
        FieldCase(
            name: "A2, a former sync's identifiers and nobody to compare with", accounts: .none,
            commands: FieldCase.everything,
            right: .fails("everyone-onboarded", "all-onboarded", locked: true, never: ["Nobody would lose access"])
        ) { synced(&$0, still: false) },
        FieldCase(
            name: "A2+, the tenant doesn't tell of any sync", accounts: .none, commands: FieldCase.everything,
            right: .fails("everyone-onboarded", "all-onboarded", locked: true)
        ) { synced(&$0, still: nil) },
        FieldCase(
            name: "A2+, it is synchronised now, and one identifier is a directory's", accounts: .none,
            commands: FieldCase.everything, right: .fails("all-onboarded", locked: true)
        ) {
            $0.organization["onPremisesSyncEnabled"] = true
            $0.users[1]["onPremisesImmutableId"] = fromDirectory[1].0
        },
        FieldCase(
            name: "A2+, nobody to compare with, and nothing points to a directory", accounts: .none,
            commands: FieldCase.everything, right: .passes("everyone-onboarded", "all-onboarded", locked: false)),
        FieldCase(
            name: "A2-guid, against the same as GUIDs", accounts: .csv(fromDirectory.map(\.1)),
            commands: ["check nobody-locked-out", "identifiers open"],
            right: .fails("nobody-locked-out", as: "✗", says: ["is 3, must be 0"])
        ) { synced(&$0, still: false) },
        FieldCase(
            name: "A2-other, against the provider's own", commands: ["check nobody-locked-out", "identifiers open"],
            right: .fails("nobody-locked-out", as: "✗", says: ["is 3, must be 0"])
        ) { synced(&$0, still: false) },
        FieldCase(
            name: "A2-base64, against the same", accounts: .csv(fromDirectory.map(\.0)),
            commands: ["check nobody-locked-out"], right: .passes("nobody-locked-out")
        ) { synced(&$0, still: false) },
        FieldCase(
            name: "A2-base64+, one is of somebody else",
            accounts: .csv([fromDirectory[0].0, "AAECAwQFBgcICQoLDA0ODw==", fromDirectory[2].0]),
            commands: ["check nobody-locked-out"],
            right: .fails("nobody-locked-out", as: "✗", says: ["is 1, must be 0: \(henk)"])
        ) { synced(&$0, still: false) },
        FieldCase(
            name: "A2-guid+, against the same as figures",
            accounts: .csv([
                "DEADBEEFCAFEBABE0011223344556677", "0102030405060708090A0B0C0D0E0F10",
                "A0B0C0D0E0102030405060708090A0B0",
            ]), commands: ["check nobody-locked-out"],
            right: .fails("nobody-locked-out", as: "✗", says: ["is 3, must be 0"])
        ) { synced(&$0, still: true) },
        FieldCase(
            name: "case-and-blanks, in other letters, and blanks at the ends",
            accounts: .file(
                "accounts.csv",
                "\(FieldAccounts.header)\ngreta@werft.example,Greta Holm,UDI-0001,active\n"
                    + "henk@werft.example,Henk Brand, udi-0002 ,active\nimke@werft.example,Imke Claas,\"udi-0003 \",active\n"
            ),
            commands: ["check nobody-locked-out", "identifiers open"],
            right: .fails(
                "nobody-locked-out", as: "✗", says: ["is 1, must be 0: greta@werft.example"])),
        FieldCase(
            name: "case-and-blanks+, a tabulator, and a blank that doesn't break",
            accounts: .csv(["udi-0001\t", "\u{A0}udi-0002", "udi-0003"]), commands: ["check nobody-locked-out"],
            right: .passes("nobody-locked-out")),
        FieldCase(
            name: "case-and-blanks+, a blank in the middle", accounts: .csv(["udi-0001", "udi -0002", "udi-0003"]),
            commands: ["check nobody-locked-out"],
            right: .fails("nobody-locked-out", as: "✗", says: ["is 1, must be 0: \(henk)"])),
    ]

    private static let domains: [FieldCase] = [
        FieldCase(
            name: "A3, a guest who signs in here",
            commands: ["check nobody-locked-out", "blast"] + FieldCase.everything,
            right: .fails("nobody-locked-out", "all-onboarded", as: "✗", locked: true, says: ["terry@werft.example"]),
            alone: [.identifiers("--json", .fails(says: ["terry@werft.example", "\"losingAccess\" : 1"]))]
        ) { $0.users.append(FieldState.user(31, "terry@werft.example", "Terry Temp", nil, ["userType": "Guest"])) },
        FieldCase(
            name: "A3+, a guest with a local account made for self-service",
            commands: onboarded, right: .fails("nobody-locked-out", as: "✗", says: ["terry@werft.example"])
        ) {
            $0.users.append(
                FieldState.user(
                    31, "terry@werft.example", "Terry Temp", nil,
                    ["userType": "Guest", "creationType": "LocalAccount"]))
        },
        FieldCase(
            name: "A3+, a guest who is invited from elsewhere", commands: onboarded,
            right: .passes("nobody-locked-out", "all-onboarded")
        ) {
            $0.users.append(
                FieldState.user(
                    32, "pat_other.example#EXT#@\(FieldState.initial)", "Pat Partner", nil,
                    [
                        "userType": "Guest", "creationType": "Invitation", "externalUserState": "Accepted",
                        "mail": "pat@other.example", "proxyAddresses": ["SMTP:pat@other.example"],
                        "identities": [
                            [
                                "signInType": "federated", "issuer": "ExternalAzureAD",
                                "issuerAssignedId": FieldState.null,
                            ]
                        ],
                    ]))
        },
        FieldCase(
            name: "A12, somebody of another domain who is half read", commands: onboarded,
            right: .passes("nobody-locked-out", "all-onboarded")
        ) {
            $0.domains.append(FieldState.domain(named: "other.example"))
            $0.users.append(
                FieldState.user(30, "room@other.example", "Room 4", nil, ["accountEnabled": FieldState.null]))
        },
        FieldCase(
            name: "A12+, whose licences aren't told", commands: onboarded,
            right: .passes("nobody-locked-out", "all-onboarded")
        ) {
            $0.domains.append(FieldState.domain(named: "other.example"))
            var room = FieldState.user(30, "room@other.example", "Room 4", nil)
            room["assignedLicenses"] = nil
            room["userType"] = FieldState.null
            $0.users.append(room)
        },
        FieldCase(
            name: "A12-here, somebody of this domain who is half read", commands: onboarded + FieldCase.everything,
            right: .fails("nobody-locked-out", "all-onboarded", locked: true, says: ["room@werft.example"])
        ) {
            $0.users.append(
                FieldState.user(30, "room@werft.example", "Room 4", "udi-30", ["accountEnabled": FieldState.null]))
        },
        FieldCase(
            name: "A12-here+, somebody whose name isn't told", commands: onboarded + ["cutover --dry-run"],
            right: .fails("nobody-locked-out", "all-onboarded", locked: true)
        ) { $0.users.append(FieldState.user(30, "", "Room 4", nil, ["userPrincipalName": FieldState.null])) },
        FieldCase(
            name: "A12-here+, whose immutable ID is left out", commands: onboarded + ["cutover --dry-run"],
            right: .fails("nobody-locked-out", "all-onboarded", locked: true, says: [henk])
        ) { $0.users[1]["onPremisesImmutableId"] = nil },
        FieldCase(
            name: "A24, whose mail address alone is on the domain",
            commands: onboarded + ["blast", "cutover --dry-run"],
            right: .fails("nobody-locked-out", "all-onboarded", locked: true, says: ["dan@werft.onmicrosoft.com"])
        ) {
            $0.users.append(elsewhere(["mail": "dan@werft.example", "proxyAddresses": ["SMTP:dan@werft.example"]]))
        },
        FieldCase(
            name: "A24+, whose address is in capitals", commands: onboarded,
            right: .fails("nobody-locked-out", says: ["dan@werft.onmicrosoft.com"])
        ) { $0.users.append(elsewhere(["mail": FieldState.null, "proxyAddresses": ["SMTP:DAN@WERFT.EXAMPLE"]])) },
        FieldCase(
            name: "A24+, whose address is on a subdomain that goes along", commands: onboarded + ["cutover --dry-run"],
            right: .fails("nobody-locked-out", "all-onboarded", locked: true, says: ["dan@werft.onmicrosoft.com"])
        ) {
            $0.domains.append(FieldState.domain(named: "mail.werft.example", ["isRoot": false]))
            $0.users.append(elsewhere(["mail": "dan@mail.werft.example"]))
        },
        FieldCase(
            name: "A24+, the tenant takes mail addresses for a login", commands: onboarded,
            right: .fails("nobody-locked-out", as: "✗", says: ["dan@werft.onmicrosoft.com"])
        ) {
            $0.users.append(elsewhere(["mail": "dan@werft.example", "proxyAddresses": ["SMTP:dan@werft.example"]]))
            $0.realmPolicies = [
                [
                    "id": "p-1",
                    "definition": [#"{"HomeRealmDiscoveryPolicy":{"AlternateIdLogin":{"Enabled":true}}}"#],
                ]
            ]
        },
        FieldCase(
            name: "A24+, a second address of the mailbox", commands: ["check nobody-locked-out"],
            right: .fails("nobody-locked-out", says: ["dan@werft.onmicrosoft.com"])
        ) {
            $0.users.append(
                elsewhere([
                    "mail": "dan@other.example", "proxyAddresses": ["SMTP:dan@other.example", "smtp:d@werft.example"],
                ]))
        },
        FieldCase(
            name: "A24+, the tenant takes no mail address for a login", commands: onboarded,
            right: .passes("nobody-locked-out", "all-onboarded")
        ) {
            $0.users.append(elsewhere(["mail": "dan@werft.example", "proxyAddresses": ["SMTP:dan@werft.example"]]))
            $0.rollouts = []
        },
        FieldCase(
            name: "A24+, who is linked, and would come through the domain",
            accounts: .csv(
                ["udi-0001", "udi-0002", "udi-0003"], more: ["dan@werft.example,Dan Dorn,udi-0040,active"]),
            commands: ["check tokens-accepted", "cutover --dry-run"],
            right: .fails("tokens-accepted", as: "✗", locked: true, says: ["dan@werft.onmicrosoft.com"])
        ) {
            $0.users.append(elsewhere(["mail": "dan@werft.example", "onPremisesImmutableId": "udi-0040"]))
        },
        FieldCase(
            name: "A24+, whose account is disabled", commands: onboarded,
            right: .passes("nobody-locked-out", "all-onboarded")
        ) {
            $0.users.append(elsewhere(["mail": "dan@werft.example", "accountEnabled": false]))
        },
    ]

    private static func elsewhere(_ more: FieldState.Object) -> FieldState.Object {
        FieldState.user(40, "dan@\(FieldState.initial)", "Dan Dorn", nil, more)
    }

    @Test(arguments: people) func whoWouldLoseAccess(_ one: FieldCase) async throws { try await one.test() }
}
