import Testing

/// Whether the emergency account gets in: what it signs in with beside what Conditional Access asks for.
extension FieldTests {
    private static let emergency = "emergency@\(FieldState.initial)"

    /// A sign-in method, as Graph tells it.
    private enum Method: Sendable {
        case plain(String)
        case pass(days: Double, usable: Bool, once: Bool = false)

        var object: FieldState.Object {
            switch self {
            case .plain(let kind):
                return ["@odata.type": "#microsoft.graph.\(kind)AuthenticationMethod", "id": "m-\(kind)"]
            case .pass(let days, let isUsable, let isOnce):
                return [
                    "@odata.type": "#microsoft.graph.temporaryAccessPassAuthenticationMethod", "id": "m-pass",
                    "isUsable": isUsable, "isUsableOnce": isOnce,
                    "methodUsabilityReason": isUsable ? "EnabledByPolicy" : "Expired",
                    "startDateTime": FieldState.day(isUsable ? 0 : -40), "lifetimeInMinutes": Int(days * 1_440),
                ]
            }
        }
    }

    /// What a policy asks for.
    private struct Grants: Sendable {
        var word = "OR"
        var controls: [String] = []
        /// The last figure of its id, its name, and what it takes, if it says so.
        var strength: (Int, String, [String]?)?

        var object: FieldState.Object {
            var object: FieldState.Object = ["operator": word, "builtInControls": controls]
            if let (last, name, combinations) = strength {
                var strength: FieldState.Object = [
                    "id": "00000000-0000-0000-0000-00000000000\(last)", "displayName": name,
                ]
                if let combinations { strength["allowedCombinations"] = combinations }
                object["authenticationStrength"] = strength
            } else {
                object["authenticationStrength"] = FieldState.null
            }
            return object
        }
    }

    private static let multifactor = Grants(controls: ["mfa"])
    private static let resistant = Grants(strength: (4, "Phishing-resistant MFA", nil))

    /// - Parameters:
    ///   - methods: nil where they are denied.
    ///   - grants: what a policy that applies asks for; no policy without.
    private static func way(
        _ name: String, _ methods: [Method]?, _ grants: Grants? = nil,
        commands: [String] = ["check way-back"], right: FieldExpectation
    ) -> FieldCase {
        FieldCase(name: name, commands: commands, right: right) {
            $0.first = { request, _ in
                if request.path.suffix(2) == ["authentication", "methods"] {
                    return methods.map { .page($0.map(\.object)) }
                        ?? .refused(403, "accessDenied", "Request Authorization failed")
                }
                guard request.path.last == "evaluate" else { return nil }
                let policy: FieldState.Object = [
                    "id": "p", "displayName": "Admins", "state": "enabled", "policyApplies": true,
                    "analysisReasons": "notSet", "grantControls": grants.map(\.object) ?? FieldState.null,
                ]
                return .page(grants == nil ? [] : [policy])
            }
        }
    }

    private static let password = Method.plain("password")
    private static let expired = Method.pass(days: 1, usable: false)
    private static let locked = ["check way-back", "cutover --dry-run"]

    static let waysIn: [FieldCase] = [
        way("a password, and no policy", [password], right: .passes("way-back")),
        way(
            "a password, and a second factor is asked for", [password], multifactor, commands: locked,
            right: .fails(
                "way-back", as: "?", locked: true, says: [emergency, "“Admins” asks for a second factor", "register"])),
        way(
            "a password and an app, and a second factor is asked for", [password, .plain("softwareOath")], multifactor,
            right: .passes("way-back")),
        way(
            "a passkey, and a second factor is asked for", [password, .plain("fido2")], multifactor,
            right: .passes("way-back")
        ),
        way(
            "a password, and a strength is asked for", [password],
            Grants(strength: (4, "Phishing-resistant MFA", ["fido2"])),
            commands: locked,
            right: .fails(
                "way-back", as: "✗", locked: true, says: ["asks for the strength “Phishing-resistant MFA”", "Exclude"])),
        way(
            "a number beside the password is no phishing-resistant way", [password, .plain("phone")], resistant,
            right: .fails("way-back", says: ["Phishing-resistant"])),
        way("a passkey is one", [password, .plain("fido2")], resistant, right: .passes("way-back")),
        way(
            "a strength of the tenant's own", [password, .plain("phone")],
            Grants(strength: (9, "Ours", ["password,sms", "fido2"])), right: .passes("way-back")),
        way(
            "a strength of the tenant's own that isn't said", [password, .plain("fido2")],
            Grants(strength: (9, "Ours", nil)),
            right: .fails("way-back", as: "?", says: ["“Ours”, and doesn't say which methods that takes"])),
        way(
            "either of two, and one is there", [password, .plain("fido2")],
            Grants(word: "OR", controls: ["compliantDevice", "mfa"]), right: .passes("way-back")),
        way(
            "both of two, and one may not be there", [password, .plain("fido2")],
            Grants(word: "AND", controls: ["compliantDevice", "mfa"]), right: .fails("way-back", as: "?")),
        way(
            "both of two, and one surely isn't there", [.plain("fido2")],
            Grants(word: "AND", controls: ["compliantDevice", "passwordChange"]),
            right: .fails("way-back", as: "✗", says: ["asks for a changed password"])),
        way(
            "what there is can't be asked, and something is asked for", nil, multifactor,
            right: .fails("way-back", as: "?", says: ["UserAuthenticationMethod.Read.All"])),
        way("what there is can't be asked, and nothing is asked for", nil, right: .passes("way-back")),
        way(
            "an address for resets", [.plain("email")], commands: locked,
            right: .fails("way-back", as: "✗", locked: true, says: ["no method that a sign-in can begin with"])),
        way(
            "a pass that has expired", [expired], commands: locked,
            right: .fails("way-back", as: "✗", locked: true, says: ["can't be used (Expired)"])),
        way(
            "a pass that ends tomorrow", [.pass(days: 1, usable: true)],
            right: .fails("way-back", as: "✗", says: ["its temporary access pass ends"])),
        way("a pass for a month", [.pass(days: 29, usable: true)], multifactor, right: .passes("way-back")),
        way(
            "a pass that has expired, beside a password and a key", [expired, password, .plain("fido2")],
            right: .passes("way-back")),
        way(
            "a pass that works once", [.pass(days: 29, usable: true, once: true)], commands: locked,
            right: .fails("way-back", as: "✗", locked: true, says: ["works once"])),
        way(
            "a pass that works once, beside a password, and a second factor is asked for",
            [.pass(days: 29, usable: true, once: true), password], multifactor, right: .fails("way-back", as: "?")),
        way(
            "a QR code for phones", [.plain("qrCodePin")],
            right: .fails("way-back", as: "✗", says: ["no method that a sign-in can begin with"])),
        way(
            "a strength that a certificate meets, which no list tells", [password],
            Grants(strength: (4, "Phishing-resistant MFA", ["fido2", "x509CertificateMultiFactor"])),
            right: .fails("way-back", as: "?", says: ["whether it has a certificate or an app for that isn't told"])),
        way(
            "a strength that an app without a password meets, and an app is there",
            [password, .plain("microsoftAuthenticator")],
            Grants(strength: (3, "Passwordless", ["fido2", "deviceBasedPush"])), right: .fails("way-back", as: "?")),
        way(
            "only what nobody knows", [.plain("starlight")],
            right: .fails("way-back", as: "?", says: ["starlightAuthenticationMethod"])),
        FieldCase(
            name: "its domain is being deleted", commands: locked,
            right: .fails("way-back", as: "✗", locked: true, says: [emergency, "is being deleted"])
        ) { $0.domains[1]["state"] = ["operation": "ForceDelete", "status": "InProgress"] as FieldState.Object },
        FieldCase(
            name: "its domain is being verified", commands: ["check way-back"], right: .passes("way-back")
        ) { $0.domains[1]["state"] = ["operation": "Verification", "status": "InProgress"] as FieldState.Object },
        FieldCase(
            name: "it is disabled: the remedy enables it", commands: ["check way-back"],
            right: .fails("way-back", as: "✗", says: ["Users → \(emergency) → Edit properties → Enable account"])
        ) { $0.users[3]["accountEnabled"] = false },
        FieldCase(
            name: "nobody is outside: the remedy makes somebody", commands: ["check way-back"],
            right: .fails("way-back", as: "✗", says: ["New user on the .onmicrosoft.com domain"], never: ["Or:"])
        ) { $0.administrators.removeLast() },
    ]

    @Test(arguments: waysIn) func whoGetsIn(_ one: FieldCase) async throws { try await one.test() }
}
