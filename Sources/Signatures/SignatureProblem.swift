/// Why a key or a signature counts for nothing.
public enum SignatureProblem: Error, Hashable, Sendable, CustomStringConvertible {
    /// Bytes that aren't what SSH writes.
    case malformed
    /// A key of a kind that nobody should sign with, or that isn't known here.
    case keyType(String)
    case version
    /// It was made for something else.
    case namespace(String)
    /// The hash or the algorithm is none that is taken.
    case algorithm(String)
    /// It isn't of these words, or not by this key.
    case wrong
    /// The private key wants a passphrase.
    case encrypted

    public var description: String {
        switch self {
        case .malformed: "it isn't what SSH writes"
        case .keyType(let name):
            "keys of the kind \(name) aren't taken; ed25519, ecdsa, rsa of 2048 bits or more, and those of security keys are"
        case .version: "it is of another version of SSH's signatures"
        case .namespace(let name): "it was made for \"\(name)\", which is something else"
        case .algorithm(let name): "it was made with \(name), which isn't taken"
        case .wrong: "it doesn't fit what it stands under"
        case .encrypted: "the private key has a passphrase: add it to the agent (ssh-add), and name the .pub file"
        }
    }
}
