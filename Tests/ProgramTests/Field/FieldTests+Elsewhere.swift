import Testing

/// What other services say: where people are sent, whom a synchronisation reached, why a service doesn't answer; and whose
/// an immutable ID may be.
extension FieldTests {
    /// No state anywhere is no yes, and is said.
    private static let untold: [FieldCase] = [
        FieldCase(
            name: "a list without states",
            accounts: .file(
                "accounts.csv",
                "userName,displayName,identifier\ngreta@werft.example,Greta Holm,udi-0001\n"
                    + "henk@werft.example,Henk Brand,udi-0002\nimke@werft.example,Imke Claas,udi-0003\n"),
            commands: ["check nobody-locked-out", "why nobody-locked-out", "blast"],
            right: .passes("nobody-locked-out", says: ["3 were taken for active"]),
            alone: [.identifiers("", .passes(says: ["Nothing in Peig's list says whether its accounts can sign in"]))])
    ]

    static let services: [FieldCase] = untold + sent + synchronised + refusals + former

    private static func realm(_ name: String, _ address: String?, _ right: FieldExpectation) -> FieldCase {
        FieldCase(name: name, commands: ["check realm-federated"], right: right) {
            $0.domains[0]["authenticationType"] = "Federated"
            $0.realm = ["NameSpaceType": "Federated", "AuthURL": address ?? FieldState.null]
        }
    }

    private static let sent: [FieldCase] = [
        realm(
            "people are sent to a reseller", "https://sso.reseller.example/v1/365?username=x",
            .fails("realm-federated", as: "✗", says: ["https://sso.reseller.example/v1/365"])),
        realm("nobody says where people are sent", nil, .fails("realm-federated", as: "?")),
        realm(
            "people are sent to another path", "https://login.werft-peig.example/adfs/ls",
            .fails("realm-federated", as: "✗")),
        realm(
            "people are sent to the provider",
            "HTTPS://Login.Werft-Peig.example:443/idp/profile/SAML2/POST/SSO?username=x",
            .passes("realm-federated")),
    ]

    private static func synchronised(
        _ name: String, _ state: String, failed: Int, done: Int, _ right: FieldExpectation
    ) -> FieldCase {
        FieldCase(name: name, runbook: .pingOne, commands: ["check synchronisation"], right: right) {
            $0.pingOne.synchronisation["syncState"] = state
            $0.pingOne.synchronisation["failedCount"] = failed
            $0.pingOne.synchronisation["successCount"] = done
        }
    }

    private static let synchronised: [FieldCase] = [
        synchronised(
            "all users failed", "SYNCED", failed: 250, done: 0,
            .fails("synchronisation", as: "✗", says: ["250 failed, and none succeeded"])),
        synchronised("some users failed", "SYNCING", failed: 2, done: 240, .passes("synchronisation")),
    ]

    private static func refusal(_ status: Int, _ detail: String?, _ says: String...) -> FieldCase {
        FieldCase(
            name: "the accounts' service answers \(status)", accounts: .scim, commands: ["check nobody-locked-out"],
            right: .fails(
                "nobody-locked-out", as: "?", says: says,
                never: ["Microsoft is throttling", "Microsoft's service health"])
        ) {
            $0.scim = FieldState.scimPeople
            $0.first = { request, _ in
                guard request.path == ["scim", "v2", "Users"] else { return nil }
                return FieldAnswer(
                    ["schemas": ["urn:ietf:params:scim:api:messages:2.0:Error"], "status": "\(status)"].merging(
                        detail.map { ["detail": $0] } ?? [:]
                    ) { $1 }, status)
            }
        }
    }

    private static let refusals: [FieldCase] = [
        refusal(403, "Not yours", "The SCIM service denied access (403)", "Give its token the right to read all users"),
        refusal(404, nil, "has nothing at that address (404)", "most end in /scim/v2"),
        refusal(400, "No filter", "refused the question (400): No filter"),
    ]

    /// Nobody compares them with anything.
    private static func former(_ name: String, _ identifiers: [String], _ right: FieldExpectation) -> FieldCase {
        FieldCase(
            name: "A2+, the IDs are \(name)", accounts: .none, commands: ["check all-onboarded", "cutover --dry-run"],
            right: right
        ) {
            for (place, identifier) in identifiers.enumerated() {
                $0.users[place]["onPremisesImmutableId"] = identifier
            }
        }
    }

    private static let unproven = FieldExpectation.fails(
        "all-onboarded", as: "?", locked: true, says: ["don't prove that they are onboarded"])

    private static let former: [FieldCase] = [
        former("addresses", ["greta@werft.example", "henk@werft.example", "imke@werft.example"], unproven),
        former("Okta's", ["00u1a2b3c4D5E6F7G5d7", "00u1a2b3c4D5E6F7G5d8", "00u1a2b3c4D5E6F7G5d9"], unproven),
        former(
            "GUIDs",
            ["0f1f8ccc-f63b-4a62-b597-419d4372665a", "0F1F8CCCF63B4A62B597419D4372665B", "zIFfDrv2Ykq1l0GdQ3JmWA"],
            unproven),
        former(
            "long numbers", ["104512345678901234567", "104512345678901234568", "104512345678901234569"], unproven),
    ]

    @Test(arguments: services) func whatOthersSay(_ one: FieldCase) async throws { try await one.test() }
}
