import Foundation
import SwiftASN1
import X509

/// What a certificate says of itself, whatever its key is. The library that checks certificates refuses keys that it
/// thinks too weak; to say that one is weak, it must be read.
///
/// RFC 5280, section 4.1 (Certificate); RFC 3279, section 2.3 (keys).
public struct CertificateFacts: Hashable, Sendable {
    /// A certificate's public key, as far as its strength goes.
    public enum Key: Hashable, Sendable {
        /// Length of the modulus in bits.
        case rsa(Int)
        case ellipticCurve
        /// The algorithm's object identifier.
        case other(String)

        public var words: String {
            switch self {
            case .rsa(let bits): "RSA, \(bits) bits"
            case .ellipticCurve: "an elliptic curve (EC)"
            case .other(let algorithm): "of another kind (\(algorithm))"
            }
        }
    }

    public let der: Data
    public let subject: String
    public let notBefore: Date
    public let notAfter: Date
    public let key: Key

    /// SHA-256 of the bytes, 64 hexadecimal digits.
    public var fingerprint: String { CertificateText.digest(of: der) }

    /// In one line, as it is sent.
    public var base64: String { der.base64EncodedString() }

    /// Shorter than this, nobody should trust a signature: NIST SP 800-57 part 1, table 2.
    public static let leastBits = 2_048

    /// Why Microsoft won't, or nobody should, take signatures by its key; nil where nothing speaks against it. Microsoft:
    /// "Use a SAML 2.0 Identity Provider (IdP) for Single Sign On", Signature block requirements, which knows RSA only.
    public var weakness: String? {
        switch key {
        case .rsa(let bits) where bits >= CertificateFacts.leastBits: nil
        case .rsa(let bits):
            "its key is too weak: RSA with \(bits) bits; \(CertificateFacts.leastBits) are the least that is safe"
        case .ellipticCurve, .other:
            "its key is \(key.words), and Microsoft's page on SAML providers asks for RSA signatures"
        }
    }

    /// nil where the bytes aren't one certificate and nothing else.
    public init?(der: Data) {
        guard let facts = try? CertificateFacts.read(der) else { return nil }
        self = facts
    }

    /// Base64, in lines or framed.
    public init?(text: String) {
        guard let der = CertificateText.der(text) else { return nil }
        self.init(der: der)
    }

    private init(der: Data, subject: String, notBefore: Date, notAfter: Date, key: Key) {
        self.der = der
        self.subject = subject
        self.notBefore = notBefore
        self.notAfter = notAfter
        self.key = key
    }

    private static func read(_ der: Data) throws -> CertificateFacts {
        let root = try DER.parse(Array(der))
        return try DER.sequence(root, identifier: .sequence) { certificate in
            let signed = try next(&certificate)
            while certificate.next() != nil {}
            return try DER.sequence(signed, identifier: .sequence) { fields in
                _ = try DER.optionalExplicitlyTagged(&fields, tagNumber: 0, tagClass: .contextSpecific) {
                    try Int(derEncoded: $0)
                }
                // Serial number, algorithm of the signature, issuer.
                for _ in 0..<3 { _ = try next(&fields) }
                let (from, until) = try DER.sequence(try next(&fields), identifier: .sequence) { validity in
                    (try time(try next(&validity)), try time(try next(&validity)))
                }
                let subject = try DistinguishedName(derEncoded: try next(&fields)).description
                let key = try key(try next(&fields))
                while fields.next() != nil {}
                return CertificateFacts(der: der, subject: subject, notBefore: from, notAfter: until, key: key)
            }
        }
    }

    private static func next(_ nodes: inout ASN1NodeCollection.Iterator) throws -> ASN1Node {
        guard let node = nodes.next() else {
            throw ASN1Error.invalidASN1Object(reason: "a part of the certificate is missing")
        }
        return node
    }

    private static func key(_ node: ASN1Node) throws -> Key {
        try DER.sequence(node, identifier: .sequence) { parts in
            let algorithm = try DER.sequence(try next(&parts), identifier: .sequence) { algorithm in
                let id = try ASN1ObjectIdentifier(derEncoded: try next(&algorithm))
                while algorithm.next() != nil {}
                return id
            }
            let bits = try ASN1BitString(derEncoded: try next(&parts))
            switch algorithm {
            case [1, 2, 840, 113_549, 1, 1, 1]: return .rsa(try modulus(bits.bytes))
            case [1, 2, 840, 10045, 2, 1]: return .ellipticCurve
            default: return .other(algorithm.description)
            }
        }
    }

    private static func modulus(_ bytes: ArraySlice<UInt8>) throws -> Int {
        try DER.sequence(try DER.parse(bytes), identifier: .sequence) { numbers in
            guard case .primitive(let modulus) = try next(&numbers).content else { return 0 }
            while numbers.next() != nil {}
            let significant = modulus.drop { $0 == 0 }
            return significant.first.map { significant.count * 8 - $0.leadingZeroBitCount } ?? 0
        }
    }

    private static func time(_ node: ASN1Node) throws -> Date {
        let parts: DateComponents
        if node.identifier == .utcTime {
            let time = try UTCTime(derEncoded: node)
            parts = DateComponents(
                year: time.year, month: time.month, day: time.day, hour: time.hours, minute: time.minutes,
                second: time.seconds)
        } else {
            let time = try GeneralizedTime(derEncoded: node)
            parts = DateComponents(
                year: time.year, month: time.month, day: time.day, hour: time.hours, minute: time.minutes,
                second: time.seconds)
        }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        guard let date = calendar.date(from: parts) else {
            throw ASN1Error.invalidASN1Object(reason: "a time of the certificate isn't one")
        }
        return date
    }
}
