import Foundation
import TestSupport
import Testing

/// Lines that nobody types, at a terminal and from a pipe: refused with one sentence, and what comes after them is read.
@Suite(.serialized) struct LineLimitTests {
    private static let words = "That line is longer than 64 KiB: nothing of it was taken."

    @Test func aPipeGoesOnAfterALineThatIsTooLong() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            let long = String(repeating: "x", count: 5_000_000)
            let result = try Program.run(
                ["rehearse", "peig-microsoft-365"], store: folder.url,
                input: "note \(long)\nnote \(long.prefix(60_000))é\nnote the next\r\nhistory\n")
            #expect(result.code == 2 && result.errors == "Line 1: \(Self.words)\n", "\(result.errors.prefix(1_000))")
            #expect(!result.output.contains("xxxxé\n") || result.output.contains("the next"))
            #expect(result.output.components(separatedBy: "recorded: your note").count == 3)
            #expect(result.output.utf8.count < 100_000)
        }
    }

    /// Answers too: a question that is asked outside of a conversation, and one that is asked inside.
    @Test func anAnswerThatIsTooLongIsNone() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            let long = String(repeating: "y", count: 70_000)
            let result = try Program.run(
                ["rehearse", "peig-microsoft-365"], store: folder.url, input: "attest peig-admin\n\(long)\nhistory\n")
            #expect(result.code == 2 || result.code == 1)
            #expect(result.errors.contains(Self.words) && !result.output.contains("recorded: peig-admin"))
        }
    }

    @Test func aTerminalGoesOnAfterALineThatIsTooLong() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            let terminal = try PseudoTerminal.atPrompt(["rehearse", "peig-microsoft-365"], store: folder.url)
            // A paste: the program reads while it still comes, and the next command comes with it.
            let start = ContinuousClock.now
            terminal.paste("note " + String(repeating: "x", count: 5_000_000) + "\rnote after it\r")
            let echo = try terminal.expect(Self.words)
            #expect(echo.utf8.count < 200_000, "\(echo.utf8.count) bytes were shown")
            #expect(ContinuousClock.now - start < .seconds(60))
            try terminal.expect("note after it")
            try terminal.expect("recorded: your note")
            terminal.type("history 3")
            try terminal.expect("after it")
            terminal.type("quit")
            #expect(try terminal.waitForExit() == 0)
        }
    }
}
