import Foundation
import TestSupport
import Testing

@testable import Assistant

extension FuzzTests {
    private static let lines = [
        "check all", "attest peig-admin \"yes, \\\"tried\\\" at 21:40\"", "note don't 'do that' again",
        "waive way-back 'no time' 2h", "set domain nordwind.example", "goto 3", "why domain-verified", "blast all",
        "identifiers --system x", "history 20", "cutover", "rollback", "portal users", "portal user add \"a b\"",
        "undo",
        "handoff 'to whom it may concern'", "status all", "step", "done 1", "help attest", "next", "stuck", "verify",
    ]

    private static func line(_ chance: inout SeededGenerator) -> String {
        String(decoding: Mutator(corpus: lines.map { Array($0.utf8) }).input(&chance), as: UTF8.self)
    }

    @Test func commandWords() async throws {
        try await Test.fuzz("commandWords") {
            Self.line(&$0)
        } judge: { line in
            let words: [String]
            do throws(UsageError) {
                words = try CommandWords.split(line)
            } catch {
                return false
            }
            let again = try CommandWords.split(words.map(Self.quoted).joined(separator: " "))
            try Wrong.unless(again == words, "\(words) in quotes are \(again)")
            return true
        }
    }

    private static func quoted(_ word: String) -> String {
        var result = "\"".unicodeScalars
        for scalar in word.unicodeScalars {
            if scalar == "\\" || scalar == "\"" { result.append("\\") }
            result.append(scalar)
        }
        result.append("\"")
        return String(result)
    }

    /// Whole sessions of such lines, in the program.
    @Test func pipedLines() async throws {
        try await Test.fuzz("pipedLines") { chance in
            (0..<60).map { _ in Self.line(&chance).replacing("\n", with: " ") }.filter { !$0.contains("watch") }
        } judge: { (lines: [String]) in
            let folder = try TemporaryFolder()
            let script = folder.url.appending(path: "script").path
            try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(filePath: script))
            // From a file: one of the lines may end the session, and nobody reads the rest.
            let result = try Program.run(
                ["rehearse", "peig-microsoft-365", "--scenario", "ready-to-cut-over"], store: folder.url,
                through: ["/bin/sh", "-c", #"exec "$@" <"$0""#, script])
            try Wrong.unless((0...3).contains(result.code), "ended with \(result.code): \(result.errors.suffix(500))")
            try Wrong.unless(
                !result.errors.contains("It failed:") && !result.errors.contains("Fatal error"),
                "an error without words of its own: \(result.errors.suffix(500))")
            try Wrong.unless(!result.output.unicodeScalars.contains("\u{1B}"), "an escape reaches the screen")
            return result.code == 0
        }
    }
}
