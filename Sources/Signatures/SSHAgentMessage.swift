/// What is asked of ssh's agent, and what it answers (draft-ietf-sshm-ssh-agent, section 3.6).
public enum SSHAgentMessage {
    private static let request: UInt8 = 13
    private static let response: UInt8 = 14
    /// An RSA key signs with SHA-512.
    private static let sha512: UInt32 = 4

    /// With its length before it.
    /// - Parameter data: what is to be signed.
    public static func request(_ key: SSHPublicKey, _ data: [UInt8]) -> [UInt8] {
        SSHBytes.string(
            [request] + SSHBytes.string(key.blob) + SSHBytes.string(data)
                + SSHBytes.number(key.algorithm == .rsa ? sha512 : 0))
    }

    /// - Parameter answer: without its length.
    /// - Returns: nil for a refusal, or what can't be read.
    public static func signature(_ answer: [UInt8]) -> [UInt8]? {
        var reader = SSHBytes(answer)
        guard (try? reader.byte()) == response, let blob = try? reader.string(), reader.isAtEnd else { return nil }
        return blob
    }
}
