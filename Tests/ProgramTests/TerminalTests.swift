import Foundation
import Glibc
import Journal
import SessionStore
import TestSupport
import Testing

/// The conversation at a real pseudo-terminal.
@Suite(.serialized) struct TerminalTests {
    private static func rehearse(_ folder: TemporaryFolder, _ arguments: String...) throws -> PseudoTerminal {
        let terminal = try PseudoTerminal(["rehearse", "peig-microsoft-365"] + arguments, store: folder.url)
        try terminal.expect("nothing is lost")
        try terminal.expect("> ")
        return terminal
    }

    @Test func controlCDropsTheLineAndEndsWhatRuns() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            let terminal = try Self.rehearse(folder)
            terminal.send("this is not a comm")
            try terminal.expect("this is not a comm")
            terminal.send("\u{3}")
            try terminal.expect("^C")
            try terminal.expect("> ")
            terminal.type("note after the interrupt")
            try terminal.expect("recorded: your note")
            // At a question it leaves the question.
            terminal.type("check")
            try terminal.expect("domain [")
            terminal.type("")
            try terminal.expect("admin_upn [")
            terminal.send("\u{3}")
            try terminal.expect("> ")
            terminal.type("note")
            try terminal.expect("after the interrupt")
            // Ctrl-D on an empty line quits.
            terminal.send("\u{4}")
            #expect(try terminal.waitForExit() == 0)
        }
    }

    /// What turns green while the person types is said above the line that they are typing.
    @Test func whatIsWatchedIsAnnounced() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            let terminal = try Self.rehearse(folder)
            terminal.type("set admin_upn ida.holm@nordwind.example")
            try terminal.expect("recorded: admin_upn")
            terminal.type("watch business-premium global-administrator")
            try terminal.expect("Watching business-premium, global-administrator.")
            try terminal.expect("global-administrator passes now: ida.holm@nordwind.example holds")
            terminal.type("portal assign-license ida.holm@nordwind.example")
            try terminal.expect("has Microsoft 365 Business Premium.")
            terminal.send("note half a li")
            try terminal.expect("business-premium passes now: ida.holm@nordwind.example has a Microsoft 365")
            try terminal.expect("Everything that was watched is green.")
            try terminal.expect("note half a li")
            terminal.type("ne")
            try terminal.expect("recorded: your note")
            terminal.type("watch business-premium")
            try terminal.expect("there is nothing to watch")
            terminal.type("watch all")
            try terminal.expect("domain [")
            terminal.send("\u{3}")
            try terminal.expect("> ")
            terminal.type("watch app-registered")
            try terminal.expect("app_name [")
            terminal.type("")
            try terminal.expect("Watching app-registered.")
            terminal.type("watch off")
            try terminal.expect("Nothing is watched any more.")
        }
    }

    @Test func tabCompletesCommandsItemsAndVerbs() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            let terminal = try Self.rehearse(folder)
            terminal.send("stat\t")
            try terminal.expect("status")
            terminal.type("")
            try terminal.expect("Preparation")
            try terminal.expect("> ")
            terminal.send("check corp\t")
            try terminal.expect("check corporate-domain")
            // A new line each time: of a line that is replaced, only what differs is drawn.
            terminal.send("\u{3}")
            try terminal.expect("> ")
            terminal.send("portal regi\t--re\t")
            try terminal.expect("portal register-app --redirect")
            terminal.send("\u{3}")
            try terminal.expect("> ")
            terminal.send("portal add-\t\t")
            try terminal.expect("add-emergency-admin")
            try terminal.expect("portal add-")
        }
    }

    @Test func whatWasTypedInAnyScriptComesBack() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            let terminal = try Self.rehearse(folder)
            terminal.type("note Größe 日本 né")
            try terminal.expect("recorded: your note")
            terminal.resize(columns: 60, rows: 20)
            terminal.type("note")
            try terminal.expect("ida: Größe 日本 né")
            terminal.signal(SIGHUP)
            #expect(try terminal.waitForExit() == 0)
            let history = try String(contentsOf: folder.url.appending(path: "lockstep/history"), encoding: .utf8)
            #expect(history.contains("note"))
            let attributes = try FileManager.default.attributesOfItem(
                atPath: folder.url.appending(path: "lockstep/history").path)
            #expect(attributes[.posixPermissions] as? Int == 0o600)
        }
    }

    @Test func aKilledRehearsalGoesOnAtTheSamePlace() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            let first = try Self.rehearse(folder)
            first.type("done all")
            try first.expect("recorded: 7 actions done")
            try first.expect("domain [")
            first.type("")
            try first.expect("admin_upn [")
            first.type("")
            try first.expect("Checklist of step 1")
            first.type("goto 2")
            try first.expect("step 2 of 6")
            first.type("portal register-app")
            try first.expect("is registered")
            first.signal(SIGKILL)
            #expect(try first.waitForExit() == -SIGKILL)

            let second = try PseudoTerminal(["resume"], store: folder.url)
            try second.expect("Welcome back.")
            try second.expect("step 2 of 6: App registration")
            try second.expect("app-registration> ")
            second.type("check app-registered")
            try second.expect("app_name [")
            second.type("")
            try second.expect("1 of 1 passed")

            // While it is open, nobody else may write to it.
            let third = try Program.run(["resume"], store: folder.url)
            #expect(third.code == 1)
            #expect(third.errors.contains("is working on session"))
            let look = try Program.run(["check", "--json"], store: folder.url)
            #expect(look.errors.contains("not recorded") && look.output.contains("\"recorded\" : false"))
            second.type("quit")
            #expect(try second.waitForExit() == 0)
        }
    }

    /// Another process takes the session over while somebody types: the message stands above the line, the line
    /// stays whole, and nothing is written any more.
    @Test func aMessageDoesNotTearTheLine() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            let terminal = try Self.rehearse(folder)
            terminal.send("note half ty")
            try terminal.expect("note half ty")
            let process = Process()
            process.executableURL = URL(filePath: "/usr/bin/env")
            process.arguments = [
                "python3", "-c",
                "import sqlite3,sys; c=sqlite3.connect(sys.argv[1]); c.execute(\"update leases set token='x'\"); c.commit()",
                folder.url.appending(path: "lockstep/sessions.sqlite").path,
            ]
            try process.run()
            process.waitUntilExit()
            try terminal.expect("was taken over by another process")
            try terminal.expect("> note half ty")
            terminal.type("ped")
            try terminal.expect("Not recorded.")
            #expect(try terminal.waitForExit() == 1)
            let state = try #require(
                try SessionStore(folder: folder.url.appending(path: "lockstep")).sessions().sessions.first?.state)
            #expect(state.notes.isEmpty)
        }
    }
}
