import Crypto
import Foundation
import TestSupport
import Testing

@testable import Signatures

/// SSH's keys and signatures, against OpenSSH itself: what it makes is read here, and what is made here it reads.
@Suite struct SignaturesTests {
    private static let namespace = "test@lockstep"
    static let keygen = "/usr/bin/ssh-keygen"

    @discardableResult
    private static func run(_ arguments: [String], in folder: URL, input: Data = Data()) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(filePath: keygen)
        process.arguments = arguments
        process.currentDirectoryURL = folder
        let pipe = Pipe()
        process.standardInput = pipe
        (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
        try process.run()
        try pipe.fileHandleForWriting.write(contentsOf: input)
        try pipe.fileHandleForWriting.close()
        process.waitUntilExit()
        return process.terminationStatus
    }

    private static func text(_ name: String, in folder: URL) throws -> String {
        try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    }

    @Test(
        .enabled(if: FileManager.default.isExecutableFile(atPath: keygen)),
        arguments: [
            ["ed25519"], ["ecdsa", "256"], ["ecdsa", "384"], ["ecdsa", "521"], ["rsa", "2048"], ["rsa", "4096"],
        ])
    func whatOpenSSHSignsIsProven(kind: [String]) async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            let size = kind.count > 1 ? ["-b", kind[1]] : []
            try Self.run(["-q", "-N", "", "-C", "ida@desk", "-t", kind[0], "-f", "key"] + size, in: folder.url)
            try Self.run(["-Y", "sign", "-f", "key", "-n", Self.namespace, "message"], in: folder.url)
            let message = Array("what was said\n".utf8)
            try Data(message).write(to: folder.url.appending(path: "message"))
            #expect(try Self.run(["-Y", "sign", "-f", "key", "-n", Self.namespace, "message"], in: folder.url) == 0)
            let signature = try SSHSignature(armored: try Self.text("message.sig", in: folder.url))
            let key = try SSHPublicKey(line: try Self.text("key.pub", in: folder.url))
            #expect(signature.key == key && signature.namespace == Self.namespace)
            try signature.check(message, namespace: Self.namespace)
            #expect(throws: SignatureProblem.wrong) {
                try signature.check(message + [0x20], namespace: Self.namespace)
            }
            #expect(throws: SignatureProblem.namespace(Self.namespace)) {
                try signature.check(message, namespace: "file")
            }
            #expect(try SSHSignature(armored: signature.armored) == signature)
        }
    }

    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: keygen)))
    func whatIsSignedHereOpenSSHProves() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            let pair = try SSHKeyPair()
            let message = Array("what was said\n".utf8)
            let signature = try pair.sign(message, namespace: Self.namespace)
            let signers = try AllowedSigners.none.adding(pair.publicKey, of: "ida", for: [Self.namespace])
            for (name, text) in [
                ("sig", signature.armored), ("signers", signers.text), ("key", pair.text(comment: "ida@desk")),
                ("key.pub", pair.publicKey.line),
            ] {
                try Data(text.utf8).write(to: folder.url.appending(path: name))
            }
            chmod(folder.url.appending(path: "key").path, 0o600)
            func verify(_ message: [UInt8], _ name: String = "ida") throws -> Int32 {
                try Self.run(
                    ["-Y", "verify", "-f", "signers", "-I", name, "-n", Self.namespace, "-s", "sig"], in: folder.url,
                    input: Data(message))
            }
            #expect(try verify(message) == 0)
            #expect(try verify(message + [0x20]) != 0 && verify(message, "kai") != 0)
            // The pair is one that ssh-keygen signs with, and its fingerprint the one that it shows.
            try Data(message).write(to: folder.url.appending(path: "message"))
            #expect(try Self.run(["-Y", "sign", "-f", "key", "-n", Self.namespace, "message"], in: folder.url) == 0)
            let theirs = try SSHSignature(armored: try Self.text("message.sig", in: folder.url))
            try theirs.check(message, namespace: Self.namespace)
            #expect(try SSHKeyPair(text: pair.text(comment: "")).publicKey == pair.publicKey)
        }
    }

    /// A security key, played: it signs what it was made for, how it was touched, and a counter along.
    @Test(.computing, arguments: [0x01, 0x05, 0x00, 0x04] as [UInt8])
    func aSecurityKeyMustHaveBeenTouched(flags: UInt8) throws {
        let (secret, application) = (Curve25519.Signing.PrivateKey(), Array("ssh:".utf8))
        let kind = "sk-ssh-ed25519@openssh.com"
        let key = try SSHPublicKey(
            blob: SSHBytes.string(kind) + SSHBytes.string(secret.publicKey.rawRepresentation)
                + SSHBytes.string(application))
        let message = Array("m".utf8)
        let counter: [UInt8] = [0, 0, 0, 7]
        let toSign = SSHSignature.toSign(message, namespace: Self.namespace)
        let signed = Array(SHA256.hash(data: application)) + [flags] + counter + Array(SHA256.hash(data: toSign))
        let blob =
            SSHBytes.string(kind) + SSHBytes.string(try secret.signature(for: signed)) + [flags] + counter
        let signature = SSHSignature(key: key, namespace: Self.namespace, signature: blob)
        #expect(key.isOfSecurityKey)
        if flags & 1 == 1 {
            try signature.check(message, namespace: Self.namespace)
        } else {
            #expect(throws: SignatureProblem.wrong) { try signature.check(message, namespace: Self.namespace) }
        }
        // Another counter, or another touch, was not signed.
        let forged = SSHSignature(
            key: key, namespace: Self.namespace, signature: blob.dropLast() + [blob[blob.count - 1] ^ 1])
        #expect(throws: SignatureProblem.wrong) { try forged.check(message, namespace: Self.namespace) }
    }

    /// Every byte counts: what is changed anywhere proves nothing, and nothing crashes.
    @Test(.computing) func everyByteCounts() throws {
        let pair = try SSHKeyPair()
        let message = Array("what was said\n".utf8)
        let signature = try pair.sign(message, namespace: Self.namespace)
        let lines = signature.armored.split(separator: "\n")
        let bytes = Array(try #require(Data(base64Encoded: lines.dropFirst().dropLast().joined())))
        func armored(_ bytes: [UInt8]) -> String {
            "\(lines[0])\n\(Data(bytes).base64EncodedString())\n\(lines[lines.count - 1])\n"
        }
        for index in bytes.indices {
            for change in [bytes[index] ^ 1, bytes[index] ^ 0x80, 0xFF] where change != bytes[index] {
                var changed = bytes
                changed[index] = change
                #expect(throws: SignatureProblem.self, "\(index)") {
                    try SSHSignature(armored: armored(changed)).check(message, namespace: Self.namespace)
                }
            }
            #expect(throws: SignatureProblem.self) { try SSHSignature(armored: armored(Array(bytes[..<index]))) }
        }
        #expect(throws: SignatureProblem.self) { try SSHSignature(armored: armored(bytes + [0])) }
        for text in [
            "", "-----BEGIN SSH SIGNATURE-----", signature.armored + signature.armored,
            String(repeating: "A", count: 99_999),
        ] {
            #expect(throws: SignatureProblem.self) { try SSHSignature(armored: text) }
        }
    }

    @Test(
        .computing,
        arguments: [
            ("", "malformed"), ("ssh-dss AAAAB3NzaC1kc3M=", "keyType"), ("ssh-ed25519", "malformed"),
            ("ssh-ed25519 !!!", "malformed"), ("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAAA==", "malformed"),
            // RSA of 1024 bits.
            (
                "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQC\(String(repeating: "7", count: 160))", "malformed"
            ),
            ("ssh-ed25519-cert-v01@openssh.com AAAA", "keyType"), ("no key at all", "keyType"),
        ])
    func whatIsNoKeyIsRefused(line: String, problem: String) {
        let found = #expect(throws: SignatureProblem.self) { try SSHPublicKey(line: line) }
        #expect(found.map { "\($0)" }?.isEmpty == false)
        switch found {
        case .keyType: #expect(problem == "keyType")
        default: #expect(problem == "malformed")
        }
    }
}
