import Foundation
import TestSupport
import Testing

@testable import Signatures

/// OpenSSH's list of keys, read as it reads it, and changed without touching what somebody else wrote.
@Suite(.computing) struct AllowedSignersTests {
    private static let time = Date(timeIntervalSince1970: 1_795_800_000)

    private static func line() throws -> (line: String, key: SSHPublicKey) {
        let key = try SSHKeyPair().publicKey
        return (key.line, key)
    }

    @Test func timesAndNamespacesCount() throws {
        let (line, key) = try Self.line()
        for (options, isKnown) in [
            ("", true), ("namespaces=\"a,ours\" ", true), ("namespaces=\"theirs\" ", false),
            ("valid-after=\"20200101\" ", true), ("valid-after=\"29990101Z\" ", false),
            ("valid-before=\"20200101000000Z\" ", false), ("valid-before=\"299901010000Z\" ", true),
            ("namespaces=\"ours\",valid-after=\"20200101Z\",valid-before=\"29990101Z\" ", true),
        ] {
            let signers = try AllowedSigners("# Ours\n\nida,kai \(options)\(line) ida@desk\n")
            let standing = signers.standing(of: key, at: Self.time, namespace: "ours")
            #expect((standing == .known(name: "ida,kai")) == isKnown, "\(options)\(standing)")
        }
        #expect(AllowedSigners.none.standing(of: key, at: Self.time, namespace: "ours") == .unknown)
    }

    @Test func whatEndedCountsBefore() throws {
        let (_, key) = try Self.line()
        let (other, _) = try Self.line()
        let text = "# Theirs\nkai \(other)\n"
        let known = try AllowedSigners(text).adding(key, of: "ida", for: ["ours"])
        #expect(
            known.text.hasPrefix(text)
                && known.standing(of: key, at: Self.time, namespace: "ours") == .known(name: "ida"))
        #expect(known.standing(of: key, at: Self.time, namespace: "file") == .unknown)
        let ended = try known.ending(key, from: Self.time)
        #expect(ended.standing(of: key, at: Self.time, namespace: "ours") == .ended(name: "ida", from: Self.time))
        #expect(ended.standing(of: key, at: Self.time - 1, namespace: "ours") == .known(name: "ida"))
        // An end that is later lengthens nothing.
        #expect(try ended.ending(key, from: Self.time + 60) == ended)
        #expect(try ended.ending(key, from: nil).text == text)
        #expect(try AllowedSigners(ended.text) == ended)
    }

    @Test(arguments: [
        ("ida", "needs a name"), ("ida ssh-ed25519", "needs a name"), ("ida ssh-dss AAAA", "the kind ssh-dss"),
        ("ida valid-before=\"soon\" KEY", "is no time"), ("ida valid-after=\"20261399\" KEY", "is no time"),
        ("ida ssh-ed25519 AAAA", "isn't what SSH writes"),
    ])
    func linesThatCantBeReadAreNamed(line: String, says: String) throws {
        let key = try Self.line().line
        let problem = #expect(throws: AllowedSigners.Problem.self) {
            try AllowedSigners("# one\n\(line.replacing("KEY", with: key))\n")
        }
        #expect(problem?.line == 2 && problem?.words.contains(says) == true, "\(problem.map { "\($0)" } ?? "")")
    }

    @Test(arguments: [
        ("ida", true), ("ida@contoso.com", true), ("*", false), ("", false), ("a b", false), ("a,b", false),
        ("-x", false), ("Ünal", true),
    ])
    func namesAreNoPatterns(name: String, isOne: Bool) { #expect(AllowedSigners.isName(name) == isOne) }
}
