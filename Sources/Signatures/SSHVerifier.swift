import Crypto
import Foundation
import _CryptoExtras

/// Proves signatures by one key.
struct SSHVerifier {
    private enum Key {
        case ed25519(Curve25519.Signing.PublicKey)
        case p256(P256.Signing.PublicKey)
        case p384(P384.Signing.PublicKey)
        case p521(P521.Signing.PublicKey)
        case rsa(_RSA.Signing.PublicKey)
    }

    private let key: Key
    /// Of a security key: what it was made for.
    private let application: [UInt8]?
    private let algorithm: SSHPublicKey.Algorithm

    init(_ publicKey: SSHPublicKey) throws(SignatureProblem) {
        algorithm = publicKey.algorithm
        var reader = SSHBytes(publicKey.blob)
        _ = try reader.string()
        do {
            switch algorithm {
            case .ed25519, .securityEd25519:
                key = .ed25519(try .init(rawRepresentation: try reader.string()))
            case .ecdsa256, .securityECDSA:
                key = .p256(try .init(x963Representation: try SSHVerifier.point(&reader, curve: "nistp256")))
            case .ecdsa384:
                key = .p384(try .init(x963Representation: try SSHVerifier.point(&reader, curve: "nistp384")))
            case .ecdsa521:
                key = .p521(try .init(x963Representation: try SSHVerifier.point(&reader, curve: "nistp521")))
            case .rsa:
                let (exponent, modulus) = (try reader.positive(), try reader.positive())
                // NIST SP 800-131A: shorter ones aren't to be relied on. OpenSSH takes no longer ones.
                guard (256...2_048).contains(modulus.count) else { throw SignatureProblem.keyType("rsa of few bits") }
                key = .rsa(try .init(n: modulus, e: exponent))
            }
            application = publicKey.isOfSecurityKey ? try reader.string() : nil
        } catch let problem as SignatureProblem {
            throw problem
        } catch {
            throw .malformed
        }
        guard reader.isAtEnd else { throw .malformed }
    }

    /// RFC 5656, section 3.1: the curve's name, and a point that isn't compressed.
    private static func point(_ reader: inout SSHBytes, curve: String) throws(SignatureProblem) -> [UInt8] {
        guard try reader.text() == curve else { throw .malformed }
        return try reader.string()
    }

    /// - Parameter signature: the kind's name, the signature, and what a security key adds.
    func check(_ signature: [UInt8], of message: [UInt8]) throws(SignatureProblem) {
        var reader = SSHBytes(signature)
        let name = try reader.text()
        let bytes = try reader.string()
        var signed = message
        if let application {
            guard name == algorithm.rawValue else { throw .algorithm(String(name.prefix(40))) }
            // PROTOCOL.u2f: the key signs what it was made for, how it was touched, and a counter along.
            let (flags, counter) = (try reader.byte(), try reader.take(4))
            guard flags & 0x01 != 0 else { throw .wrong }
            signed = Array(SHA256.hash(data: application)) + [flags] + counter + Array(SHA256.hash(data: message))
        }
        guard reader.isAtEnd else { throw .malformed }
        guard try isValid(bytes, name, signed) else { throw .wrong }
    }

    private func isValid(_ bytes: [UInt8], _ name: String, _ message: [UInt8]) throws(SignatureProblem) -> Bool {
        let isRSA = if case .rsa = key { true } else { false }
        guard isRSA || name == algorithm.rawValue else { throw .algorithm(String(name.prefix(40))) }
        do {
            switch key {
            case .ed25519(let key): return bytes.count == 64 && key.isValidSignature(bytes, for: message)
            case .p256(let key):
                return key.isValidSignature(
                    try .init(rawRepresentation: try SSHVerifier.pair(bytes, of: 32)),
                    for: SHA256.hash(data: message))
            case .p384(let key):
                return key.isValidSignature(
                    try .init(rawRepresentation: try SSHVerifier.pair(bytes, of: 48)),
                    for: SHA384.hash(data: message))
            case .p521(let key):
                return key.isValidSignature(
                    try .init(rawRepresentation: try SSHVerifier.pair(bytes, of: 66)),
                    for: SHA512.hash(data: message))
            case .rsa(let key):
                let signature = _RSA.Signing.RSASignature(rawRepresentation: bytes)
                // RFC 8332. Signatures over SHA-1 ("ssh-rsa") prove nothing any more.
                switch name {
                case "rsa-sha2-256":
                    return key.isValidSignature(
                        signature, for: SHA256.hash(data: message), padding: .insecurePKCS1v1_5)
                case "rsa-sha2-512":
                    return key.isValidSignature(
                        signature, for: SHA512.hash(data: message), padding: .insecurePKCS1v1_5)
                default: throw SignatureProblem.algorithm(String(name.prefix(40)))
                }
            }
        } catch let problem as SignatureProblem {
            throw problem
        } catch {
            throw .malformed
        }
    }

    /// RFC 5656, section 3.1.2: two numbers, as the curve's own form has them, each of so many bytes.
    private static func pair(_ bytes: [UInt8], of count: Int) throws(SignatureProblem) -> [UInt8] {
        var reader = SSHBytes(bytes)
        let numbers = [try reader.positive(), try reader.positive()]
        guard reader.isAtEnd, numbers.allSatisfy({ $0.count <= count }) else { throw .malformed }
        return numbers.flatMap { [UInt8](repeating: 0, count: count - $0.count) + $0 }
    }
}
