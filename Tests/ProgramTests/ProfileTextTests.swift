import Foundation
import Glibc
import PrivateFiles
import TestSupport
import Testing

@testable import lockstep

/// Profiles beside what somebody wrote in the same file.
@Suite struct ProfileTextTests {
    private static let profile = Profile(tenant: "new.example", method: .secret)
    private static let block = "  tenant: \"new.example\"\n  cloud: \"global\"\n  method: \"secret\"\n"

    private static func saved(_ text: String, as name: String) throws -> String {
        let folder = try TemporaryFolder()
        let file = ProfileFile(url: folder.url.appending(path: "profiles.yaml"))
        try Data(text.utf8).write(to: file.url)
        try file.save(profile, as: name)
        return try String(contentsOf: file.url, encoding: .utf8)
    }

    @Test(
        .computing,
        arguments: [
            // One more, behind the others, which stay in their order.
            (
                "# Ours\nzz:\n  tenant: z\n\n# Theirs\naa: # old\n  tenant: a\n", "new",
                "# Ours\nzz:\n  tenant: z\n\n# Theirs\naa: # old\n  tenant: a\n\"new\":\n\(block)"
            ),
            ("zz:\n  tenant: z", "new", "zz:\n  tenant: z\n\"new\":\n\(block)"),
            ("# none\n", "new", "# none\n\"new\":\n\(block)"),
            // Another in the place of one: the line with its name stays, and comments.
            (
                "aa:   # the old one\n  # of 2024\n  tenant: a\n  client-id: x\n\n# Theirs\nbb:\n  tenant: b\n", "aa",
                "aa:   # the old one\n  # of 2024\n\(block)\n# Theirs\nbb:\n  tenant: b\n"
            ),
            ("bb:\n  tenant: b\naa:\n  tenant: a\n# end\n", "aa", "bb:\n  tenant: b\naa:\n\(block)# end\n"),
            ("aa: {tenant: a}\nbb: {tenant: b}\n", "aa", "\"aa\":\n\(block)bb: {tenant: b}\n"),
            ("'aa':\n  tenant: |\n    a\nbb:\n", "aa", "'aa':\n\(block)bb:\n"),
            ("aa:\nbb:\n  tenant: b\n", "aa", "\"aa\":\n\(block)bb:\n  tenant: b\n"),
        ])
    func theRestStays(text: String, name: String, right: String) throws {
        #expect(try Self.saved(text, as: name) == right)
    }

    /// Where there is no place for lines, nothing is written, and what to write is said.
    @Test(
        .computing,
        arguments: ["{aa: {tenant: a}}\n", "{aa: {tenant: a},\n bb: {tenant: b}}\n", "---\naa:\n  tenant: a\n...\n"])
    func whatHasNoPlaceForLinesIsLeft(text: String) throws {
        let folder = try TemporaryFolder()
        let file = ProfileFile(url: folder.url.appending(path: "profiles.yaml"))
        try Data(text.utf8).write(to: file.url)
        let problem = #expect(throws: InputProblem.self) { try file.save(Self.profile, as: "new") }
        #expect(problem?.description.contains("nothing was written") == true)
        #expect(problem?.description.contains("\"new\":\n\(Self.block)") == true)
        #expect(try String(contentsOf: file.url, encoding: .utf8) == text)
    }

    /// What may only be read, or has another name too, stays.
    @Test(.computing) func whatIsNotOursToReplaceStays() throws {
        let folder = try TemporaryFolder()
        let (file, other) = (folder.url.appending(path: "profiles.yaml"), folder.url.appending(path: "other"))
        let text = "aa:\n  tenant: a\n"
        for isLinked in [true, false] {
            try Data(text.utf8).write(to: file)
            if isLinked { link(file.path, other.path) } else { chmod(file.path, 0o440) }
            let problem = #expect(throws: FileProblem.self) { try ProfileFile(url: file).save(Self.profile, as: "new") }
            #expect(problem?.description.contains(isLinked ? "2 names" : "only be read") == true)
            #expect(try String(contentsOf: file, encoding: .utf8) == text)
            unlink(other.path)
        }
    }

    /// The same once more changes nothing; another asks, or is told.
    @Test func aProfileThatIsThereIsAskedAbout() async throws {
        let live = try await LiveTenant("fresh-tenant")
        #expect(try await live.run(["login", "--save", "one"]).code == 0)
        let file = live.folder.url.appending(path: ".config/lockstep/profiles.yaml")
        let first = try String(contentsOf: file, encoding: .utf8)
        #expect(try await live.run(["login", "--save", "one"]).code == 0)
        let mine = first.replacing("method: \"secret\"", with: "# mine\n  certificate: /a.pem")
        #expect(mine != first)
        try Data(mine.utf8).write(to: file)
        let refused = try await live.run(["login", "--save", "one"])
        #expect(refused.code == 2 && refused.errors.contains("--force replaces it"), "\(refused)")
        #expect(try String(contentsOf: file, encoding: .utf8) == mine)
        for (typed, code) in [("no", Int32(2)), ("one", 0)] {
            try await blocking {
                let terminal = try PseudoTerminal(
                    ["login", "--save", "one"], store: live.folder.url, environment: live.environment)
                try terminal.expect("Type its name to replace it")
                terminal.answer(typed)
                #expect(try terminal.waitForExit() == code)
            }
            let text = try String(contentsOf: file, encoding: .utf8)
            #expect(typed == "no" ? text == mine : text.contains("# mine\n") && !text.contains("/a.pem"))
        }
        try Data(mine.utf8).write(to: file)
        #expect(try await live.run(["login", "--save", "one", "--force"]).code == 0)
        #expect(try !String(contentsOf: file, encoding: .utf8).contains("/a.pem"))
        #expect(try await live.run(["login", "--save", ""]).code == 2)
        await live.tenant.stop()
    }
}
