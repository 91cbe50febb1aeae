import Signatures

/// A signature over a journal's head. Whoever made it had the journal up to that entry before them, and says which of its
/// last entries they wrote, or that they have only seen it.
public struct HeadSignature: Hashable, Sendable {
    /// The last entry that it covers.
    public let sequence: Int
    /// That entry's hash when it was signed.
    public let hash: String
    /// The first of the entries that the signer wrote, up to the last one; nil for a witness.
    public let first: Int?
    /// As `ssh-keygen -Y sign` writes it, over what `text` says of the head.
    public let signature: String

    public init(sequence: Int, hash: String, first: Int?, signature: String) {
        (self.sequence, self.hash, self.first, self.signature) = (sequence, hash, first, signature)
    }

    /// What signatures over heads are made for, and for nothing else.
    public static let namespace = "checkpoint@lockstep"

    /// What is signed: the checkpoint, and one more extension line that says what the signer has to do with it.
    public static func text(_ head: Checkpoint, first: Int?) -> String {
        head.text + (first.map { "wrote from \($0)\n" } ?? "seen\n")
    }

    /// Whose signature it is, proven over a head as it stands.
    public func key(over head: Checkpoint) throws(SignatureProblem) -> SSHPublicKey {
        let signed = try SSHSignature(armored: signature)
        let text = HeadSignature.text(head, first: first)
        try signed.check(Array(text.utf8), namespace: HeadSignature.namespace)
        return signed.key
    }
}
