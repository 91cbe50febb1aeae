import Testing

/// Whose an account is: identifiers that say another thing than addresses, copies that differ, and names that lie elsewhere.
extension FieldTests {
    private static let henk = "henk@\(FieldState.domain)"
    private static let dan = "dan@\(FieldState.initial)"

    /// The provider's accounts; henk's rows are given.
    private static func rows(_ henks: String...) -> FieldAccounts {
        let rows = ["greta@werft.example,Greta Holm,udi-0001,active"] + henks
        return .file(
            "accounts.csv",
            ([FieldAccounts.header] + rows + ["imke@werft.example,Imke Claas,udi-0003,active"]).joined(separator: "\n"))
    }

    static let persons: [FieldCase] = strangers + copies + elsewhere

    private static let strangers: [FieldCase] = [
        FieldCase(
            name: "his account is off, and a stranger's has his identifier",
            accounts: rows(
                "\(henk),Henk Brand,udi-0002,disabled", "zora@werft.example,Zora Quist,udi-0002,active"),
            commands: lost + ["blast", "cutover --dry-run"],
            right: .fails("nobody-locked-out", "identifiers-compared", locked: true, says: [henk])),
        FieldCase(
            name: "his account has no identifier, and a stranger's has his",
            accounts: rows("\(henk),Henk Brand,,active", "zora@werft.example,Zora Quist,udi-0002,active"),
            commands: lost + ["blast", "identifiers show \(henk)", "cutover --dry-run"],
            right: .fails(
                "nobody-locked-out", "identifiers-compared", locked: true,
                says: [henk, "linked by its identifier to zora@werft.example"]),
            alone: [.identifiers("--json", .fails(says: ["\"unknownAccess\" : 1", "\"action\":\"decide\""]))]),
        FieldCase(
            name: "two people's identifiers are swapped",
            accounts: .csv(["udi-0002", "udi-0001", "udi-0003"]), commands: lost + ["blast", "cutover --dry-run"],
            right: .fails(
                "nobody-locked-out", "identifiers-compared", locked: true,
                says: [henk, "greta@werft.example", "has another Microsoft 365 account's address"])),
        FieldCase(
            name: "three people's identifiers go round", accounts: .scim, commands: lost,
            right: .fails("nobody-locked-out", "identifiers-compared", says: [henk, "imke@werft.example"])
        ) {
            $0.scim = [
                FieldState.scimUser("greta", "Greta Holm", "udi-0002"),
                FieldState.scimUser("henk", "Henk Brand", "udi-0003"),
                FieldState.scimUser("imke", "Imke Claas", "udi-0001"),
            ]
        },
        FieldCase(
            name: "at a service his account is off, and a stranger's has his identifier", accounts: .scim,
            commands: lost, right: .fails("nobody-locked-out", "identifiers-compared", says: [henk])
        ) {
            $0.scim =
                FieldState.scimPeople.map { user in
                    user["userName"] as? String == henk ? user.merging(["active": false]) { $1 } : user
                } + [FieldState.scimUser("zora", "Zora Quist", "udi-0002")]
        },
        FieldCase(
            name: "everybody's identifier has slipped by one, beside a name to sign in with",
            accounts: .file(
                "accounts.csv",
                "username,email,displayName,identifier,status\ngreta,greta@werft.example,Greta Holm,udi-0002,active\n"
                    + "henk,\(henk),Henk Brand,udi-0003,active\nimke,imke@werft.example,Imke Claas,udi-0001,active\n"),
            commands: lost + ["cutover --dry-run"],
            right: .fails(
                "nobody-locked-out", "identifiers-compared", locked: true, says: [henk, "imke@werft.example"])),
        FieldCase(
            name: "everybody's identifier has slipped by one, and only names tell",
            accounts: .file(
                "accounts.csv",
                "username,displayName,identifier,status\nE1,Greta Holm,udi-0002,active\n"
                    + "E2,Henk Brand,udi-0003,active\nE3,Imke Claas,udi-0001,active\n"),
            commands: lost,
            right: .fails("nobody-locked-out", "identifiers-compared", says: [henk, "imke@werft.example"])),
        FieldCase(
            name: "a stranger has his identifier, and he has no account there",
            accounts: rows("zora@elsewhere.example,Zora Quist,udi-0002,active"), commands: lost + ["blast"],
            right: .fails(
                "nobody-locked-out", "identifiers-compared",
                says: [henk, "zora@elsewhere.example (Zora Quist), and neither address nor name is this person's"])),
        FieldCase(
            name: "who married is called otherwise there",
            accounts: rows("hmeyer@werft.example,Henk Meyer,udi-0002,active"),
            commands: lost, right: .passes("nobody-locked-out", "identifiers-compared")),
        FieldCase(
            name: "who is called by numbers there, without names",
            accounts: .file(
                "accounts.csv",
                "username,identifier,status\nE1,udi-0001,active\nE2,udi-0002,active\nE3,udi-0003,active\n"),
            commands: lost, right: .passes("nobody-locked-out", "identifiers-compared")),
        FieldCase(
            name: "who came back has a new address there",
            accounts: rows(
                "henk.old@werft.example,Henk Brand,udi-0002,disabled",
                "h.brand@werft.example,Henk Brand,udi-0002,active"),
            commands: lost, right: .passes("nobody-locked-out", "identifiers-compared")),
        FieldCase(
            name: "who is called by a number there", accounts: rows("E100417@werft.example,Henk Brand,udi-0002,active"),
            commands: lost, right: .passes("nobody-locked-out", "identifiers-compared")),
        FieldCase(
            name: "whose address there is a second one of his mailbox",
            accounts: rows("hb@werft.example,,udi-0002,active"), commands: lost,
            right: .passes("nobody-locked-out", "identifiers-compared")
        ) { $0.users[1]["proxyAddresses"] = ["SMTP:\(henk)", "smtp:hb@werft.example"] },
        FieldCase(
            name: "whose address there is a disabled account's here",
            accounts: rows("h.brand@werft.example,Henk Brand,udi-0002,active"), commands: ["check nobody-locked-out"],
            right: .passes("nobody-locked-out")
        ) {
            $0.users.append(FieldState.user(41, "h.brand@werft.example", "Henk Brand", nil, ["accountEnabled": false]))
        },
    ]

    /// Henk stands there a second time, with a change.
    private static func twice(_ state: inout FieldState, _ change: FieldState.Object) {
        state.users.append(state.users[1].merging(change) { $1 })
    }

    private static func counted(_ count: Int) -> @Sendable (inout FieldState) -> Void {
        {
            $0.first = { request, state in
                guard request.path == ["users"], request.query["$top"] == "999", request.query["$filter"] == nil else {
                    return nil
                }
                return FieldAnswer(["@odata.count": count, "value": state.users])
            }
        }
    }

    private static let twoStates = "twice, and the two say different things"

    private static let copies: [FieldCase] = [
        FieldCase(
            name: "a second copy has no identifier", commands: onboarded + ["cutover --dry-run"],
            right: .fails(
                "nobody-locked-out", "all-onboarded", locked: true, says: [twoStates], never: ["captive portal"])
        ) { twice(&$0, ["onPremisesImmutableId": FieldState.null]) },
        FieldCase(
            name: "a first copy was disabled", commands: onboarded,
            right: .fails("nobody-locked-out", "all-onboarded", as: "?", says: [twoStates])
        ) {
            twice(&$0, [:])
            $0.users[1]["accountEnabled"] = false
        },
        FieldCase(
            name: "a second copy has moved to another domain", commands: onboarded,
            right: .fails("nobody-locked-out", "all-onboarded", as: "?", says: [twoStates])
        ) { twice(&$0, ["userPrincipalName": "henk@\(FieldState.initial)", "id": FieldState.id(2).uppercased()]) },
        FieldCase(
            name: "a second copy is the same", commands: onboarded,
            right: .passes("nobody-locked-out", "all-onboarded")
        ) { twice(&$0, [:]) },
        FieldCase(
            name: "more are counted than came", commands: onboarded + ["cutover --dry-run"],
            right: .fails(
                "nobody-locked-out", "all-onboarded", locked: true,
                says: ["ended after 4, and Microsoft counts 30 in it"]),
            change: counted(30)),
        FieldCase(
            name: "as many are counted as came", commands: onboarded,
            right: .passes("nobody-locked-out", "all-onboarded"), change: counted(4)),
    ]

    /// Dan is linked, and his name lies on the initial domain; mail addresses are taken for a login, or aren't.
    private static func dans(_ state: inout FieldState, mail: String, logins: Bool, policy: String?) {
        state.users.append(
            FieldState.user(
                40, dan, "Dan Dorn", "udi-0040", ["mail": mail, "proxyAddresses": ["SMTP:\(mail)"]]))
        state.rollouts = []
        if logins {
            state.realmPolicies = [
                ["id": "p-1", "definition": [#"{"HomeRealmDiscoveryPolicy":{"AlternateIdLogin":{"Enabled":true}}}"#]]
            ]
        }
        state.first = { request, _ in
            guard request.path == ["policies", "federatedTokenValidationPolicy"], let policy else { return nil }
            let kind = policy.hasPrefix("enumerated") ? "enumeratedDomains" : "allDomains"
            return policy == "denied"
                ? .refused(403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.")
                : FieldAnswer([
                    "id": "x",
                    "validatingDomains": [
                        "@odata.type": "#microsoft.graph.\(kind)", "rootDomains": policy,
                        "domainNames": ["other.example"],
                    ] as FieldState.Object,
                ])
        }
    }

    private static let linked = FieldAccounts.csv(
        ["udi-0001", "udi-0002", "udi-0003"], more: ["dan@werft.example,Dan Dorn,udi-0040,active"])
    private static let accepted = ["check nobody-locked-out", "check tokens-accepted"]

    private static let elsewhere: [FieldCase] = [
        FieldCase(
            name: "A24+, signs in by mail, and Microsoft would refuse it", accounts: linked,
            commands: accepted + ["blast", "cutover --dry-run"],
            right: .fails(
                "nobody-locked-out", "tokens-accepted", as: "✗", locked: true, says: [dan, "AADSTS5000820"]),
            alone: [
                .identifiers(
                    "--blast", .fails(says: [dan, "AADSTS5000820", "Put the user principal name on the domain"]))
            ]
        ) { dans(&$0, mail: "dan@werft.example", logins: true, policy: nil) },
        FieldCase(
            name: "A24+, signs in by mail, and the policy lets it be", accounts: linked, commands: accepted,
            right: .passes("nobody-locked-out", "tokens-accepted")
        ) { dans(&$0, mail: "dan@werft.example", logins: true, policy: "none") },
        FieldCase(
            name: "A24+, the policy names other domains", accounts: linked, commands: accepted,
            right: .passes("nobody-locked-out", "tokens-accepted")
        ) { dans(&$0, mail: "dan@werft.example", logins: true, policy: "enumerated") },
        FieldCase(
            name: "A24+, managed domains are validated", accounts: linked, commands: accepted,
            right: .fails("nobody-locked-out", "tokens-accepted", as: "✗", says: [dan])
        ) { dans(&$0, mail: "dan@werft.example", logins: true, policy: "allManaged") },
        FieldCase(
            name: "A24+, the policy can't be read", accounts: linked, commands: accepted,
            right: .fails("nobody-locked-out", "tokens-accepted", as: "?", says: [dan])
        ) { dans(&$0, mail: "dan@werft.example", logins: true, policy: "denied") },
        FieldCase(
            name: "A24+, linked under a name on the initial domain, without mail on ours", accounts: linked,
            commands: accepted + ["blast", "cutover --dry-run"],
            right: .fails(
                "tokens-accepted", "nobody-locked-out", as: "✗", locked: true,
                says: ["\(dan) (linked to an account there)", "Microsoft would refuse who comes from Peig"])
        ) { dans(&$0, mail: dan, logins: false, policy: nil) },
        FieldCase(
            name: "A24+, linked under a name on another domain that may be switched itself", accounts: linked,
            commands: accepted, right: .passes("nobody-locked-out", "tokens-accepted")
        ) {
            dans(&$0, mail: "dan@other.example", logins: false, policy: nil)
            $0.domains.append(FieldState.domain(named: "other.example"))
            $0.users[4]["userPrincipalName"] = "dan@other.example"
        },
        FieldCase(
            name: "A24+, has an identifier on the initial domain, and nobody there has it", commands: accepted,
            right: .passes("nobody-locked-out", "tokens-accepted")
        ) { dans(&$0, mail: dan, logins: false, policy: nil) },
    ]

    @Test(arguments: persons) func whoseAnAccountIs(_ one: FieldCase) async throws { try await one.test() }
}
