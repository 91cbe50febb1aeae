import Foundation
import TestSupport
import Testing

/// What people are told to type exists: commands, options, words of the conversation, answers.
@Suite struct RemedyTests {
    private struct Help: Decodable {
        struct Command: Decodable {
            struct Argument: Decodable {
                struct Name: Decodable {
                    let kind: String
                    let name: String
                }
                let names: [Name]?
            }
            let commandName: String
            let subcommands: [Command]?
            let arguments: [Argument]?

            var options: [String] {
                (arguments ?? []).flatMap { ($0.names ?? []).filter { $0.kind == "long" }.map(\.name) }
                    + (subcommands ?? []).flatMap(\.options)
            }
        }
        let command: Command
    }

    private static func help() async throws -> Help.Command {
        try await blocking {
            let folder = try TemporaryFolder()
            let result = try Program.run(["--experimental-dump-help"], store: folder.url)
            return try JSONDecoder().decode(Help.self, from: Data(result.output.utf8)).command
        }
    }

    /// Sources without their comments.
    private static func sources() throws -> [(path: String, text: String)] {
        let root = Repository.root.appending(path: "Sources")
        return try FileManager.default.subpathsOfDirectory(atPath: root.path).filter { $0.hasSuffix(".swift") }.sorted()
            .map { path in
                let text = try Repository.text("Sources/\(path)")
                let lines = text.split(separator: "\n", omittingEmptySubsequences: false).filter {
                    !$0.drop(while: \.isWhitespace).hasPrefix("//")
                }
                return (path, lines.joined(separator: "\n"))
            }
    }

    /// Texts in quotes, those of several lines too; what is filled in stands as `\(…)`.
    private static func literals() throws -> [(path: String, text: String)] {
        try sources().flatMap { path, text in
            text.matches(of: /"""[\s\S]*?"""|"(?:[^"\\\n]|\\.)*"/).map { (path, String($0.output)) }
        }
    }

    @Test func everyCommandThatIsNamedExists() async throws {
        let help = try await Self.help()
        let commands = Set((help.subcommands ?? []).map(\.commandName)).union(["help"])
        var count = 0
        for (path, text) in try Self.literals() {
            // In quotes or at a line's beginning it is to be typed; else it is the program's name in a sentence.
            for match in text.matches(of: /(?:^|\\"|: |`|\n\s*)lockstep ([a-z][a-z-]+)/) {
                let word = String(match.1)
                count += 1
                #expect(commands.contains(word), "\(path): lockstep \(word)")
            }
        }
        #expect(count > 40, "\(count)")
    }

    @Test func everyOptionThatIsNamedExists() async throws {
        let option = /(?:^|[\s("`])--([a-z][a-z-]+)/
        let literals = try Self.literals()
        // The conversation's commands have some of their own.
        let session = literals.filter { $0.path.hasPrefix("Assistant/Commands/") }
            .flatMap { $0.text.matches(of: option).map { String($0.1) } }
        let options = Set(try await Self.help().options).union(session).union(["help", "version"])
        // What other programs are called with: the Azure CLI, Microsoft's clients, curl.
        let others = ["Assistant/", "Rehearsal/", "/ClientRecipes.swift", "/Permissions.swift", "/AzureCLI.swift"]
        var count = 0
        for (path, text) in literals where !others.contains(where: path.contains) {
            for match in text.matches(of: option) where match.1 != "cacert" {
                count += 1
                #expect(options.contains(String(match.1)), "\(path): --\(match.1)")
            }
        }
        #expect(count > 15, "\(count)")
    }

    @Test(.computing) func everyWordToTypeInASessionExists() throws {
        let words = Set(
            try Self.sources().filter { $0.path.hasPrefix("Assistant/Commands/") }.flatMap { _, text in
                text.matches(of: /let name = "([a-z]+)"/).map { String($0.1) }
            })
        #expect(words.count > 20)
        var count = 0
        for (path, text) in try Self.literals() where !path.hasPrefix("SimulatedTenant/") {
            for match in text.matches(of: /(?:\bType:?|\btype:) ([a-z]+)\b/) where !Self.prose.contains(match.1) {
                count += 1
                #expect(words.contains(String(match.1)), "\(path): type \(match.1)")
            }
        }
        #expect(count > 10, "\(count)")
    }

    /// What may follow "type" in a sentence, or after the key of that name.
    private static let prose: Set<Substring> = [
        "the", "it", "a", "its", "your", "yes", "unreadable", "more", "choice", "domain", "time", "secret",
    ]

    /// An answer that a text names is one that a runbook asks for. A check names the answers of its own runbook.
    @Test(.computing) func everyAnswerToSetIsAskedFor() throws {
        var inputs: Set<String> = []
        let root = Repository.root.appending(path: "Runbooks")
        for path in try FileManager.default.subpathsOfDirectory(atPath: root.path) where path.hasSuffix(".yaml") {
            inputs.formUnion(
                try Repository.text("Runbooks/\(path)").matches(of: /\bid: ([a-z]+_[a-z_]+)/).map { String($0.1) })
        }
        for (path, text) in try Self.literals() {
            for match in text.matches(of: /\bset ([a-z]+_[a-z_]+)\b/) {
                #expect(inputs.contains(String(match.1)), "\(path): set \(match.1)")
                #expect(!path.hasPrefix("Verification/"), "\(path): a check knows no runbook's answers; write {answer}")
            }
        }
    }
}
