import Signatures

/// Somebody's key, or an agent that has it.
public protocol HeadSigner: Sendable {
    var key: SSHPublicKey { get }
    /// - Throws: why not, as a sentence that says what to do. May wait for a person who has to touch a key.
    func sign(_ message: [UInt8], namespace: String) throws(SigningFailure) -> SSHSignature
}

/// Why nothing was signed.
public struct SigningFailure: Error, Hashable, Sendable, CustomStringConvertible {
    public let description: String

    public init(_ description: String) { self.description = description }
}

extension HeadSigner {
    /// Signs a journal's head.
    /// - Parameter first: the first of the entries that the key's holder wrote; nil for who has only seen it.
    public func sign(_ head: Checkpoint, wroteFrom first: Int?) throws(SigningFailure) -> HeadSignature {
        let text = HeadSignature.text(head, first: first)
        let signature = try sign(Array(text.utf8), namespace: HeadSignature.namespace)
        return HeadSignature(sequence: head.size, hash: head.hash, first: first, signature: signature.armored)
    }
}
