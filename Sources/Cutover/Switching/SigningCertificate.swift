import Foundation
import Sameness

/// The certificate with which the identity provider signs, as far as a person wants to see it.
public struct SigningCertificate: Sendable {
    private let facts: CertificateFacts

    public var subject: String { facts.subject }
    public var notBefore: Date { facts.notBefore }
    public var notAfter: Date { facts.notAfter }
    /// Why Microsoft wouldn't take its signatures, or nobody should.
    public var weakness: String? { facts.weakness }
    /// SHA-256 of the DER, hexadecimal, in groups of four digits.
    public var fingerprint: String { CertificateText.grouped(facts.fingerprint) }

    public init?(base64: String) {
        guard let facts = CertificateFacts(text: base64) else { return nil }
        self.facts = facts
    }

    public init(_ facts: CertificateFacts) { self.facts = facts }
}
