import Foundation
import Runbook
import Tenant
import TestSupport
import Testing

@testable import Verification

/// Whether a federation is as planned: one rule for the cutover's reading back and for the item after it.
struct FederationComparisonTests {
    private static let meant: [String: String] = [
        "issuerUri": "https://idp.example/saml", "passiveSignInUri": "https://idp.example/sso",
        "signOutUri": "https://idp.example/", "signingCertificate": CertificateSamples.rsa,
        "preferredAuthenticationProtocol": "saml", "federatedIdpMfaBehavior": "acceptIfMfaDoneByFederatedIdp",
    ]

    private enum Change {
        case value(String)
        case null, leftOut, number
    }

    private static func compared(_ field: String, _ change: Change) throws -> FederationComparison {
        var body: [String: Any] = meant
        body["id"] = "f"
        switch change {
        case .value(let text): body[field] = text
        case .null: body[field] = NSNull()
        case .leftOut: body[field] = nil
        case .number: body[field] = 7
        }
        let seen = try JSONDecoder().decode(
            DomainFederation.self, from: JSONSerialization.data(withJSONObject: body))
        return FederationComparison(
            seen, of: "a.example",
            from: InternalDomainFederation(
                displayName: "Peig", issuerUri: meant["issuerUri"] ?? "",
                passiveSignInUri: meant["passiveSignInUri"] ?? "", signOutUri: meant["signOutUri"] ?? "",
                signingCertificate: CertificateSamples.rsa, preferredAuthenticationProtocol: "saml",
                federatedIdpMfaBehavior: "acceptIfMfaDoneByFederatedIdp"))
    }

    @Test func anotherWritingOfTheSameIsTheSame() throws {
        let forms = [
            ("signingCertificate", CertificateSamples.lines(CertificateSamples.rsa)),
            ("signingCertificate", CertificateSamples.pem(CertificateSamples.rsa)),
            ("passiveSignInUri", "HTTPS://IDP.example:443/sso"), ("passiveSignInUri", "https://idp.example/%73so"),
            ("signOutUri", "https://idp.example"), ("preferredAuthenticationProtocol", "SAML"),
            ("preferredAuthenticationProtocol", "samlP"), ("preferredAuthenticationProtocol", "SAMLP"),
            ("federatedIdpMfaBehavior", "AcceptIfMfaDoneByFederatedIdp"), ("displayName", "Another"),
        ]
        for (field, form) in forms {
            let found = try Self.compared(field, .value(form))
            #expect(found.differences.isEmpty && found.untold.isEmpty && found.fault == nil, "\(field): \(form)")
        }
    }

    @Test func whatIsAnotherIsSaid() throws {
        let others: [(String, Change, String)] = [
            ("issuerUri", .value("https://IDP.example/saml"), "the issuer is https://IDP"),
            ("issuerUri", .value("https://idp.example/saml/"), "the issuer is"),
            ("issuerUri", .null, "the issuer is empty"), ("issuerUri", .value(""), "the issuer is empty"),
            ("passiveSignInUri", .value("https://idp.example/SSO"), "the sign-in URL is"),
            ("passiveSignInUri", .null, "the sign-in URL is empty"),
            ("signOutUri", .value(""), "the sign-out URL is empty"),
            ("signOutUri", .value("https://idp.example/x"), "the sign-out URL is https://idp.example/x"),
            ("signingCertificate", .value(CertificateSamples.next), "the certificate is another one"),
            ("signingCertificate", .value("MAAA"), "the certificate is not readable"),
            ("signingCertificate", .null, "it has no signing certificate"),
            ("preferredAuthenticationProtocol", .null, "the protocol is empty"),
            ("preferredAuthenticationProtocol", .value("wsFed"), "the protocol is wsFed"),
            ("preferredAuthenticationProtocol", .value("unknownFutureValue"), "the protocol is unknownFutureValue"),
            ("federatedIdpMfaBehavior", .value("rejectMfaByFederatedIdp"), "the MFA behaviour is reject"),
        ]
        for (field, change, says) in others {
            let found = try Self.compared(field, change)
            #expect(found.differences.count == 1 && found.differences[0].contains(says), "\(found.differences)")
        }
    }

    /// Nobody signs in by these two, and Microsoft may say null of them: they aren't known to be others.
    @Test func whatIsNotToldIsNoDifference() throws {
        for change in [Change.null, .leftOut, .number] {
            for (field, name) in [
                ("signOutUri", "the sign-out URL"), ("federatedIdpMfaBehavior", "the MFA behaviour"),
            ] {
                let found = try Self.compared(field, change)
                #expect(found.differences.isEmpty && found.fault == nil && found.untold == [name], "\(field)")
            }
        }
        // What people sign in by is unknown where it is left out: nothing may be called planned then.
        for field in ["issuerUri", "passiveSignInUri", "signingCertificate", "preferredAuthenticationProtocol"] {
            for change in [Change.leftOut, .number] {
                let found = try Self.compared(field, change)
                #expect(found.fault != nil && found.differences.isEmpty, "\(field)")
            }
        }
    }

    /// Of a domain that the runbook's switch isn't for, nothing is planned.
    @Test func withoutAPlanItIsUnknown() async throws {
        let federated = """
            {"id": "a.example", "authenticationType": "Federated", "isDefault": false, "isInitial": false,
             "isVerified": true, "isRoot": true, "supportedServices": [], "state": null}
            """
        let result = try await SmallGraph.result(
            "federation: a.example", "as-planned: true",
            [
                GraphPath(["domains"]): SmallGraph.list(federated),
                GraphPath(["domains", "a.example", "federationConfiguration"]): SmallGraph.list(#"{"id": "f"}"#),
            ])
        guard case .unknown(let obstacle) = result?.verdict else {
            Issue.record("\(String(describing: result?.verdict))")
            return
        }
        #expect(obstacle.reason.contains("Nothing says what a.example's federation should be"))
    }
}
