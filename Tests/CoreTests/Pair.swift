import Journal
import Signatures

/// Somebody's key in a test.
struct Pair: HeadSigner {
    let pair: SSHKeyPair
    var key: SSHPublicKey { pair.publicKey }

    func sign(_ message: [UInt8], namespace: String) throws(SigningFailure) -> SSHSignature {
        do throws(SignatureProblem) { return try pair.sign(message, namespace: namespace) } catch {
            throw SigningFailure("\(error)")
        }
    }
}
