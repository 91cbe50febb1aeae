import Foundation
import TestSupport
import Testing

/// Keys, and what comes between two of them.
extension HandsTests {
    private static func notes(_ store: URL) throws -> [String] {
        let report = try Program.run(["report", "night", "--json"], store: store).output
        let json = try JSONSerialization.jsonObject(with: Data(report.utf8)) as? [String: Any]
        let entries = json?["entries"] as? [[String: Any]] ?? []
        return entries.filter { $0["kind"] as? String == "noteAdded" }.compactMap { $0["words"] as? String }.map {
            String($0.dropFirst("noted: ".count))
        }
    }

    /// Whatever a terminal sends for a key that means nothing here leaves nothing behind; arrows move, and words are gone over.
    @Test func keysThatMeanNothingLeaveNothing() async throws {
        let store = try TemporaryFolder()
        let keys = [
            "[1;5A", "[5~", "[6~", "[15~", "[24~", "[2~", "[1;2C", "[200;1;5u", "OP", "OS", "[[A", "[I", "[O", "[?1;2c",
            "[27;5;13~", "[Z",
        ]
        try await blocking {
            let terminal = try PseudoTerminal.atPrompt(Self.rehearsal, store: store.url)
            terminal.send("note " + keys.map { "k\u{1B}\($0)" }.joined() + "k\r")
            try terminal.expect("recorded: your note")
            // b c, to the left over "c", "a" before it, to the right over it, "d"; home, to its end.
            terminal.send("note b c\u{1B}[1;5Da\u{1B}[1;5Cd\u{1B}[1~\u{1B}[4~e\u{1B}[D\u{1B}[Cf\u{1B}[1~\u{1B}[C\r")
            try terminal.expect("recorded: your note")
            terminal.send("note a\u{1B}b\u{1B}fz\r")
            try terminal.expect("recorded: your note")
            terminal.type("quit")
            #expect(try terminal.waitForExit() == 0)
            #expect(try Self.notes(store.url) == [String(repeating: "k", count: keys.count + 1), "b acdef", "az"])
        }
    }

    /// Tables have tabs, and the end of a line comes with copying.
    @Test func whatIsPastedIsTakenAsItIs() async throws {
        let store = try TemporaryFolder()
        try await blocking {
            let terminal = try PseudoTerminal.atPrompt(Self.rehearsal, store: store.url)
            terminal.send("\u{1B}[200~note one\ttwo\r\n\r\n\u{1B}[201~")
            try terminal.expect("note one two")
            terminal.send("\r")
            try terminal.expect("recorded: your note")
            let between = try terminal.expect("> ")
            // Outside of a paste tab completes, and Enter goes on.
            terminal.send("\r")
            try terminal.expect("Create the tenant")
            terminal.send("note C:\\Users\\ida said \"yes\", don't\r")
            try terminal.expect("recorded: your note")
            terminal.send("sta\t\r")
            try terminal.expect("items 0/5")
            terminal.type("quit")
            #expect(try terminal.waitForExit() == 0)
            #expect(!between.contains("Create the tenant"))
            #expect(try Self.notes(store.url) == ["one two", "C:\\Users\\ida said \"yes\", don't"])
        }
    }

    /// What was begun before a stop is given up: the question stands there again with nothing behind it.
    @Test func aConfirmationThatWasBegunBeginsAnew() async throws {
        let store = try await Self.ready()
        try await blocking {
            let terminal = try PseudoTerminal.atPrompt(["resume", "night"], store: store.url)
            terminal.type("cutover")
            try terminal.expect(" domain: ")
            terminal.send("nordw")
            try terminal.expect("nordw")
            terminal.signal(SIGSTOP)
            terminal.signal(SIGCONT)
            try terminal.expect(" domain: ")
            terminal.answer("nordwind.example")
            try terminal.expect("is federated, read back and configured as planned")
            terminal.type("quit")
            _ = try terminal.waitForExit()
        }
    }

    /// A line with somebody's login in it is refused, masked, and in no history; what is no login is kept.
    @Test func noLoginIsKept() async throws {
        let store = try TemporaryFolder()
        try await blocking {
            let terminal = try PseudoTerminal.atPrompt(Self.rehearsal, store: store.url)
            for line in [
                "set idp_metadata https://ida:VISIBLE@h.example/", "set idp_metadata ida:VISIBLE@h.example/x",
                "set peig_server ida:VISIBLE@h.example", "set app_name https://ida:VISIBLE@h.example",
                "set admin_upn https://ida:VISIBLE@h.example", "set admin_upn ida:VISIBLE@h.example",
                "set emergency_accounts ida@h.example, ida:VISIBLE@h.example", "set domain token=VISIBLE",
            ] {
                terminal.type(line)
                try terminal.expect("\"")
                let said = try terminal.expect("> ")
                #expect(said.contains("***") && !said.contains("VISIBLE"), "\(line): \(said)")
            }
            for wrong in [
                "<ida>@h.example", "ida holm@h.example", "a/b@h.example", "\u{E4}@h.example", "a\\b@h.example",
            ] {
                terminal.type("set admin_upn \(wrong)")
                try terminal.expect("isn't a user principal name")
            }
            for right in ["o'hara-smith_1.x!#^~+$@h.example", "IDA@H.EXAMPLE", "a_b#EXT#@c.onmicrosoft.com"] {
                terminal.type("set admin_upn \(right)")
                try terminal.expect("recorded: admin_upn is \(right)")
            }
            terminal.type("quit")
            _ = try terminal.waitForExit()
            let history = try String(
                contentsOf: store.url.appending(path: "lockstep/history"), encoding: .utf8)
            #expect(!history.contains("VISIBLE") && history.contains("IDA@H"))
            #expect(try Self.visible(in: store.url) == [])
        }
    }

    /// Files below a folder that hold the marked secret.
    private static func visible(in folder: URL) throws -> [String] {
        let all = try #require(FileManager.default.subpaths(atPath: folder.path))
        return all.filter {
            FileManager.default.contents(atPath: folder.appending(path: $0).path)?.range(of: Data("VISIBLE".utf8))
                != nil
        }
    }
}
