import Foundation
import Testing

/// What the provider says of an account beside the one field for it, and lists that say less than they seem to.
extension FieldTests {
    private static let henk = "henk@\(FieldState.domain)"

    static let otherSide: [FieldCase] = beside + listings + columns

    /// A service's three people, and what is changed of the second.
    private static func henk(
        _ name: String, _ right: FieldExpectation, _ change: @escaping @Sendable (inout FieldState.Object) -> Void
    ) -> FieldCase {
        FieldCase(
            name: name, accounts: .scim, commands: ["check nobody-locked-out", "blast", "cutover --dry-run"],
            right: right
        ) {
            $0.scim = FieldState.scimPeople
            change(&$0.scim[1])
        }
    }

    private static let beside: [FieldCase] = [
        henk(
            "H1, suspended and active",
            .fails("nobody-locked-out", as: "✗", locked: true, says: [henk, "is \"SUSPENDED\""])
        ) { $0["status"] = "SUSPENDED" },
        henk(
            "H1, locked under the schema of an extension",
            .fails(
                "nobody-locked-out", as: "✗", locked: true,
                says: [henk, "account can't sign in: \"accountLocked\" is \"true\""])
        ) { $0["urn:scim:wso2:schema"] = ["accountLocked": true] as FieldState.Object },
        henk(
            "H1+, an end that is over",
            .fails("nobody-locked-out", as: "✗", locked: true, says: ["\"validTo\" is \"2024-01-01T00:00:00Z\""])
        ) {
            $0["urn:ietf:params:scim:schemas:extension:sap:2.0:User"] =
                ["validTo": "2024-01-01T00:00:00Z"] as FieldState.Object
        },
        henk(
            "H1+, a word of the system's own",
            .fails(
                "nobody-locked-out", as: "?", locked: true,
                says: [henk, "whether it can sign in at provider isn't known: \"accountState\" is \"frozen\""])
        ) { $0["accountState"] = "frozen" },
        henk("H1+, all of them say yes", .passes("nobody-locked-out")) {
            $0["status"] = "ACTIVE"
            $0["locked"] = false
            $0["urn:scim:wso2:schema"] = ["accountLocked": "false", "accountState": "UNLOCKED"] as FieldState.Object
        },
    ]

    private static let listings: [FieldCase] = [
        henk(
            "H3, one without a name",
            .fails(
                "nobody-locked-out", as: "?", locked: true, says: [henk, "\"userName\" is missing"],
                never: ["captive portal", "is 1"])
        ) { $0["userName"] = NSNull() },
        henk("H3, one without an id", .passes("nobody-locked-out")) { $0["id"] = nil },
        henk("H3, names in other letters", .passes("nobody-locked-out")) { user in
            user = FieldState.Object(uniqueKeysWithValues: user.map { ($0.key.uppercased(), $0.value) })
        },
        henk("H3+, off in other letters", .fails("nobody-locked-out", as: "✗", locked: true, says: [henk])) { user in
            user["active"] = nil
            user["ACTIVE"] = false
        },
        FieldCase(
            name: "H3, one stands there twice", accounts: .scim, commands: ["check nobody-locked-out"],
            right: .passes("nobody-locked-out")
        ) {
            $0.scim = FieldState.scimPeople
            $0.scim.append($0.scim[1])
        },
        FieldCase(
            name: "H3+, one stands there twice, once off", accounts: .scim,
            commands: ["check nobody-locked-out", "cutover --dry-run"],
            right: .fails("nobody-locked-out", locked: true, says: [henk])
        ) {
            $0.scim = FieldState.scimPeople
            $0.scim.append($0.scim[1])
            $0.scim[3]["active"] = false
        },
        FieldCase(
            name: "H4, a service with nobody in it", accounts: .scim,
            commands: ["check nobody-locked-out", "identifiers open", "cutover --dry-run"],
            right: .fails(
                "nobody-locked-out", as: "?", locked: true, says: ["no user at all", "token"],
                never: ["Create a Peig account", "Create Peig Account", "captive portal"]),
            alone: [.identifiers("", FieldExpectation(codes: [2], says: ["no user at all"], never: ["Create"]))]
        ) { $0.scim = [] },
        FieldCase(
            name: "H5, half a list with a cursor",
            accounts: .file(
                "users.json", #"{"cursor":"abc","users":[{"userName":"greta@werft.example","externalId":"udi-0001"}]}"#),
            commands: ["check nobody-locked-out", "cutover --dry-run"],
            right: .fails("nobody-locked-out", as: "?", locked: true, says: ["there are more pages"])),
    ]

    /// The second person's value under a header of its own, beside a status that is active.
    private static func column(
        _ header: String, _ value: String, _ others: String = "", _ right: FieldExpectation
    ) -> FieldCase {
        let people = [("greta", others), ("henk", value), ("imke", others)].enumerated().map { place, person in
            "\(person.0)@\(FieldState.domain),\(person.0),udi-000\(place + 1),active,\(person.1)\n"
        }
        return FieldCase(
            name: "H2, \(header): \(value)",
            accounts: .file("accounts.csv", "\(FieldAccounts.header),\(header)\n" + people.joined()),
            commands: ["check nobody-locked-out", "blast", "cutover --dry-run"], right: right)
    }

    private static let columns: [FieldCase] = [
        column(
            "AccountExpired", "True", "False",
            .fails("nobody-locked-out", as: "✗", locked: true, says: [henk, "\"AccountExpired\" is \"True\""])),
        column(
            "Soft deletion time stamp", "2026-10-01T09:00:00Z", "",
            .fails("nobody-locked-out", locked: true, says: [henk, "\"Soft deletion time stamp\" is"])),
        column("valid_from", "2199-05-01", "", .fails("nobody-locked-out", locked: true, says: [henk])),
        column("state", "0", "1", .fails("nobody-locked-out", locked: true, says: [henk, "\"state\" is \"0\""])),
        column("Konto verknüpft", "nein", "ja", .fails("nobody-locked-out", locked: true, says: [henk])),
        column(
            "locked", "true", "false",
            .fails("nobody-locked-out", as: "✗", locked: true, says: ["can't sign in: \"locked\" is \"true\""])),
        column("2FA enabled", "no", "yes", .passes("nobody-locked-out")),
    ]

    @Test(arguments: otherSide) func whatTheOtherSideSays(_ one: FieldCase) async throws { try await one.test() }
}
