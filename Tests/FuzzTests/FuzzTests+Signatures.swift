import Foundation
import Journal
import Signatures
import TestSupport
import Testing

extension FuzzTests {
    private static let namespace = HeadSignature.namespace

    @Test func sshSignatures() async throws {
        let pair = try SSHKeyPair()
        let message = Array("lockstep.session/abcd2345\n1\n".utf8)
        let signature = try pair.sign(message, namespace: Self.namespace).armored
        let mutator = Mutator(corpus: [Array(signature.utf8), Array(pair.text(comment: "ida").utf8)])
        try await Test.fuzz("sshSignatures") {
            String(decoding: mutator.input(&$0), as: UTF8.self)
        } judge: { text in
            _ = try? SSHKeyPair(text: text)
            let read: SSHSignature
            do throws(SignatureProblem) {
                read = try SSHSignature(armored: text)
                try read.check(message, namespace: Self.namespace)
            } catch {
                return false
            }
            // What proves the message is the very signature, however its lines are broken.
            try Wrong.unless(read.armored == signature, "another signature proves it: \(text)")
            return true
        }
    }

    @Test func allowedSigners() async throws {
        let (one, other) = (try SSHKeyPair().publicKey, try SSHKeyPair().publicKey)
        let text = """
            # Ours
            ida namespaces="\(Self.namespace),file",valid-after="20260101",valid-before="202701010000Z" \(one.line) ida@desk
            "kai,k*" \(other.line)

            """
        let mutator = Mutator(corpus: [Array(text.utf8)])
        let time = Date(timeIntervalSince1970: 1_795_800_000)
        try await Test.fuzz("allowedSigners") {
            String(decoding: mutator.input(&$0), as: UTF8.self)
        } judge: { text in
            let known: AllowedSigners
            do throws(AllowedSigners.Problem) {
                known = try AllowedSigners(text)
            } catch {
                try Wrong.unless(error.line >= 1 && !error.words.isEmpty, "a problem without a place")
                return false
            }
            let key = try SSHKeyPair().publicKey
            let added = try known.adding(key, of: "new", for: [Self.namespace])
            try Wrong.unless(
                added.standing(of: key, at: time, namespace: Self.namespace) == .known(name: "new"),
                "a key that was added isn't known")
            // Each is judged by reading the whole list anew.
            for entry in known.entries.prefix(3) {
                let before = known.standing(of: entry.key, at: time, namespace: Self.namespace)
                try Wrong.unless(
                    added.standing(of: entry.key, at: time, namespace: Self.namespace) == before, "another key changed")
                let ended = try added.ending(entry.key, from: time)
                if case .known = ended.standing(of: entry.key, at: time, namespace: Self.namespace) {
                    throw Wrong("a key that ended is known")
                }
            }
            try Wrong.unless(
                try added.ending(key, from: nil).entries.map(\.key) == known.entries.map(\.key), "others went along")
            return !known.entries.isEmpty
        }
    }

    @Test func checkpoints() async throws {
        let text =
            "lockstep.session/abcd2345\n12\n\(Data(repeating: 7, count: 32).base64EncodedString())\n2026-11-26T19:01:49.844Z\n"
        let mutator = Mutator(corpus: [Array(text.utf8)])
        try await Test.fuzz("checkpoints") {
            String(decoding: mutator.input(&$0), as: UTF8.self)
        } judge: { text in
            guard let head = Checkpoint(text: text) else { return false }
            try Wrong.unless(head.text == text, "it is written otherwise than it was read")
            return true
        }
    }
}
