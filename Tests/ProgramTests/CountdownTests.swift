import Foundation
import TestSupport
import Testing

/// Taking the switch back too early, at a terminal: it counts down, gives up when told to, and asks when the time has
/// come.
@Suite(.serialized) struct CountdownTests {
    @Test func aRollbackCountsDownToItsTime() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            let switched = try Program.run(
                ["rehearse", "peig-microsoft-365", "--scenario", "ready-to-cut-over", "--name", "n"],
                store: folder.url, input: PipedTests.readyScript + "cutover\nnordwind.example\n")
            #expect(switched.output.contains("is federated, read back"))
            let report = try Program.run(["report", "n"], store: folder.url).output
            #expect(report.contains("Who lost access with the switch at"))
            #expect(
                report.contains("nobody\\-locked\\-out (for the switch") || report.contains("nobody-locked-out (for"))
            let file = folder.url.appending(path: "trainer.env")
            let terminal = try PseudoTerminal.atPrompt(["resume", "n", "--trainer-file", file.path], store: folder.url)
            terminal.type("rollback")
            try terminal.expect("Not yet.")
            try terminal.expect("It can be taken back in 9:")
            terminal.send("\u{3}")
            try terminal.expect("Nothing was changed.")
            try terminal.expect("> ")
            terminal.type("rollback")
            try terminal.expect("It can be taken back in ")
            let text = try String(contentsOf: file, encoding: .utf8)
            var environment: [String: String] = [:]
            for line in text.matches(of: /export (\w+)='(.*)'/) { environment[String(line.1)] = String(line.2) }
            let advanced = try Program.run(
                ["trainer", environment["LOCKSTEP_GRAPH"] ?? "", "clock", "advance", "10m"], store: folder.url,
                environment: environment)
            #expect(advanced.code == 0, "\(advanced.errors)")
            try terminal.expect("Type the domain's name to take it back:")
            terminal.answer("nordwind.example")
            try terminal.expect("is managed again: the removal was taken")
            try terminal.expect("> ")
            terminal.type("quit")
            #expect(try terminal.waitForExit() == 0)
        }
    }
}
