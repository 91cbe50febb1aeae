import Foundation
import Runbook
import Sameness
import Tenant

/// What the identity provider says of itself: its published SAML metadata, and whether its sign-in page is there.
/// Microsoft doesn't read it (Microsoft: "Use a SAML 2.0 Identity Provider (IdP) for Single Sign On"), so nobody but a
/// person, or this, sees that what Microsoft was given is no longer so.
enum IdentityProviderResource: Resource {
    static let name = "identity-provider"
    static let selector: String? = "the address of its SAML metadata, or a file of it"
    static let form = LiteralForm.metadata
    private static let set =
        "Type set --metadata {selector}: it shows what the provider says, and fills the answers from it."

    private static func property(
        _ name: String, _ type: ValueType, same: Sameness = .text, _ label: String, _ remedy: String,
        isOfPage: Bool = false,
        _ read: @escaping @Sendable (ProviderClient.Reading, Selection, Probe) async throws -> Observed
    ) -> Property {
        Property(name, type, same: same, label: label, needs: [], remedy: remedy) { selection, probe in
            let reading = try await probe.provider(selection.selector)
            var observed = try await read(reading, selection, probe)
            // The page answers by itself, whatever was read before.
            if isOfPage { return observed }
            let place = place(reading, selection.selector)
            func with(_ words: String?) -> String { [words, place.words].compactMap(\.self).joined(separator: "; ") }
            observed.explanation = observed.explanation.map { "\($0) \(place.sentence)" }
            observed.detail = with(observed.detail)
            observed.evidence = with(observed.evidence)
            return observed
        }
    }

    /// Where it was read: a file says what the provider said when it was written, and no more.
    private static func place(_ reading: ProviderClient.Reading, _ source: String) -> (words: String, sentence: String)
    {
        guard let written = reading.written else { return ("read at \(source)", "So says \(source).") }
        let time = Value.time(written).words
        return ("read in the file \(source), written \(time)", "So says the file \(source), written \(time).")
    }

    /// Addresses for a binding that Microsoft doesn't use are no addresses for it, and not nothing either.
    private static func list(_ addresses: [String], others: [SamlMetadata.Endpoint]) -> Observed {
        Observed(
            .list(addresses),
            detail: others.isEmpty
                ? nil : "for other bindings: \(others.prefix(4).map(\.words).joined(separator: ", "))")
    }

    static let properties = [
        // An identifier, letter by letter.
        property("entity-id", .text, "The provider's entity ID", set) { reading, _, _ in
            Observed(.text(reading.metadata.entityID))
        },
        property("sign-in-urls", .list, same: .address, "The provider's sign-in addresses (HTTP-POST)", set) {
            reading, _, _ in list(reading.metadata.signInAddresses, others: reading.metadata.otherSignIn)
        },
        property("sign-out-urls", .list, same: .address, "The provider's sign-out addresses (HTTP-Redirect)", set) {
            reading, _, _ in list(reading.metadata.signOutAddresses, others: reading.metadata.otherSignOut)
        },
        property(
            "certificates", .list, same: .certificate, "The certificates that the provider signs with (SHA-256)",
            "The provider may have rolled over. \(set)"
        ) { reading, _, _ in Observed(.list(reading.metadata.signing.map(\.fingerprint))) },
        property(
            "certificate-expires", .time, "The first end of a signing certificate",
            "Microsoft doesn't fetch the next certificate by itself. Let the provider roll over first; then type set --metadata "
                + "{selector}."
        ) { reading, _, probe in
            guard let first = reading.metadata.firstEnd(after: probe.now) else {
                throw Impediment.absent(message: "The provider has no signing certificate.", remedy: set)
            }
            return Observed(.time(first.notAfter), explanation: ends(reading.metadata, first))
        },
        property(
            "answers", .boolean, "The provider's sign-in page answers",
            "Open the address in a browser; whoever is sent there would see the same. Then ask who runs the provider.",
            isOfPage: true
        ) { reading, _, probe in try await answers(reading.metadata, probe) },
        property(
            "age", .duration, "The metadata's age",
            "Fetch the metadata again and type set --metadata FILE; or name its address instead."
        ) { reading, _, _ in
            Observed(
                .duration(Int(min(reading.age, 1e9))),
                evidence: reading.metadata.validUntil.map { "valid until \(Value.time($0).words) by its own word" })
        },
    ]

    private static func ends(_ metadata: SamlMetadata, _ first: CertificateFacts) -> String {
        let all = metadata.signing.map { "\($0.fingerprint.prefix(16))… until \(Value.time($0.notAfter).words)" }
        return
            "The provider is about to roll over: of \(all.count == 1 ? "its signing certificate" : "its \(all.count) signing certificates"), the first ends "
            + "\(Value.time(first.notAfter).words) (\(all.joined(separator: "; ")))."
    }

    /// Any answer over TLS that is trusted is one: what the page says to somebody who brings no request is its own affair.
    /// Only a gateway that has nobody behind it says so itself (RFC 9110, section 15.6).
    private static func answers(_ metadata: SamlMetadata, _ probe: Probe) async throws -> Observed {
        let addresses = Set(
            (metadata.signInAddresses.isEmpty ? metadata.signIn.map(\.location) : metadata.signInAddresses)
                .map(WebAddress.canonical)
        ).sorted().prefix(8)
        for address in addresses {
            switch await probe.answers(address) {
            case .success(let status) where [502, 503, 504].contains(status):
                return Observed(
                    .boolean(false), explanation: "\(address) answers \(status): nobody is behind its gateway.")
            case .success(let status) where [404, 410].contains(status):
                // A page that takes POST alone may say so of GET.
                throw TenantFault.elsewhere(
                    "\(address) answers \(status) when it is only looked at; whether it lets people sign in isn't known.",
                    remedy: "Start a sign-in there by hand, and see that the provider asks for it.")
            case .success: continue
            case .failure(.unreachable(_, let failure)):
                return Observed(
                    .boolean(false), explanation: "The sign-in page \(address) can't be reached: \(failure).")
            case .failure(let problem):
                return Observed(.boolean(false), explanation: problem.message, remedy: problem.remedy)
            }
        }
        return Observed(.boolean(true))
    }
}
