import Journal
import Signatures
import Synchronization

/// Signatures over heads that were proven once: a journal is read again and again while somebody works, and proving is what
/// takes time. What was proven is its text and its signature, so that nothing else is taken for it.
final class SignatureProofs: Sendable {
    private struct Proven: Hashable {
        let signature: HeadSignature
        let head: Checkpoint
    }

    private let keys = Mutex<[Proven: SSHPublicKey]>([:])

    /// Whose signature it is, proven.
    func key(of signature: HeadSignature, over head: Checkpoint) throws(SignatureProblem) -> SSHPublicKey {
        let proven = Proven(signature: signature, head: head)
        if let key = keys.withLock({ $0[proven] }) { return key }
        let key = try signature.key(over: head)
        keys.withLock { $0[proven] = key }
        return key
    }
}
