import Foundation
import SwiftASN1

/// What somebody gave as a certificate: the certificate, or what it is instead, in a sentence that repeats none of it.
public enum PastedCertificate {
    /// Why it isn't taken.
    public enum Refusal: Error, Hashable, Sendable {
        case privateKey, publicKey, request, revocationList, container, pkcs12
        case chain(Int)
        case headers
        case cutOff
        case notBase64
        case notACertificate
        case unfit(String)

        /// A sentence, and what to do.
        public var words: String {
            switch self {
            case .privateKey:
                "That is a private key. It was not recorded and is shown nowhere; whoever has seen it can sign in as "
                    + "anybody, so keep it where it belongs. Paste the certificate."
            case .publicKey: "That is a bare public key. Paste the certificate that holds it."
            case .request: "That is a request for a certificate (CSR). Paste the certificate that was made of it."
            case .revocationList: "That is a list of revoked certificates (CRL). Paste the signing certificate."
            case .container:
                "That is a PKCS#7 container (.p7b, .p7c), which holds certificates. Take out the one that signs (openssl "
                    + "pkcs7 -print_certs) and paste that one."
            case .pkcs12:
                "That is a PKCS#12 file (.pfx, .p12), which holds a private key. It was not recorded. Paste the "
                    + "certificate alone."
            case .chain(let count):
                "Those are \(count) certificates, a chain. Microsoft takes one: paste the one that signs, without those "
                    + "of the authorities above it."
            case .headers:
                "There are header lines inside of the PEM block (such as Proc-Type). Paste the certificate without them."
            case .cutOff: "The PEM block has a BEGIN or an END without the other: a part is missing. Paste it whole."
            case .notBase64: "That isn't a certificate: it isn't Base64. Paste its Base64 text on one line."
            case .notACertificate:
                "That isn't a certificate, though it is Base64. Paste the Base64 text of the certificate on one line."
            case .unfit(let why): "The certificate can't be used: \(why). Let the provider sign with another one."
            }
        }
    }

    private enum Label: String {
        case certificate = "CERTIFICATE"
        case x509 = "X509 CERTIFICATE"
        case trusted = "TRUSTED CERTIFICATE"
    }

    /// - Throws: what it is instead, or why Microsoft wouldn't take it.
    public static func read(_ text: String) throws(Refusal) -> CertificateFacts {
        let facts = try recognized(text)
        if let weakness = facts.weakness { throw .unfit(weakness) }
        return facts
    }

    private static func recognized(_ text: String) throws(Refusal) -> CertificateFacts {
        // Framed blocks first: their labels say what they are. Whatever stands around them explains (RFC 7468, section 2).
        let blocks = text.matches(
            of: /-----\s*BEGIN\s+([A-Z0-9 ]*?)\s*-----([\s\S]*?)-----\s*END\s+[A-Z0-9 ]*?\s*-----/)
        for block in blocks where block.1.contains("PRIVATE KEY") { throw .privateKey }
        let frames = text.matches(of: /-----\s*(BEGIN|END)\b/).count
        if text.contains(/-----\s*BEGIN[A-Z0-9 ]*PRIVATE\s*KEY/) { throw .privateKey }
        guard frames == blocks.count * 2 else { throw .cutOff }
        guard !blocks.isEmpty else { return try bare(text) }
        for block in blocks {
            switch String(block.1) {
            case "PKCS7", "CMS": throw .container
            case "CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST": throw .request
            case "X509 CRL": throw .revocationList
            case "PUBLIC KEY", "RSA PUBLIC KEY": throw .publicKey
            default: continue
            }
        }
        let certificates = blocks.filter { Label(rawValue: String($0.1)) != nil }
        guard certificates.count < 2 else { throw .chain(certificates.count) }
        guard let only = certificates.first else { throw .notACertificate }
        if only.2.contains(":") { throw .headers }
        return try bare(String(only.2))
    }

    private static func bare(_ text: String) throws(Refusal) -> CertificateFacts {
        let letters = text.filter { !$0.isWhitespace }
        guard let bytes = Data(base64Encoded: letters), !bytes.isEmpty else {
            // Several, each with its own padding, one behind the other.
            let parts = letters.split(separator: "=")
            let isChain = parts.count > 1 && parts.allSatisfy { CertificateFacts(text: padded($0)) != nil }
            throw isChain ? .chain(parts.count) : .notBase64
        }
        if let facts = CertificateFacts(der: bytes) { return facts }
        throw instead(Array(bytes))
    }

    private static func padded(_ text: Substring) -> String {
        text + String(repeating: "=", count: (4 - text.count % 4) % 4)
    }

    /// What DER without a label is, by its first members.
    private static func instead(_ bytes: [UInt8]) -> Refusal {
        // PEM once more in Base64, as some portals' downloads are copied.
        if let inner = String(bytes: bytes, encoding: .utf8), inner.contains("-----BEGIN") {
            do {
                _ = try recognized(inner)
            } catch let refusal where refusal == .privateKey {
                return refusal
            } catch {}
            return .notACertificate
        }
        let objects = objects(bytes)
        if objects.count > 1, objects.allSatisfy({ CertificateFacts(der: Data($0)) != nil }) {
            return .chain(objects.count)
        }
        guard let root = try? DER.parse(bytes), case .constructed(let members) = root.content else {
            return .notACertificate
        }
        let parts = Array(members)
        guard let first = parts.first else { return .notACertificate }
        if first.identifier == .objectIdentifier {
            // SignedData. RFC 5652, section 3.
            let id = try? ASN1ObjectIdentifier(derEncoded: first)
            return id == [1, 2, 840, 113_549, 1, 7, 2] ? .container : .notACertificate
        }
        if first.identifier == .integer, let version = try? Int(derEncoded: first) {
            // Keys begin with 0 or 1 (RFC 5958, RFC 8017, RFC 5915), PKCS#12 with 3 (RFC 7292).
            if version == 3, parts.count >= 2, parts[1].identifier == .sequence { return .pkcs12 }
            return parts.count >= 2 ? .privateKey : .notACertificate
        }
        // A bare RSA public key is two integers, the first of which doesn't fit; a key that is encrypted, an algorithm and
        // an octet string; a public key, an algorithm and a bit string.
        if first.identifier == .integer { return .publicKey }
        if parts.count == 2, parts[1].identifier == .octetString { return .privateKey }
        if parts.count == 2, parts[1].identifier == .bitString { return .publicKey }
        guard parts.count == 3, case .constructed(let inner) = first.content else { return .notACertificate }
        // A request's body has a name in the second place (RFC 2986); a revocation list's, an algorithm, then a name and a
        // time (RFC 5280).
        let body = Array(inner)
        if body.count == 4, body[0].identifier == .integer { return .request }
        if body.contains(where: { $0.identifier == .utcTime || $0.identifier == .generalizedTime }) {
            return .revocationList
        }
        return .notACertificate
    }

    /// DER objects that stand one behind the other, each whole; empty where there is anything else.
    private static func objects(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        var objects: [ArraySlice<UInt8>] = []
        var rest = bytes[...]
        while rest.count > 4, objects.count < 32 {
            guard rest[rest.startIndex] == 0x30, rest[rest.startIndex + 1] == 0x82 else { return [] }
            let length = Int(rest[rest.startIndex + 2]) << 8 | Int(rest[rest.startIndex + 3])
            guard rest.count >= length + 4 else { return [] }
            objects.append(rest.prefix(length + 4))
            rest = rest.dropFirst(length + 4)
        }
        return rest.isEmpty ? objects : []
    }
}
