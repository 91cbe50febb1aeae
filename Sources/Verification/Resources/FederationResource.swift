import Crypto
import Foundation
import Runbook
import Tenant
import X509

/// What stands at Microsoft about a federated domain. Graph: `GET /domains/{id}/federationConfiguration`.
enum FederationResource: Resource {
    static let name = "federation"
    static let selector: String? = "a domain's name"
    private static let permission = "Domain-InternalFederation.Read.All"
    private static let remedy = "Set it right through Graph, or remove the federation and switch again."
    static let properties = [
        Property(
            "configured", .boolean, label: "A federation configuration", permission: permission,
            remedy: "Type verify in the session: it says what is known of {selector}'s switch, and what may follow."),
        Property("issuer", .text, label: "Issuer", permission: permission, remedy: remedy),
        Property("sign-in-url", .text, label: "Sign-in URL", permission: permission, remedy: remedy),
        Property("sign-out-url", .text, label: "Sign-out URL", permission: permission, remedy: remedy),
        Property(
            "protocol", .text, choices: ["saml", "wsFed", "none"], label: "Protocol", permission: permission,
            remedy: remedy),
        Property(
            "mfa-behaviour", .text,
            choices: [
                "acceptIfMfaDoneByFederatedIdp", "enforceMfaByFederatedIdp", "rejectMfaByFederatedIdp", "none",
            ], label: "MFA behaviour", permission: permission, remedy: remedy),
        Property(
            "last-changed-by-us", .boolean, label: "Set by this session", permission: permission,
            remedy:
                "Find out who changed it: Entra admin center → Monitoring → Audit logs → Set federation settings on "
                + "domain."),
        Property(
            "certificate-expires", .time, label: "The signing certificate's end", permission: permission,
            remedy: "Give Microsoft the identity provider's new certificate before it ends."),
        Property(
            "certificate-thumbprint", .text, label: "The signing certificate's thumbprint (SHA-1)",
            permission: permission,
            remedy: "Compare it with the certificate that the identity provider shows, and give Microsoft that one."),
    ]

    static func observe(_ property: String, of selection: Selection, _ probe: Probe) async throws(Impediment)
        -> Observed
    {
        let configurations = try await reading { () async throws(TenantFault) in
            try await probe.allIfThere(
                GraphPath(["domains", selection.selector, "federationConfiguration"]),
                of: InternalDomainFederation.self)
        }
        // A managed domain has none: the service says 404, or sends an empty list.
        let configuration = configurations?.first
        if property == "configured" {
            return Observed(
                .boolean(configuration != nil),
                explanation: configuration == nil
                    ? "\(selection.selector) has no federation configuration."
                    : "\(selection.selector) has a federation configuration.")
        }
        guard let configuration else {
            throw .absent(
                message: "\(selection.selector) has no federation configuration.", remedy: "Switch it: cutover.")
        }
        switch property {
        case "last-changed-by-us":
            let ours = probe.ours
            let isOurs = ours?.domain == selection.selector.lowercased() && ours?.configurationID == configuration.id
            return Observed(
                .boolean(isOurs),
                explanation: isOurs
                    ? "This session federated \(selection.selector)."
                    : ours == nil
                        ? "\(selection.selector) was federated, and not by this session."
                        : "The federation of \(selection.selector) was made anew since this session did.")
        case "issuer": return Observed(.text(configuration.issuerUri ?? ""))
        case "sign-in-url": return Observed(.text(configuration.passiveSignInUri ?? ""))
        case "sign-out-url": return Observed(.text(configuration.signOutUri ?? ""))
        case "protocol": return Observed(.text(configuration.preferredAuthenticationProtocol ?? "none"))
        case "mfa-behaviour": return Observed(.text(configuration.federatedIdpMfaBehavior ?? "none"))
        default: return try certificate(property, configuration, selection)
        }
    }

    private static func certificate(
        _ property: String, _ configuration: InternalDomainFederation, _ selection: Selection
    ) throws(Impediment) -> Observed {
        guard let text = configuration.signingCertificate, !text.isEmpty else {
            throw .absent(
                message: "\(selection.selector) is federated without a signing certificate.",
                remedy: "Give Microsoft the identity provider's certificate.")
        }
        guard let der = Data(base64Encoded: text), let certificate = try? Certificate(derEncoded: Array(der)) else {
            throw .fault(.unexpected("the signing certificate can't be read"))
        }
        if property == "certificate-expires" { return Observed(.time(certificate.notValidAfter)) }
        return Observed(.text(Insecure.SHA1.hash(data: der).map { String(format: "%02X", $0) }.joined()))
    }
}
