import Runbook
import Sameness
import Tenant

/// A certificate that somebody gave as the one with which the identity provider signs: read from the answer alone, nobody is
/// asked. RFC 5280, section 4.1.
enum SigningCertificateResource: Resource {
    static let name = "signing-certificate"
    static let selector: String? = "a certificate, mostly the answer in which it was pasted"
    static let form = LiteralForm.certificate
    static let properties = [
        Property(
            "expires", .time, label: "The signing certificate's end", needs: [],
            remedy: "Have the provider sign with a new certificate first, then give that one: {answer}"
        ) { selection, _ in
            let facts = try facts(selection)
            return Observed(.time(facts.notAfter), evidence: "SHA-256 \(CertificateText.grouped(facts.fingerprint))")
        },
        Property(
            "fingerprint", .text, same: .certificate, label: "The signing certificate's SHA-256", needs: [],
            remedy: "Copy the certificate from the provider once more: {answer}"
        ) { selection, _ in Observed(.text(try facts(selection).fingerprint)) },
    ]

    private static func facts(_ selection: Selection) throws(Impediment) -> CertificateFacts {
        guard let facts = CertificateFacts(text: selection.selector) else {
            throw .missing(
                message: "What was given as the signing certificate can't be read as one.",
                remedy: "Copy it from the provider once more: {answer}")
        }
        return facts
    }
}
