import Crypto
import Foundation

/// An Ed25519 pair in OpenSSH's own form (PROTOCOL.key), without a passphrase.
public struct SSHKeyPair: Sendable {
    private let key: Curve25519.Signing.PrivateKey
    public let publicKey: SSHPublicKey

    private static let magic = Array("openssh-key-v1\0".utf8)
    private static let armor = SSHArmor("OPENSSH PRIVATE KEY")
    private static let kind = SSHPublicKey.Algorithm.ed25519.rawValue

    /// A new one.
    public init() throws(SignatureProblem) { try self.init(Curve25519.Signing.PrivateKey()) }

    private init(_ key: Curve25519.Signing.PrivateKey) throws(SignatureProblem) {
        self.key = key
        publicKey = try SSHPublicKey(
            blob: SSHBytes.string(SSHKeyPair.kind) + SSHBytes.string(key.publicKey.rawRepresentation))
    }

    /// Reads a private key's file.
    public init(text: String) throws(SignatureProblem) {
        var reader = SSHBytes(try SSHKeyPair.armor.bytes(in: text))
        guard try reader.take(SSHKeyPair.magic.count) == SSHKeyPair.magic else { throw .malformed }
        let (cipher, _, _) = (try reader.text(), try reader.string(), try reader.string())
        guard cipher == "none" else { throw .encrypted }
        guard try reader.number() == 1 else { throw .malformed }
        let blob = try reader.string()
        var inner = SSHBytes(try reader.string())
        guard try inner.number() == (try inner.number()) else { throw .malformed }
        let name = try inner.text()
        guard name == SSHKeyPair.kind else { throw .keyType(String(name.prefix(40))) }
        _ = try inner.string()
        // The seed, and the public part once more.
        let secret = try inner.string()
        guard secret.count == 64, let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: secret.prefix(32))
        else {
            throw .malformed
        }
        try self.init(key)
        guard publicKey.blob == blob else { throw .malformed }
    }

    /// The private key's file.
    /// - Parameter comment: whose it is, for people.
    public func text(comment: String) -> String {
        let check = SSHBytes.number(UInt32.random(in: 0 ... .max))
        var inner = check + check + SSHBytes.string(SSHKeyPair.kind)
        inner += SSHBytes.string(key.publicKey.rawRepresentation)
        inner += SSHBytes.string(Array(key.rawRepresentation) + Array(key.publicKey.rawRepresentation))
        inner += SSHBytes.string(comment)
        inner += (1...8).map { UInt8($0) }.prefix((8 - inner.count % 8) % 8)
        let bytes =
            SSHKeyPair.magic + SSHBytes.string("none") + SSHBytes.string("none") + SSHBytes.string("")
            + SSHBytes.number(1) + SSHBytes.string(publicKey.blob) + SSHBytes.string(inner)
        return SSHKeyPair.armor.text(of: bytes)
    }

    /// Signs what `SSHSignature.toSign` says.
    public func sign(_ message: [UInt8], namespace: String) throws(SignatureProblem) -> SSHSignature {
        guard let bytes = try? key.signature(for: SSHSignature.toSign(message, namespace: namespace)) else {
            throw .wrong
        }
        return SSHSignature(
            key: publicKey, namespace: namespace, signature: SSHBytes.string(SSHKeyPair.kind) + SSHBytes.string(bytes))
    }
}
