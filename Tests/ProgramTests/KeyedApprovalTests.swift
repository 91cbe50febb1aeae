import Foundation
import Journal
import SessionStore
import Signatures
import TestSupport
import Testing

/// In a live session two people are two keys: a second person's approval is signed, with a key that whoever asks knows and
/// that isn't theirs. Played to the switch at one store, and with files between two machines.
@Suite(.serialized) struct KeyedApprovalTests {
    /// A live session that is ready to be switched by two, and the second person's own account.
    private struct Night {
        let live: LiveTenant
        let kai: TemporaryFolder

        init() async throws {
            live = try await LiveTenant()
            kai = try TemporaryFolder()
            let certificate = try await live.certificate()
            let accounts = live.folder.url.appending(path: "accounts.csv")
            try await Service(live.tenant).trainer(.get, "accounts").text
                .write(to: accounts, atomically: true, encoding: .utf8)
            _ = try await live.run(
                ["start", "peig-microsoft-365", "--name", "friday", "--approvals", "2"],
                input: LiveTests.answers
                    + "identifiers with \(accounts.path)\nset idp_certificate \(certificate)\n")
            let ready = try await live.run(["resume", "friday"], input: PipedTests.readyScript + "cutover --dry-run\n")
            try #require(!ready.output.contains("LOCKED"), "\(ready.output.suffix(1_500))")
        }

        /// - Parameter own: kai's own store, on a machine of their own.
        func asKai(_ arguments: [String], own: Bool = false, input: String = "", key: String? = nil) throws
            -> Program.Result
        {
            var environment = ["HOME": kai.url.path, "XDG_STATE_HOME": own ? kai.url.path : live.folder.url.path]
            environment["LOCKSTEP_USER"] = "kai"
            if let key { environment["LOCKSTEP_SIGNING_KEY"] = key }
            return try Program.run(arguments, store: kai.url, input: input, environment: environment)
        }

        var fingerprint: String {
            get throws {
                // Made with the first thing that kai writes.
                _ = try asKai(["rehearse", "peig-microsoft-365", "--name", "own"], own: true, input: "note n\n")
                let list = try asKai(["trust", "list", "--json"]).output
                return String(try #require(list.firstMatch(of: /SHA256:[A-Za-z0-9+\/]{43}/)).output)
            }
        }

        func ask() throws -> (PseudoTerminal, code: String) {
            let terminal = try PseudoTerminal.atPrompt(
                ["resume", "friday"], store: live.folder.url, environment: live.environment)
            return (terminal, try ask(terminal))
        }

        func ask(_ terminal: PseudoTerminal) throws -> String {
            terminal.type("cutover")
            try terminal.expect("domain: ")
            terminal.answer("nordwind.example")
            let screen = try terminal.expect("Waiting for the second person")
            return String(try #require(screen.matches(of: /approve\s+\S+\s+([a-z0-9]{6})/).last?.1))
        }
    }

    @Test func aSwitchNeedsTwoKeys() async throws {
        let night = try await Night()
        try await blocking {
            let (terminal, first) = try night.ask()
            // The same key under another name is the same person, and no key is nobody.
            let same = try Program.run(
                ["approve", "friday", first, "--as", "kai"], store: night.live.folder.url, input: "kai\n")
            #expect(same.code == 2 && same.errors.contains("one key is one person"), "\(same)")
            let none = try night.asKai(["approve", "friday", first], input: "kai\n", key: "none")
            #expect(none.code == 2 && none.errors.contains("an approval is signed"), "\(none)")
            // Written into the store by hand, as whoever can write it would.
            let id = try SessionStore(folder: night.live.folder.url.appending(path: "lockstep")).find("friday")
            let database = night.live.folder.url.appending(path: "lockstep/sessions.sqlite").path
            let script = """
                import sqlite3, sys
                d = sqlite3.connect(sys.argv[1], isolation_level=None)
                d.execute("update approvals set approver='kai', approver_host='desk', shown=plan where code=?", (sys.argv[2],))
                """
            _ = try Program.run(
                [], store: night.kai.url, through: ["/usr/bin/env", "python3", "-c", script, database, first])
            try terminal.expect("isn't signed, and in a live session a typed name counts for nothing")
            try terminal.expect("Nothing was sent")
            // A key that nobody here knows.
            let second = try night.ask(terminal)
            let unknown = try night.asKai(["approve", "friday", second], input: "kai\n")
            #expect(unknown.code == 0, "\(unknown)")
            try terminal.expect("which nobody here knows")
            let own = try night.fingerprint
            let known = try Program.run(
                ["trust", "add", "kai", own, "--fingerprint", own], store: night.live.folder.url)
            #expect(known.code == 0, "\(known)")
            terminal.type("quit")
            _ = try terminal.waitForExit()
            // Known, and another than the asker's: it counts, and stands in the journal for anybody to prove.
            let (again, third) = try night.ask()
            let approved = try night.asKai(["approve", "friday", third, "--because", "read with Jo"], input: "kai\n")
            #expect(approved.code == 0 && approved.output.contains("Countersigned"), "\(approved)")
            try again.expect("is federated, read back and configured as planned")
            again.type("quit")
            _ = try again.waitForExit()
            let store = try SessionStore(folder: night.live.folder.url.appending(path: "lockstep"))
            let signed = try store.events(of: id).compactMap { event -> SignedApproval? in
                if case .approvalSigned(let body) = event.payload { body.approval } else { nil }
            }
            #expect(signed.count == 1)
            #expect(try signed[0].opened().statement.reason == "read with Jo")
            #expect(try signed[0].opened().key.fingerprint == own)
            let report = try Program.run(["report", "friday"], store: night.live.folder.url).output
            #expect(report.contains(own), "\(report)")
            let verified = try Program.run(["verify", "friday"], store: night.live.folder.url)
            #expect(verified.output.replacing(/\s+/, with: " ").contains("signed with \(own)"), "\(verified)")
        }
    }

    @Test func anotherMachineApprovesByFiles() async throws {
        let night = try await Night()
        try await blocking {
            let own = try night.fingerprint
            let known = try Program.run(
                ["trust", "add", "kai", "-", "--fingerprint", own], store: night.live.folder.url,
                input: try String(
                    contentsOf: night.kai.url.appending(path: ".config/lockstep/signing_key.pub"), encoding: .utf8))
            #expect(known.code == 0, "\(known)")
            func path(_ name: String) -> String { night.kai.url.appending(path: name).path }
            func atStore(_ arguments: [String]) throws -> Program.Result {
                try Program.run(arguments, store: night.live.folder.url)
            }
            // One for an earlier question is refused, and takes no later one's place.
            let (terminal, first) = try night.ask()
            #expect(try atStore(["approve", "friday", first, "--ask", path("one.json")]).code == 0)
            let read = try night.asKai(
                ["approve", "--file", path("one.json"), "--to", path("old.json")], own: true, input: "kai\n")
            #expect(read.code == 0 && read.output.contains("the switch of nordwind.example to federated"), "\(read)")
            terminal.send("\u{3}")
            try terminal.expect("Nothing was sent")
            let second = try night.ask(terminal)
            let old = try atStore(["approve", "friday", second, "--from", path("old.json")])
            #expect(old.code == 2 && old.errors.contains("was asked with the code \(first)"), "\(old)")
            // Words that were changed on the way are not what was signed.
            #expect(try atStore(["approve", "friday", second, "--ask", path("two.json")]).code == 0)
            let answer = try night.asKai(
                ["approve", "--file", path("two.json"), "--to", path("answer.json")], own: true, input: "kai\n")
            #expect(answer.code == 0, "\(answer)")
            let text = try String(contentsOfFile: path("answer.json"), encoding: .utf8)
            try text.replacing("until 20", with: "until 21").write(
                toFile: path("changed.json"), atomically: true, encoding: .utf8)
            let changed = try atStore(["approve", "friday", second, "--from", path("changed.json")])
            #expect(changed.code == 2 && changed.errors.contains("counts for nothing"), "\(changed)")
            for (file, says) in [("two.json", "isn't a signed approval"), ("none.json", "there is no")] {
                let refused = try atStore(["approve", "friday", second, "--from", path(file)])
                #expect(refused.code == 2 && refused.errors.contains(says), "\(refused)")
            }
            #expect(try atStore(["approve", "friday", second, "--from", path("answer.json")]).code == 0)
            try terminal.expect("is federated, read back and configured as planned")
            terminal.type("quit")
            _ = try terminal.waitForExit()
        }
    }
}
