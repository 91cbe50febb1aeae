import Crypto
import Foundation
import Runbook
import Sameness
import Tenant

/// What stands at Microsoft about a federated domain. Graph: `GET /domains`, `GET /domains/{id}/federationConfiguration`.
enum FederationResource: Resource {
    static let name = "federation"
    static let selector: String? = "a domain's name"
    static let form = LiteralForm.domain
    private static let needs: [Permission] = [.domainInternalFederationReadAll, .domainReadAll]
    private static let remedy = "Set it right through Graph, or remove the federation and switch again."
    /// Where this session set nothing, there is nothing of it that could be taken back.
    private static let foreign =
        "Find out who set it, and ask them: Entra admin center → Monitoring → Audit logs → Set federation settings on "
        + "domain."

    /// A property of a configuration that is there.
    private static func property(
        _ name: String, _ type: ValueType, same: Sameness = .text, choices: [String] = [], _ label: String,
        remedy: String? = nil,
        _ read: @escaping @Sendable (DomainFederation, Selection, Probe) async throws -> Observed
    ) -> Property {
        Property(
            name, type, same: same, choices: choices, label: label, needs: needs, remedy: remedy ?? foreign
        ) {
            selection, probe in
            guard let configuration = try await configuration(selection, probe) else {
                throw Impediment.missing(
                    message: "\(selection.selector) has no federation configuration.", remedy: "Switch it: cutover.")
            }
            var observed = try await read(configuration, selection, probe)
            if remedy == nil, probe.ours?.configurationID == configuration.id { observed.remedy = self.remedy }
            return observed
        }
    }

    /// One of few words, in the form in which Graph documents it.
    private static func word(_ name: String, _ part: FederationPart, _ label: String) -> Property {
        property(name, .text, choices: part.choices, label) { configuration, selection, _ in
            switch part.read(configuration, of: selection.selector) {
            case .told(let word): Observed(.text(part.word(word)))
            case .nothing: Observed(.text("none"))
            case .unknown(let fault): throw fault
            }
        }
    }

    static let properties = [
        Property(
            "configured", .boolean, label: "A federation configuration", needs: needs,
            remedy: "Type verify in the session: it says what is known of {selector}'s switch, and what may follow."
        ) { selection, probe in
            let isConfigured = try await configuration(selection, probe) != nil
            return Observed(
                .boolean(isConfigured),
                explanation: isConfigured
                    ? "\(selection.selector) has a federation configuration."
                    : "\(selection.selector) has no federation configuration.")
        },
        property("as-planned", .boolean, "The federation as it is planned") { configuration, selection, probe in
            guard let meant = probe.meant, meant.domain == DomainName.folded(selection.selector) else {
                throw TenantFault.elsewhere(
                    "Nothing says what \(selection.selector)'s federation should be: it isn't the domain that this runbook "
                        + "switches, or an answer is missing.",
                    remedy:
                        "Type set: it shows what is answered. In a runbook, name the domain that its cutover switches.")
            }
            let comparison = FederationComparison(configuration, of: selection.selector, from: meant.federation)
            if comparison.differences.isEmpty, let fault = comparison.fault { throw fault }
            return Observed(
                .boolean(comparison.differences.isEmpty),
                explanation: comparison.differences.isEmpty
                    ? "\(selection.selector) is federated as planned."
                    : "\(selection.selector) isn't federated as planned: "
                        + "\(comparison.differences.joined(separator: "; ")).",
                evidence: comparison.untold.isEmpty
                    ? nil : "not told: \(comparison.untold.joined(separator: " and "))")
        },
        property("issuer", .text, "Issuer") { configuration, selection, _ in
            Observed(.text(try configuration.issuerUri.required(of: "\(selection.selector)'s federation")))
        },
        property("sign-in-url", .text, same: .address, "Sign-in URL") { configuration, selection, _ in
            Observed(.text(try configuration.passiveSignInUri.required(of: "\(selection.selector)'s federation")))
        },
        // Null where it was never set, these three alike. Microsoft Graph: internalDomainFederation, whose metadata has
        // them nullable, and whose creation doesn't demand them.
        property("sign-out-url", .text, same: .address, "Sign-out URL") { configuration, selection, _ in
            Observed(.text(try configuration.signOutUri.nullable(of: "\(selection.selector)'s federation") ?? ""))
        },
        word("protocol", .protocolName, "Protocol"), word("mfa-behaviour", .mfaBehaviour, "MFA behaviour"),
        property(
            "last-changed-by-us", .boolean, "Set by this session",
            remedy:
                "Find out who changed it: Entra admin center → Monitoring → Audit logs → Set federation settings on "
                + "domain."
        ) { configuration, selection, probe in
            let ours = probe.ours
            let isOurs =
                ours?.domain == DomainName.folded(selection.selector) && ours?.configurationID == configuration.id
            return Observed(
                .boolean(isOurs),
                explanation: isOurs
                    ? "This session federated \(selection.selector)."
                    : ours == nil
                        ? "\(selection.selector) was federated, and not by this session."
                        : "The federation of \(selection.selector) was made anew since this session did.")
        },
        property(
            "certificate-expires", .time, "The signing certificate's end",
            remedy: "Give Microsoft the identity provider's new certificate before it ends."
        ) { configuration, selection, _ in
            Observed(.time(try certificate(configuration, selection).notAfter))
        },
        property(
            "certificate-thumbprint", .text, same: .digits, "The signing certificate's thumbprint (SHA-1)",
            remedy: "Compare it with the certificate that the identity provider shows, and give Microsoft that one."
        ) { configuration, selection, _ in
            let der = try certificate(configuration, selection).der
            return Observed(.text(Insecure.SHA1.hash(data: der).map { String(format: "%02X", $0) }.joined()))
        },
    ]

    /// - Returns: nil where the domain is this tenant's and has none: it is managed, or follows the domain above it, and
    ///   the service said that there is none (Graph documents 404) or sent an empty list.
    private static func configuration(_ selection: Selection, _ probe: Probe) async throws -> DomainFederation? {
        func read(_ name: String) async throws -> [DomainFederation]? {
            try await probe.allIfThere(
                GraphPath(["domains", name, "federationConfiguration"]), of: DomainFederation.self)
        }
        async let reading = read(selection.selector)
        // 404 is said of a domain that isn't there, too; and of one whose name Graph has in its other form.
        let domain = try await DomainResource.one(selection.selector, probe)
        let isSameWriting = domain.id.lowercased() == selection.selector.lowercased()
        let first = try await reading
        let found = (isSameWriting ? first : try await read(domain.id)) ?? []
        guard found.count < 2 else {
            throw TenantFault.unexpected("\(found.count) federation configurations of \(domain.id)", about: domain.id)
        }
        if found.isEmpty, try domain.isRoot.required(of: domain.id), try domain.authentication() != .managed {
            throw TenantFault.elsewhere(
                "\(domain.id) isn't managed, says Microsoft, and shows no federation configuration of it.",
                remedy:
                    "A change may be on its way: check again in some minutes. If it stays, compare with Entra admin "
                    + "center → Custom domain names.")
        }
        return found.first
    }

    private static func certificate(
        _ configuration: DomainFederation, _ selection: Selection
    ) throws -> CertificateFacts {
        // A federation without one has been seen: Graph refused to make it, and the domain was federated all the same.
        let told = try configuration.signingCertificate.nullable(of: "\(selection.selector)'s federation")
        guard let text = told, !text.isEmpty else {
            throw Impediment.absent(
                message: "\(selection.selector) is federated without a signing certificate.",
                remedy: "Give Microsoft the identity provider's certificate.")
        }
        guard let facts = CertificateFacts(text: text) else {
            throw TenantFault.unexpected("the signing certificate can't be read", about: selection.selector)
        }
        return facts
    }
}
