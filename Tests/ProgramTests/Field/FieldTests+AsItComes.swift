import Foundation
import Testing

/// The provider's accounts as other services and programs write them.
extension FieldTests {
    private static let henk = "henk@\(FieldState.domain)"
    private static let imke = "imke@\(FieldState.domain)"

    static let asItComes: [FieldCase] = words + files

    private static func active(_ states: [String?]) -> @Sendable (inout FieldState) -> Void {
        { state in
            for (place, word) in states.enumerated() { state.scim[place]["active"] = word }
        }
    }

    private static func scim(
        _ name: String, _ states: [String?], _ commands: [String] = ["check nobody-locked-out"],
        _ right: FieldExpectation
    ) -> FieldCase {
        FieldCase(name: name, accounts: .scim, commands: commands, right: right) {
            $0.scim = FieldState.scimPeople
            active(states)(&$0)
        }
    }

    private static let words: [FieldCase] = [
        scim(
            "A12-scim, words for booleans", ["True", "False", "True"], ["check nobody-locked-out", "blast"],
            .fails("nobody-locked-out", as: "✗", says: ["is 1, must be 0: \(henk)"])),
        scim(
            "A12-scim+, figures for booleans", ["1", "1", "0"], ["check nobody-locked-out"],
            .fails("nobody-locked-out", as: "✗", says: ["is 1, must be 0: \(imke)"])),
        scim(
            "A12-scim+, everybody is True", ["True", "TRUE", "true"], ["check nobody-locked-out"],
            .passes("nobody-locked-out")),
        scim(
            "A12-scim+, a word that is neither", ["True", "sometimes", "True"],
            ["check nobody-locked-out", "cutover --dry-run"],
            .fails("nobody-locked-out", locked: true, never: ["captive portal"])),
        scim(
            "A12-scim+, one isn't told", ["True", nil, "True"], ["check nobody-locked-out", "cutover --dry-run"],
            .fails("nobody-locked-out", locked: true, says: [henk])),
        FieldCase(
            name: "A12-scim+, fewer come than the service says", accounts: .scim,
            commands: ["check nobody-locked-out", "cutover --dry-run"],
            right: .fails("nobody-locked-out", locked: true, says: ["SCIM"])
        ) {
            $0.scim = FieldState.scimPeople
            $0.first = { request, state in
                request.path.first == "scim" ? FieldAnswer(["totalResults": 5, "Resources": state.scim]) : nil
            }
        },
        FieldCase(
            name: "A12-scim+, the service answers with something else", accounts: .scim,
            commands: ["check nobody-locked-out"],
            right: .fails("nobody-locked-out", as: "?", says: ["SCIM"], never: ["captive portal"])
        ) {
            $0.first = { request, _ in
                request.path.first == "scim" ? FieldAnswer(["Resources": "none", "totalResults": "three"]) : nil
            }
        },
        FieldCase(
            name: "A12-scim+, the service takes no such token", accounts: .scim,
            commands: ["check nobody-locked-out", "cutover --dry-run"],
            right: .fails("nobody-locked-out", locked: true, says: ["SCIM"], never: ["Sign in again"])
        ) {
            $0.first = { request, _ in
                request.path.first == "scim" ? FieldAnswer(["detail": "Unauthorized", "status": "401"], 401) : nil
            }
        },
    ]

    private static func file(_ text: String, _ name: String = "accounts.csv") -> FieldAccounts { .file(name, text) }

    /// Long numbers, as some systems give them out for identifiers.
    private static func numbered(_ state: inout FieldState) {
        for (place, number) in ["100000000000000231", "100000000000000457", "000417"].enumerated() {
            state.users[place]["onPremisesImmutableId"] = number
        }
    }

    private static let damaged = [
        ("A15, identifiers after a spreadsheet", ["1.00000E+17", "1.00000E+17", "417"]),
        ("A15+, with a comma", ["\"1,00000E+17\"", "\"1,00000E+17\"", "000417"]),
        ("A15+, one of them alone", ["1.00000E+17", "100000000000000457", "000417"]),
    ]

    private static let files: [FieldCase] =
        damaged.map { name, identifiers in
            FieldCase(
                name: name, accounts: .csv(identifiers),
                commands: ["check nobody-locked-out", "identifiers open", "cutover --dry-run"],
                right: .fails(
                    "nobody-locked-out", locked: true, says: ["spreadsheet", "xport"],
                    never: ["Create a Peig account", "Create Peig Account", "captive portal"])
            ) { numbered(&$0) }
        } + [
            FieldCase(
                name: "A15+, zeros in front alone are gone", accounts: .csv(["udi-0001", "udi-0002", "417"]),
                commands: ["check nobody-locked-out", "cutover --dry-run"],
                right: .fails(
                    "nobody-locked-out", locked: true, says: [imke, "spreadsheet", "xport"],
                    never: ["captive portal", "what Graph documents"])
            ) { $0.users[2]["onPremisesImmutableId"] = "000417" },
            FieldCase(
                name: "A15+, the same numbers unharmed",
                accounts: .csv(["100000000000000231", "100000000000000457", "000417"]),
                commands: ["check nobody-locked-out"], right: .passes("nobody-locked-out")
            ) { numbered(&$0) },
            FieldCase(
                name: "A15-type, with PowerShell's line of types",
                accounts: file(
                    "#TYPE Selected.Microsoft.ActiveDirectory.Management.ADUser\n"
                        + "\"UserPrincipalName\",\"Name\",\"ImmutableId\",\"Enabled\"\n"
                        + "\"greta@werft.example\",\"Greta Holm\",\"udi-0001\",\"True\"\n"
                        + "\"henk@werft.example\",\"Henk Brand\",\"udi-0002\",\"True\"\n"
                        + "\"imke@werft.example\",\"Imke Claas\",\"udi-0003\",\"False\"\n"),
                commands: ["check nobody-locked-out"],
                right: .fails("nobody-locked-out", says: [imke], never: ["--column"])),
            FieldCase(
                name: "A15-type+, with a spreadsheet's line of the separator",
                accounts: file(
                    "sep=;\nuserName;displayName;identifier;status\ngreta@werft.example;Greta Holm;udi-0001;active\n"
                        + "henk@werft.example;Henk Brand;udi-0002;active\nimke@werft.example;Imke Claas;udi-0003;active\n"
                ), commands: ["check nobody-locked-out"],
                right: FieldExpectation(marks: ["nobody-locked-out": "✓?"], codes: [0, 3], never: ["--column"])),
            FieldCase(
                name: "A15-google, headers with what is required",
                accounts: file(
                    "First Name [Required],Last Name [Required],Email Address [Required],Status [READ ONLY],identifier\n"
                        + "Greta,Holm,greta@werft.example,Active,udi-0001\nHenk,Brand,henk@werft.example,Suspended,udi-0002\n"
                        + "Imke,Claas,imke@werft.example,Archived,udi-0003\n"),
                commands: ["check nobody-locked-out"],
                right: .fails("nobody-locked-out", says: [henk, imke], never: ["--column"])),
            FieldCase(
                name: "A15-google+, everybody is active",
                accounts: file(
                    "First Name [Required],Last Name [Required],Email Address [Required],Password [Required],"
                        + "Status [READ ONLY],Last Sign In [READ ONLY],identifier\n"
                        + "Greta,Holm,greta@werft.example,****,Active,2026/11/25 10:02:00,udi-0001\n"
                        + "Henk,Brand,henk@werft.example,****,Active,Never logged in,udi-0002\n"
                        + "Imke,Claas,imke@werft.example,****,Active,2026/11/20 10:02:00,udi-0003\n"),
                commands: ["check nobody-locked-out"],
                right: FieldExpectation(marks: ["nobody-locked-out": "✓?"], codes: [0, 3], never: ["--column"])),
            FieldCase(
                name: "A15-pingone, its own list",
                accounts: file(pingOne(("true", "OK"), ("false", "OK"), ("true", "LOCKED")), "users.json"),
                commands: ["check nobody-locked-out"],
                right: .fails("nobody-locked-out", says: [henk, imke], never: ["--column"])),
            FieldCase(
                name: "A15-pingone+, everybody is enabled",
                accounts: file(pingOne(("true", "OK"), ("true", "OK"), ("true", "OK")), "users.json"),
                commands: ["check nobody-locked-out"],
                right: FieldExpectation(marks: ["nobody-locked-out": "✓?"], codes: [0, 3], never: ["--column"])),
            FieldCase(
                name: "A15+, headers that nobody knows",
                accounts: file("mailbox,who\ngreta@werft.example,Greta Holm\n"),
                commands: ["check nobody-locked-out", "cutover --dry-run"],
                right: .fails("nobody-locked-out", locked: true, says: ["userName"], never: ["--column"]),
                alone: [.identifiers("", FieldExpectation(codes: [2], says: ["--column address=NAME"]))]),
        ]

    /// As PingOne's users come: by enabled and the account's status.
    private static func pingOne(_ states: (enabled: String, account: String)...) -> String {
        let people = [("greta", "Greta", "Holm"), ("henk", "Henk", "Brand"), ("imke", "Imke", "Claas")]
        let users = zip(people, states).enumerated().map { place, pair in
            let (person, state) = pair
            return """
                {"id": "p\(place)", "username": "\(person.0)@werft.example", "email": "\(person.0)@werft.example",
                 "name": {"given": "\(person.1)", "family": "\(person.2)"}, "externalId": "udi-000\(place + 1)",
                 "enabled": \(state.enabled), "account": {"status": "\(state.account)"},
                 "lifecycle": {"status": "ACCOUNT_OK"}}
                """
        }
        return """
            {"_links": {"self": {"href": "https://api.pingone.example/v1/environments/e/users"}}, "count": 3, "size": 3,
             "_embedded": {"users": [\(users.joined(separator: ",\n"))]}}
            """
    }

    @Test(arguments: asItComes) func accountsAsTheyCome(_ one: FieldCase) async throws { try await one.test() }
}
