import Foundation
import Glibc
import Journal
import Signatures

/// A key that ssh's agent has (draft-ietf-sshm-ssh-agent), in software or in a security key.
struct AgentSigner: HeadSigner {
    let key: SSHPublicKey

    /// Seconds: somebody may have to find the key and touch it, or to allow its use.
    private var patience: Int { key.isOfSecurityKey ? 30 : 10 }
    private static let largest = 262_144

    func sign(_ message: [UInt8], namespace: String) throws(SigningFailure) -> SSHSignature {
        let data = SSHSignature.toSign(message, namespace: namespace)
        let answer = try exchange(SSHAgentMessage.request(key, data))
        guard let blob = SSHAgentMessage.signature(answer) else {
            throw SigningFailure(
                "The agent doesn't sign with \(key.fingerprint): it hasn't got the key, or was told not to (ssh-add -l lists "
                    + "its keys, ssh-add FILE adds one).")
        }
        let signature = SSHSignature(key: key, namespace: namespace, signature: blob)
        // What it says counts only if it is true.
        do throws(SignatureProblem) {
            try signature.check(message, namespace: namespace)
        } catch {
            throw SigningFailure("What the agent gave back as \(key.fingerprint)'s signature is none: \(error).")
        }
        return signature
    }

    private func exchange(_ message: [UInt8]) throws(SigningFailure) -> [UInt8] {
        let path = ProcessInfo.processInfo.environment["SSH_AUTH_SOCK"] ?? ""
        guard !path.isEmpty else {
            throw SigningFailure(
                "There is no agent: SSH_AUTH_SOCK isn't set (eval \"$(ssh-agent)\", then ssh-add; over SSH, ssh -A).")
        }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        guard path.utf8.count < MemoryLayout.size(ofValue: address.sun_path) else {
            throw SigningFailure("The agent's address, \(path), is longer than one can be.")
        }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let socket = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard socket >= 0 else { throw AgentSigner.unreachable(path) }
        defer { close(socket) }
        let connected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard connected == 0 else { throw AgentSigner.unreachable(path) }
        let sent = message.withUnsafeBytes { send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        guard sent == message.count else { throw AgentSigner.unreachable(path) }
        let end = ContinuousClock.now + .seconds(patience)
        let length = try read(4, from: socket, until: end).reduce(0) { $0 << 8 | Int($1) }
        guard (1...AgentSigner.largest).contains(length) else {
            throw SigningFailure("What answers at \(path) is no agent of ssh's.")
        }
        return try read(length, from: socket, until: end)
    }

    private static func unreachable(_ path: String) -> SigningFailure {
        SigningFailure("No agent answers at \(path): \(String(cString: strerror(errno))).")
    }

    private func read(
        _ count: Int, from socket: Int32, until end: ContinuousClock.Instant
    ) throws(SigningFailure) -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < count {
            let left = end - .now
            var waiting = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
            let milliseconds = Int32(
                max(0, left.components.seconds * 1_000 + left.components.attoseconds / 1_000_000_000_000_000))
            guard poll(&waiting, 1, milliseconds) > 0 || errno == EINTR && left > .zero else {
                throw SigningFailure(
                    "The agent doesn't answer within \(patience) s: nobody touched the key, or it hangs.")
            }
            var block = [UInt8](repeating: 0, count: count - bytes.count)
            let received = recv(socket, &block, block.count, 0)
            if received < 0, errno == EINTR { continue }
            guard received > 0 else { throw SigningFailure("The agent broke off before it had answered.") }
            bytes += block[..<received]
        }
        return bytes
    }
}
