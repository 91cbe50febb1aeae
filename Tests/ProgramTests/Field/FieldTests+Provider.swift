import TestSupport
import Testing

/// What is said of a provider: before the switch by its metadata and its domain, after it by what is read back.
extension FieldTests {
    /// How the reading back and the item after the switch must both take an answer.
    private enum Taken {
        case planned, plannedButUntold, otherwise, unread

        var says: [String] {
            switch self {
            case .planned: ["read back and configured as planned"]
            case .plannedButUntold: ["read back and configured as planned", "Microsoft doesn't tell"]
            case .otherwise: ["not as planned"]
            case .unread: ["Microsoft doesn't tell the", "nobody knows whether it is as planned"]
            }
        }

        var never: [String] {
            switch self {
            case .planned: ["ACT NOW", "Microsoft doesn't tell", "switch again"]
            case .plannedButUntold: ["ACT NOW", "switch again"]
            case .otherwise, .unread: ["configured as planned."]
            }
        }

        var mark: String {
            switch self {
            case .planned, .plannedButUntold: "✓"
            case .otherwise: "✗"
            case .unread: "?"
            }
        }
    }

    private static func readBack(_ property: String, _ value: Any?, _ what: String, _ taken: Taken) -> FieldCase {
        nonisolated(unsafe) let value = value
        return FieldCase(
            name: "\(property) is \(what)",
            commands: ["check all", "cutover", FieldState.domain, "check federation-as-meant"],
            right: FieldExpectation(
                marks: ["federation-as-meant": taken.mark], codes: [0, 1, 3], says: taken.says, never: taken.never),
            writes: ["POST /domains/\(FieldState.domain)/federationConfiguration"]
        ) {
            $0.readBack = { made in
                var shown = made
                shown[property] = value
                return shown
            }
        }
    }

    static let readings: [FieldCase] = [
        readBack("signOutUri", FieldState.null, "null", .plannedButUntold),
        readBack("signOutUri", "https://login.werft-peig.example/idp/other", "another one", .otherwise),
        readBack("federatedIdpMfaBehavior", FieldState.null, "null", .plannedButUntold),
        readBack("federatedIdpMfaBehavior", "AcceptIfMfaDoneByFederatedIdp", "in other letters", .planned),
        readBack("federatedIdpMfaBehavior", "rejectMfaByFederatedIdp", "another one", .otherwise),
        readBack("preferredAuthenticationProtocol", "SAML", "in other letters", .planned),
        readBack("preferredAuthenticationProtocol", "samlP", "the older commands' word", .planned),
        readBack("preferredAuthenticationProtocol", FieldState.null, "null", .otherwise),
        readBack("preferredAuthenticationProtocol", "wsFed", "another one", .otherwise),
        readBack("signingCertificate", FieldState.null, "null", .otherwise),
        readBack("signingCertificate", CertificateSamples.next, "another one", .otherwise),
        readBack(
            "signingCertificate", CertificateSamples.pem(CertificateSamples.rsa), "between BEGIN and END", .planned),
        readBack("issuerUri", "https://login.werft-peig.example/idp/shibboleth/", "another one", .otherwise),
        readBack("issuerUri", nil, "left out", .unread), readBack("signingCertificate", nil, "left out", .unread),
        readBack("signOutUri", nil, "left out", .plannedButUntold),
    ]

    @Test(arguments: readings) func theItemSaysWhatTheSwitchRead(_ one: FieldCase) async throws {
        try await one.test()
    }

    private static func federated(_ issuer: String, _ signIn: String) -> @Sendable (inout FieldState) -> Void {
        {
            $0.domains[0]["authenticationType"] = "Federated"
            $0.federations[FieldState.domain] = [
                "id": "f-9", "displayName": "P", "issuerUri": issuer, "passiveSignInUri": signIn,
                "signOutUri": FieldState.null, "signingCertificate": CertificateSamples.rsa,
                "preferredAuthenticationProtocol": "saml", "federatedIdpMfaBehavior": FieldState.null,
            ]
            $0.realm = ["NameSpaceType": "Federated", "AuthURL": signIn]
        }
    }

    private static let foreign = ["reseller", "before this one", "rollback", "switch again", "Managed for"]

    static let owners: [FieldCase] = [
        FieldCase(
            name: "somebody has switched it to the provider that is meant",
            commands: ["check domain-ready", "check federation-as-meant", "verify"],
            right: FieldExpectation(
                marks: ["domain-ready": "✗"], codes: [0, 1, 2, 3],
                says: ["the issuer that this session would set", "not this session", "Audit logs"], never: foreign),
            change: federated(
                "https://login.werft-peig.example/idp/shibboleth",
                "https://login.werft-peig.example/idp/profile/SAML2/POST/SSO")),
        FieldCase(
            name: "another customer's server of the same kind", commands: ["check domain-ready"],
            right: FieldExpectation(
                marks: ["domain-ready": "✗"], codes: [1], says: ["login.other-peig.example", "agree with"],
                never: ["would set", "reseller", "rollback"]),
            change: federated(
                "https://login.other-peig.example/idp/shibboleth",
                "https://login.other-peig.example/idp/profile/SAML2/POST/SSO")),
    ]

    @Test(arguments: owners) func whoseFederationItIs(_ one: FieldCase) async throws { try await one.test() }
}
