import Foundation
import Glibc
import TestSupport
import Testing

/// What is pasted is one piece, with the terminal's marks around it or without: no line of it answers, or runs, unseen.
extension HandsTests {
    private static func pasted(_ text: String) -> String { "\u{1B}[200~\(text)\u{1B}[201~" }

    /// Lines of other systems end with two characters: that is one Enter, and what follows answers nothing.
    @Test(arguments: ["\r\n", "\r", "\n", "\n\r"]) func whatComesBehindAnAnswerAnswersNothing(end: String) async throws
    {
        let store = try TemporaryFolder()
        try await blocking {
            let terminal = try PseudoTerminal.atPrompt(Self.rehearsal, store: store.url)
            terminal.type("check all")
            try terminal.expect(" domain [")
            terminal.send("nordwind.example\(end)somebody@nordwind.example\(end)\(end)")
            try terminal.expect(" admin_upn [")
            terminal.send("\u{3}")
            try terminal.expect("> ")
            // At the last question, what follows is no command either.
            terminal.type("set app_name")
            try terminal.expect(" app_name [")
            terminal.send("First\(end)note unseen\(end)")
            try terminal.expect("recorded: app_name is First")
            try terminal.expect("What came along with the answer was thrown away.")
            try terminal.expect("> ")
            terminal.send("note seen\(end)")
            try terminal.expect("recorded: your note")
            terminal.type("quit")
            #expect(try terminal.waitForExit() == 0)
            #expect(!terminal.transcript.contains("is somebody@") && !terminal.transcript.contains("note unseen"))
        }
        let answers = try await Self.answers(store.url)
        #expect(answers["admin_upn"] == nil && answers["domain"] as? String == "nordwind.example", "\(answers)")
    }

    @Test func severalLinesAreOneAnswer() async throws {
        let store = try TemporaryFolder()
        let pem = "-----BEGIN CERTIFICATE-----\r\n\(CertificateSamples.next)\r\n-----END CERTIFICATE-----\r\n"
        _ = try await Self.run(Self.rehearsal, store: store.url, input: "check all\nquit\n")
        try await blocking {
            let terminal = try PseudoTerminal.atPrompt(["resume", "night"], store: store.url)
            terminal.type("set app_name")
            try terminal.expect(" app_name [")
            terminal.send(Self.pasted("First\r\nSecond\r\n"))
            try terminal.expect("Those are several lines, and this question asks for one; nothing of it was kept.")
            try terminal.expect(" app_name [")
            // One line stands there until somebody has seen it.
            terminal.send(Self.pasted("\r\nThird\r\n"))
            try terminal.expect("Third")
            terminal.send("!\r")
            try terminal.expect("recorded: app_name is Third!")
            terminal.type("set idp_certificate")
            try terminal.expect(" idp_certificate [")
            terminal.paste(Self.pasted(pem))
            try terminal.expect("recorded: idp_certificate is the certificate of")
            // A yes among other lines is none.
            terminal.type("attest way-back")
            try terminal.expect("Type yes to confirm: ")
            terminal.answer(Self.pasted("yes\r\nand more"))
            try terminal.expect("Those are several lines, and one is asked for; nothing of it was kept.")
            terminal.type("quit")
            #expect(try terminal.waitForExit() == 0)
        }
        let report = try await Self.run(["report", "night"], store: store.url).output
        #expect(!report.contains("confirmed way-back"))
    }

    /// What somebody copied from a page runs when they have seen it, and not as it is pasted.
    @Test func aPasteRunsNothing() async throws {
        let store = try TemporaryFolder()
        try await blocking {
            let terminal = try PseudoTerminal.atPrompt(Self.rehearsal, store: store.url)
            #expect(terminal.raw.contains("\u{1B}[?2004h"))
            terminal.send(Self.pasted("note one\r\ndone all\r\nquit\r\n"))
            try terminal.expect(
                "\"note one\" and 2 more lines were pasted, and a command is one line: nothing of it was run.")
            try terminal.expect("> ")
            terminal.send(Self.pasted("note client_secret=VISIBLE\ndone"))
            let said = try terminal.expect("nothing of it was run.")
            #expect(said.contains("client_secret=***") && !said.contains("VISIBLE"))
            try terminal.expect("> ")
            terminal.send(Self.pasted("note a\u{1}b"))
            try terminal.expect("There are characters in it that can't be typed")
            terminal.send("no\(Self.pasted("te all of it\r\n"))")
            try terminal.expect("note all of it")
            terminal.send(" seen\r")
            try terminal.expect("recorded: your note")
            terminal.type("quit")
            #expect(try terminal.waitForExit() == 0)
            // Whoever goes on at the terminal may know no marks.
            #expect(terminal.raw.components(separatedBy: "\u{1B}[?2004h").last?.contains("\u{1B}[?2004l") == true)
        }
        let report = try await Self.run(["report", "night"], store: store.url).output
        #expect(report.contains("noted: all of it seen"))
        #expect(!report.contains("did entra") && !report.contains("noted: one"), "\(report)")
    }

    @Test(arguments: [SIGTERM, SIGHUP]) func theMarksEndWithTheProcess(signal: Int32) async throws {
        let store = try TemporaryFolder()
        try await blocking {
            let terminal = try PseudoTerminal.atPrompt(Self.rehearsal, store: store.url)
            terminal.signal(signal)
            _ = try terminal.waitForExit()
            #expect(terminal.raw.components(separatedBy: "\u{1B}[?2004h").last?.contains("\u{1B}[?2004l") == true)
            // A terminal that knows nothing would show them.
            let plain = try PseudoTerminal(
                ["resume", "night"], store: store.url, environment: ["TERM": "dumb"])
            try plain.expect("> ")
            plain.type("quit")
            _ = try plain.waitForExit()
            #expect(!plain.raw.contains("[?2004"))
        }
    }

    /// A script has no marks, and goes on line by line.
    @Test func aPipeRunsItsLines() async throws {
        let store = try TemporaryFolder()
        let result = try await Self.run(
            Self.rehearsal, store: store.url, input: "note one\r\nset app_name\r\nFirst\r\nnote two\r\nquit\r\n")
        #expect(result.output.components(separatedBy: "recorded: your note").count == 3, "\(result)")
        #expect(try await Self.answers(store.url)["app_name"] as? String != nil)
    }
}
