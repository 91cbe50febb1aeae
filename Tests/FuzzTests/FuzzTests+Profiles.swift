import Foundation
import HTTPTransport
import TestSupport
import Testing
import YAMLDocument

@testable import lockstep

extension FuzzTests {
    private static let profiles = """
        # Tenants
        "nordwind":
          tenant: "8adf8e6e-67b2-4cf2-a259-e3dc5476c621"
          cloud: "global"
          method: "secret"
          client-id: "11111111-2222-4333-8444-555555555555"
        zweite:
          tenant: contoso.example
          cloud: usgov
          certificate: /home/ida/key.pem
          authority: https://login.example:8443
          graph: https://graph.example
          ca-file: "a \\"b\\".pem"

        """

    @Test func profileFiles() async throws {
        let folder = try TemporaryFolder()
        let file = ProfileFile(url: folder.url.appending(path: "profiles.yaml"))
        let mutator = Mutator(corpus: [Array(Self.profiles.utf8)])
        let tree = Tree(try YAMLDocument.parse(Self.profiles, file: "p"))
        try await Test.fuzz("profileFiles") { chance in
            Bool.random(using: &chance)
                ? mutator.input(&chance) : Array(TreeMutator(others: tree.parts).mutated(tree, &chance).json.utf8)
        } judge: { bytes in
            try Data(bytes).write(to: file.url)
            let profiles: [String: Profile]
            do {
                profiles = try file.load()
            } catch let problems as Problems {
                try Self.check(problems, [file.url.path: String(decoding: bytes, as: UTF8.self)])
                return false
            } catch is InputProblem {
                return false
            }
            guard var (name, profile) = profiles.min(by: { $0.key < $1.key }) else { return true }
            // What is changed is read as it was meant, and so is the rest; or nothing is written.
            profile.clientID = "changed"
            if bytes.count.isMultiple(of: 2) { name += "-new" }
            do {
                try file.save(profile, as: name)
            } catch is InputProblem {
                try Wrong.unless(try Data(contentsOf: file.url) == Data(bytes), "a refused file was written")
                return true
            }
            let wanted = profiles.merging([name: profile]) { $1 }
            try Wrong.unless(try file.load() == wanted, "what was saved is read otherwise")
            return true
        }
        withExtendedLifetime(folder) {}
    }

    @Test func trustedHosts() async throws {
        let folder = try TemporaryFolder()
        let hosts = TrustedHosts(url: folder.url.appending(path: "trusted-hosts"))
        let mutator = Mutator(
            corpus: ["graph.example\nlogin.example:8443\r\n[::1]:443\n", "a.example"].map { Array($0.utf8) })
        try await Test.fuzz("trustedHosts") {
            mutator.input(&$0)
        } judge: { bytes in
            try Data(bytes).write(to: hosts.url)
            let known = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).map(String.init)
                .prefix(20).filter(hosts.contains)
            hosts.add("new.example:8443")
            try Wrong.unless(
                hosts.contains("new.example:8443") || String(validating: bytes, as: UTF8.self) == nil,
                "a host that was named isn't known")
            try Wrong.unless(known.allSatisfy(hosts.contains), "a host that was known is forgotten")
            return !known.isEmpty
        }
        withExtendedLifetime(folder) {}
    }

    /// What stays on this machine is told by the very host that is connected to.
    @Test func addresses() async throws {
        let corpus = [
            "https://127.0.0.1:8443/v1.0", "https://localhost/", "https://[::1]:8443",
            "https://login.example:443/a?b#c",
            "https://ida:x@127.0.0.1/", "https://127.0.0.1.evil.example/", "https://evil.example\\@127.0.0.1/",
        ]
        let mutator = Mutator(corpus: corpus.map { Array($0.utf8) })
        try await Test.fuzz("addresses") {
            String(decoding: mutator.input(&$0), as: UTF8.self)
        } judge: { address in
            let name = TrustedHosts.name(address)
            // What else there is in an address, the transport doesn't take.
            guard LoopbackHost.isOne(name), address.hasPrefix("https://"),
                address.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
            else { return false }
            let host = CurlHost.of(address)
            try Wrong.unless(
                host == nil || host.map(CurlHost.isLoopback) == true,
                "\(name) is said to be this machine, and \(host ?? "") is connected to")
            return true
        }
    }
}
