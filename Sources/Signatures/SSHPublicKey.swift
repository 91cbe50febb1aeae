import Crypto
import Foundation

/// A public key as OpenSSH writes it: `ssh-ed25519 AAAA… comment`.
public struct SSHPublicKey: Hashable, Sendable {
    /// What is signed with it.
    enum Algorithm: String, Sendable, CaseIterable {
        case ed25519 = "ssh-ed25519"
        case ecdsa256 = "ecdsa-sha2-nistp256"
        case ecdsa384 = "ecdsa-sha2-nistp384"
        case ecdsa521 = "ecdsa-sha2-nistp521"
        case rsa = "ssh-rsa"
        case securityEd25519 = "sk-ssh-ed25519@openssh.com"
        case securityECDSA = "sk-ecdsa-sha2-nistp256@openssh.com"
    }

    let algorithm: Algorithm
    /// RFC 4253, section 6.6: the kind's name, and its numbers.
    public let blob: [UInt8]

    /// - Parameter blob: what stands in Base64 behind the kind's name.
    public init(blob: [UInt8]) throws(SignatureProblem) {
        var reader = SSHBytes(blob)
        let name = try reader.text()
        guard let algorithm = Algorithm(rawValue: name) else { throw .keyType(String(name.prefix(40))) }
        self.algorithm = algorithm
        self.blob = blob
        // What can't be read as a key of its kind is none.
        _ = try SSHVerifier(self)
    }

    /// One line of a `.pub` file, or of what `ssh-add -L` prints; what stands behind the key is passed over.
    public init(line: String) throws(SignatureProblem) {
        let words = line.split(whereSeparator: \.isWhitespace)
        guard words.count >= 2 else { throw .malformed }
        guard Algorithm(rawValue: String(words[0])) != nil else { throw .keyType(String(words[0].prefix(40))) }
        guard let data = Data(base64Encoded: String(words[1])) else { throw .malformed }
        try self.init(blob: Array(data))
        guard algorithm.rawValue == words[0] else { throw .malformed }
    }

    /// `ssh-ed25519 AAAA…`
    public var line: String { "\(algorithm.rawValue) \(Data(blob).base64EncodedString())" }

    /// As `ssh-keygen -l` shows it: `SHA256:…`.
    public var fingerprint: String {
        let digest = Data(SHA256.hash(data: blob)).base64EncodedString()
        return "SHA256:" + digest.prefix { $0 != "=" }
    }

    /// What people call its kind.
    public var kind: String {
        switch algorithm {
        case .ed25519: "ed25519"
        case .ecdsa256, .ecdsa384, .ecdsa521: "ecdsa"
        case .rsa: "rsa"
        case .securityEd25519, .securityECDSA: "security key"
        }
    }

    /// Whether somebody has to touch it for every signature.
    public var isOfSecurityKey: Bool { algorithm == .securityEd25519 || algorithm == .securityECDSA }

    public static func == (one: SSHPublicKey, other: SSHPublicKey) -> Bool { one.blob == other.blob }

    public func hash(into hasher: inout Hasher) { hasher.combine(blob) }
}
