import Crypto
import Foundation

/// A signature as `ssh-keygen -Y sign` makes it (OpenSSH, PROTOCOL.sshsig): with its key, for one namespace.
public struct SSHSignature: Hashable, Sendable {
    public let key: SSHPublicKey
    public let namespace: String
    private let hash: String
    private let signature: [UInt8]

    private static let preamble = Array("SSHSIG".utf8)
    private static let version: UInt32 = 1
    private static let armor = SSHArmor("SSH SIGNATURE")
    /// More than any signature takes: an RSA key of 16,384 bits needs 6 KB.
    private static let longest = 16_384

    /// - Parameter signature: what the key's holder made of `toSign`.
    public init(key: SSHPublicKey, namespace: String, signature: [UInt8]) {
        (self.key, self.namespace, self.signature) = (key, namespace, signature)
        hash = "sha512"
    }

    /// What a key's holder has to sign for a message.
    public static func toSign(_ message: [UInt8], namespace: String) -> [UInt8] {
        toSign(Array(SHA512.hash(data: message)), hash: "sha512", namespace: namespace)
    }

    private static func toSign(_ digest: [UInt8], hash: String, namespace: String) -> [UInt8] {
        preamble + SSHBytes.string(namespace) + SSHBytes.string("") + SSHBytes.string(hash) + SSHBytes.string(digest)
    }

    /// Reads one between its lines BEGIN and END.
    public init(armored text: String) throws(SignatureProblem) {
        guard text.utf8.count <= SSHSignature.longest else { throw .malformed }
        var reader = SSHBytes(try SSHSignature.armor.bytes(in: text))
        guard try reader.take(6) == SSHSignature.preamble else { throw .malformed }
        guard try reader.number() == SSHSignature.version else { throw .version }
        key = try SSHPublicKey(blob: try reader.string())
        namespace = try reader.text()
        _ = try reader.string()
        hash = try reader.text()
        signature = try reader.string()
        guard reader.isAtEnd else { throw .malformed }
    }

    /// As `ssh-keygen` writes it.
    public var armored: String {
        let bytes =
            SSHSignature.preamble + SSHBytes.number(SSHSignature.version) + SSHBytes.string(key.blob)
            + SSHBytes.string(namespace) + SSHBytes.string("") + SSHBytes.string(hash) + SSHBytes.string(signature)
        return SSHSignature.armor.text(of: bytes)
    }

    /// Proves that its key's holder signed this message, for this namespace.
    public func check(_ message: [UInt8], namespace: String) throws(SignatureProblem) {
        guard self.namespace == namespace else { throw .namespace(String(self.namespace.prefix(60))) }
        let digest: [UInt8]
        switch hash {
        case "sha512": digest = Array(SHA512.hash(data: message))
        case "sha256": digest = Array(SHA256.hash(data: message))
        default: throw .algorithm(String(hash.prefix(40)))
        }
        try SSHVerifier(key).check(
            signature, of: SSHSignature.toSign(digest, hash: hash, namespace: namespace))
    }
}
