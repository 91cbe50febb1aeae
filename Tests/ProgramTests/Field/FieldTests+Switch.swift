import Foundation
import TestSupport
import Testing

/// What would be switched, and what came of a switch.
extension FieldTests {
    private static let sent = ["POST /domains/\(FieldState.domain)/federationConfiguration"]
    private static let planned = "is federated, read back and configured as planned"

    static let switches: [FieldCase] = outcomes + certificates + switchedDomains

    /// A switch that is sent.
    private static func switched(
        _ name: String, then commands: [String], _ right: FieldExpectation,
        readBack: (@Sendable (FieldState.Object) -> FieldState.Object)?
    ) -> FieldCase {
        FieldCase(
            name: name, commands: ["check all", "cutover", FieldState.domain] + commands, right: right, writes: sent
        ) { $0.readBack = readBack.map { show in { show($0) } } }
    }

    private static func taken(
        _ marks: [String: String] = ["federation-as-meant": "✓"], says: [String] = [planned], never: [String] = []
    ) -> FieldExpectation {
        // What only a person can say of the time after the switch isn't said here.
        FieldExpectation(marks: marks, codes: [0, 1, 3], says: says, never: never)
    }

    private static let meant = ["check federation-as-meant"]

    private static let outcomes: [FieldCase] = [
        switched("A11, the certificate is read back in lines", then: meant, taken(never: ["✗ federation-as-meant"])) {
            var shown = $0
            shown["signingCertificate"] =
                CertificateSamples.lines(CertificateSamples.rsa).replacing("\n", with: "\r\n")
                + "\r\n"
            return shown
        },
        switched("A11+, addresses in other letters, and with their port", then: meant, taken()) {
            var shown = $0
            shown["passiveSignInUri"] = "HTTPS://Login.Werft-Peig.example:443/idp/profile/SAML2/POST/SSO"
            return shown
        },
        switched(
            "A11+, no behaviour for a second factor is read back", then: meant,
            taken(says: [planned, "MFA behaviour"], never: ["ACT NOW"])
        ) {
            var shown = $0
            shown["federatedIdpMfaBehavior"] = nil
            return shown
        },
        switched(
            "A11+, another certificate is read back", then: [],
            taken([:], says: ["the certificate is another one"], never: [planned])
        ) {
            var shown = $0
            shown["signingCertificate"] = CertificateSamples.next
            return shown
        },
        switched(
            "A11+, another path is read back", then: meant,
            taken(["federation-as-meant": "✗"], says: [], never: [planned])
        ) {
            var shown = $0
            shown["passiveSignInUri"] = "https://login.werft-peig.example/idp/profile/saml2/post/sso"
            return shown
        },
        switched(
            "A11-ok, a good switch", then: meant + ["check all"],
            FieldExpectation(
                marks: ["federation-as-meant": "✓", "realm-federated": "✓", "domain-ready": "✓"], codes: [0, 1, 3],
                says: [planned])
        ) { $0 },
        // Waited for once: how long a switch is looked for is the program's own.
        switched(
            "A11-slow, nothing shows it yet, and it is asked for once more",
            then: meant + ["check realm-federated", "status", "cutover"],
            taken(
                ["federation-as-meant": "✗?…·", "realm-federated": "✗?…·"], says: ["not known yet", "LOCKED"],
                never: [planned, "type cutover", "Type cutover", "nothing known blocks"]), readBack: nil),
    ]

    private static func certificate(_ name: String, _ certificate: String, says: [String]) -> FieldCase {
        FieldCase(
            name: name, answers: ["idp_certificate": certificate], commands: FieldCase.everything,
            right: FieldExpectation(locked: true, codes: [1, 2, 3], says: says))
    }

    private static let certificates: [FieldCase] = [
        certificate("A22-ec, with an elliptic key", CertificateSamples.curve, says: ["RSA"]),
        certificate("A22-ec+, with an Edwards key", CertificateSamples.edwards, says: ["RSA"]),
        certificate("A22-rsa1024, with a short key", CertificateSamples.weak, says: ["1024"]),
        certificate("A22-rsa1024+, a key and no certificate", CertificateSamples.publicKey, says: ["ertificate"]),
        FieldCase(
            name: "A22+, another good one", answers: ["idp_certificate": CertificateSamples.next],
            commands: FieldCase.everything, right: FieldExpectation(locked: false, codes: [0])),
    ]

    private static func pending(_ operation: String, _ status: String) -> @Sendable (inout FieldState) -> Void {
        {
            $0.domains[0]["state"] = [
                "operation": operation, "status": status, "lastActionDateTime": FieldState.day(0),
            ]
        }
    }

    private static let ready = ["check domain-ready", "check corporate-domain"]

    private static let switchedDomains: [FieldCase] = [
        FieldCase(
            name: "A25, the domain is being deleted", commands: ready + FieldCase.everything,
            right: .fails("domain-ready", locked: true, says: ["delet"]), change: pending("ForceDelete", "InProgress")),
        FieldCase(
            name: "A25+, it will be", commands: ready + ["cutover --dry-run"],
            right: .fails("domain-ready", locked: true), change: pending("Delete", "Scheduled")),
        FieldCase(
            name: "A25+, deleting it failed", commands: ready, right: .passes("domain-ready", "corporate-domain"),
            change: pending("ForceDelete", "Failed")),
        FieldCase(
            name: "A25+, a status that nobody knows", commands: ready + ["cutover --dry-run"],
            right: .fails("domain-ready", locked: true, says: ["paused"], never: ["captive portal"]),
            change: pending("ForceDelete", "Paused")),
        FieldCase(
            name: "A25+, it has become the default", commands: ready + ["cutover --dry-run"],
            right: .fails("domain-ready", as: "✗", locked: true)
        ) {
            $0.domains[0]["isDefault"] = true
            $0.domains[1]["isDefault"] = false
        },
        FieldCase(
            name: "A25+, it isn't verified any more", commands: ready + ["cutover --dry-run"],
            right: .fails("domain-ready", "corporate-domain", locked: true)
        ) { $0.domains[0]["isVerified"] = false },
        FieldCase(
            name: "subdomain-along, a subdomain goes along", commands: FieldCase.everything,
            right: .passes(locked: false, says: ["mail.werft.example"])
        ) { $0.domains.append(FieldState.domain(named: "mail.werft.example", ["isRoot": false])) },
        FieldCase(
            name: "subdomain-along+, one that was promoted stays", commands: ["check all", "cutover --dry-run"],
            right: .passes(locked: false, never: ["mail.werft.example"])
        ) { $0.domains.append(FieldState.domain(named: "mail.werft.example")) },
        FieldCase(
            name: "subdomain-along+, people on it aren't linked", commands: ["check nobody-locked-out", "blast"],
            right: .fails("nobody-locked-out", says: ["nils@mail.werft.example"])
        ) {
            $0.domains.append(FieldState.domain(named: "mail.werft.example", ["isRoot": false]))
            $0.users.append(FieldState.user(50, "nils@mail.werft.example", "Nils Nord", nil))
        },
        FieldCase(
            name: "subdomain-answer, the answer is a subdomain",
            answers: ["domain": "eu.werft.example", "admin_upn": "greta@eu.werft.example"],
            commands: FieldCase.everything, right: FieldExpectation(locked: true, codes: [1, 3])
        ) {
            $0.domains[0]["id"] = "eu.werft.example"
            $0.domains[0]["isRoot"] = false
            $0.domains.append(FieldState.domain(named: FieldState.domain))
            for place in 0..<3 {
                let name = $0.users[place]["userPrincipalName"] as? String ?? ""
                $0.users[place]["userPrincipalName"] = name.replacing("@werft", with: "@eu.werft")
            }
            $0.administrators[0]["userPrincipalName"] = "greta@eu.werft.example"
        },
    ]

    @Test(arguments: switches) func whatASwitchWouldDo(_ one: FieldCase) async throws { try await one.test() }
}
