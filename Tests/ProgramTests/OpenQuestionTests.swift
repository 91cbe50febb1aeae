import Foundation
import TestSupport
import Testing

/// Questions whose answer isn't known yet, or was something else.
@Suite struct OpenQuestionTests {
    private static let rehearsal = [
        "rehearse", "pingone-microsoft-365", "--scenario", "new-connection", "--name", "night",
    ]

    /// Whoever leaves a question open gets looked at what doesn't hang on it.
    @Test func aQuestionThatIsLeftHoldsUpNothingElse() async throws {
        let store = try TemporaryFolder()
        _ = try await blocking {
            try Program.run(Self.rehearsal, store: store.url, input: "set app_name PingOneProvisioning\nquit\n")
        }
        try await blocking {
            let terminal = try PseudoTerminal.atPrompt(["resume", "night"], store: store.url)
            terminal.type("check app-registered client-id-right")
            try terminal.expect("client_id: ")
            terminal.send("\u{3}")
            try terminal.expect("Without that answer client-id-right can't be looked at; the others are.")
            try terminal.expect("0 of 1 passed, 1 failed")
            // What doesn't apply wants no answer.
            terminal.type("set update_users no")
            try terminal.expect("recorded: update_users is no")
            terminal.type("check app-registered client-id-right disabling")
            try terminal.expect("client_id: ")
            terminal.send("\u{3}")
            try terminal.expect("Without that answer client-id-right can't be looked at; the others are.")
            try terminal.expect("0 of 2 passed, 1 failed, 1 not for this deployment")
            // A command isn't taken for the answer to a question that takes any word; asked for by name, it is.
            terminal.type("set app_name")
            try terminal.expect(" app_name [PingOneProvisioning]: ")
            terminal.answer("status")
            try terminal.expect("is a command, and this wants an answer.")
            try terminal.expect(" app_name [PingOneProvisioning]: ")
            terminal.send("\u{3}")
            try terminal.expect("> ")
            terminal.type("set app_name status")
            try terminal.expect("recorded: app_name is status")
            terminal.type("quit")
            #expect(try terminal.waitForExit() == 0)
        }
    }

    /// What is wanted may be an answer, and that may be what is wrong.
    @Test func aRemedyNamesTheAnswerThatMayBeWrong() async throws {
        let store = try TemporaryFolder()
        let output = try await blocking {
            try Program.run(
                ["rehearse", "license-management-microsoft-365", "--scenario", "expired-secret"], store: store.url,
                input: "set client_id 0f0e0d0c-0000-4000-8000-000000000001\ncheck client-id-right\nquit\n"
            ).output.replacing(/\s+/, with: " ")
        }
        #expect(output.contains("Or, if that answer is wrong: set client_id."), "\(output)")
    }
}
