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
        /// Kai's account of the tenant: anybody's who may sign in.
        let account: String

        init() async throws {
            live = try await LiveTenant()
            kai = try TemporaryFolder()
            let users = try await live.read("users?$select=userPrincipalName,accountEnabled,userType&$top=50")
            account = try #require(
                (users["value"] as? [[String: Any]])?.first {
                    $0["accountEnabled"] as? Bool == true && $0["userType"] as? String == "Member"
                        && $0["userPrincipalName"] as? String != Browser.admin
                        && ($0["userPrincipalName"] as? String)?.hasSuffix("@nordwind.example") == true
                }?["userPrincipalName"] as? String)
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
            try Program.run(arguments, store: kai.url, input: input, environment: environment(own: own, key: key))
        }

        private func environment(own: Bool, key: String?) -> [String: String] {
            var environment = ["HOME": kai.url.path, "XDG_STATE_HOME": own ? kai.url.path : live.folder.url.path]
            environment["LOCKSTEP_USER"] = "kai"
            if let key { environment["LOCKSTEP_SIGNING_KEY"] = key }
            for name in ["SSL_CERT_FILE", "AZURE_AUTHORITY_HOST"] { environment[name] = live.environment[name] }
            return environment
        }

        /// Kai approves at a terminal: reads, types the name, signs in.
        /// - Parameter account: nil signs in with kai's own.
        /// - Returns: the screen, and the exit code.
        func approve(_ arguments: [String], own: Bool = false, account: String? = nil) throws -> (String, Int32) {
            let terminal = try PseudoTerminal(
                ["approve"] + arguments, store: kai.url, environment: environment(own: own, key: nil))
            try terminal.expect("Type your name")
            terminal.answer("kai")
            try Browser.signIn(as: account ?? self.account, at: terminal, live)
            let code = try terminal.waitForExit()
            return (terminal.transcript, code)
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
            return (terminal, try ask(terminal, signsIn: true))
        }

        /// - Parameter signsIn: an app works here, and who works with it is asked once.
        func ask(_ terminal: PseudoTerminal, signsIn: Bool = false) throws -> String {
            terminal.type("cutover")
            try terminal.expect("domain: ")
            terminal.answer("nordwind.example")
            if signsIn { try Browser.signIn(as: Browser.admin, at: terminal, live) }
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
            #expect(same.code == 1 && same.errors.contains("one key is one person"), "\(same)")
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
            // A key that nobody here knows is waited for, for as long as whoever asked likes.
            let second = try night.ask(terminal)
            let unknown = try night.approve(["friday", second])
            #expect(unknown.1 == 0, "\(unknown)")
            try terminal.expect("It counts as soon as you do")
            let own = try night.fingerprint
            func trust(_ words: [String]) throws {
                let result = try Program.run(["trust"] + words, store: night.live.folder.url)
                #expect(result.code == 0, "\(result)")
            }
            terminal.send("\u{3}")
            try terminal.expect("Nothing was sent")
            try trust(["add", "kai", own, "--fingerprint", own])
            // Two keys, and one account of the tenant.
            let same2 = try night.approve(["friday", try night.ask(terminal)], account: Browser.admin)
            #expect(same2.1 == 0, "\(same2)")
            try terminal.expect("one account is one person")
            try terminal.expect("Nothing was sent")
            // Another than the asker's, at another account: it counts once it is known, and stands in the journal for anybody to
            // prove. One that is taken back counts for nothing at once.
            try trust(["remove", "kai"])
            let third = try night.ask(terminal)
            let approved = try night.approve(["friday", third, "--because", "read with Jo"])
            #expect(approved.1 == 0 && approved.0.contains("Countersigned"), "\(approved)")
            #expect(approved.0.contains("Signed in as \(night.account)"), "\(approved)")
            try terminal.expect("It counts as soon as you do")
            try trust(["add", "kai", own, "--fingerprint", own])
            try terminal.expect("is federated, read back and configured as planned")
            terminal.type("quit")
            _ = try terminal.waitForExit()
            let store = try SessionStore(folder: night.live.folder.url.appending(path: "lockstep"))
            let bodies = try store.events(of: id).compactMap { event -> ApprovalSigned? in
                if let body = event.payload as? ApprovalSigned { body } else { nil }
            }
            #expect(bodies.count == 1)
            let opened = try bodies[0].approval.opened()
            #expect(opened.statement.reason == "read with Jo" && opened.key.fingerprint == own)
            let accounts = [bodies[0].by.entra, bodies[0].asker].compactMap(\.self)
            #expect(accounts.count == 2 && accounts[0].objectID != accounts[1].objectID, "\(accounts)")
            #expect(accounts.allSatisfy { $0.tenantID == night.live.tenant.tenantID })
            // What proved it is kept nowhere.
            let export = try Program.run(["export", "friday"], store: night.live.folder.url).output
            #expect(export.contains(accounts[0].objectID) && !TokenText.isIn(export))
            let report = try Program.run(["report", "friday"], store: night.live.folder.url).output
            #expect(report.contains(own), "\(report)")
            let verified = try Program.run(["verify", "friday"], store: night.live.folder.url)
            let words = verified.output.replacing(/\s+/, with: " ")
            #expect(
                words.contains("signed with kai's key (\(own))") && words.contains("(\(accounts[0].objectID))"),
                "\(words)")
        }
    }

    /// Whoever approved with a key that nobody knows yet takes nobody's place and may think again; and what a key gave goes with
    /// the key.
    @Test func aWaiverLapsesWithItsKey() async throws {
        let night = try await Night()
        try await blocking {
            let own = try night.fingerprint
            func atStore(_ arguments: [String], input: String = "") throws -> (Int32, String) {
                let result = try Program.run(
                    arguments, store: night.live.folder.url, input: input, environment: night.live.environment)
                return (result.code, SignedSessionTests.plain(result))
            }
            let terminal = try PseudoTerminal.atPrompt(
                ["resume", "friday"], store: night.live.folder.url, environment: night.live.environment)
            func ask(signsIn: Bool = false) throws -> String {
                terminal.type("waive powershell-available")
                try terminal.expect("Why may it stay red?")
                terminal.answer("it is another machine's")
                try terminal.expect("For how long?")
                terminal.answer("4h")
                if signsIn { try Browser.signIn(as: Browser.admin, at: terminal, night.live) }
                let screen = try terminal.expect("Waiting for the second person")
                return String(try #require(screen.matches(of: /approve\s+\S+\s+([a-z0-9]{6})/).last?.1))
            }
            let first = try ask(signsIn: true)
            #expect(try night.approve(["friday", first]).1 == 0)
            try terminal.expect("or until that key is known")
            let declined = try night.asKai(["decline", "friday", first, "not", "after", "all"])
            #expect(declined.code == 0, "\(declined)")
            try terminal.expect("declined: “not after all”")
            try terminal.expect("Nothing was waived")
            #expect(try atStore(["trust", "add", "kai", own, "--fingerprint", own]).0 == 0)
            #expect(try night.approve(["friday", try ask()]).1 == 0)
            try terminal.expect("is waived until")
            // Also in the session that is open, from the next command on.
            #expect(try atStore(["trust", "remove", "kai"]).0 == 0)
            terminal.type("why powershell-available")
            try terminal.expect("that holds nothing open any more")
            #expect(try atStore(["trust", "add", "kai", own, "--fingerprint", own]).0 == 0)
            terminal.type("quit")
            _ = try terminal.waitForExit()
            let history = try atStore(["report", "friday"]).1
            #expect(history.contains("approved waive powershell-available with a key that nobody here knew (\(own))"))
            let lapsed =
                "Waived with the word of somebody whose key counts no more here, each to be waived anew: powershell-available."
            #expect(try !atStore(["verify", "friday"]).1.contains(lapsed))
            for end in [["--from", "2026-01-01T00:00:00Z"], []] {
                #expect(try atStore(["trust", "remove", "kai"] + end).0 == 0)
                let verified = try atStore(["verify", "friday"])
                #expect(verified.0 == 1 && verified.1.contains(lapsed), "\(verified)")
                let resumed = try atStore(["resume", "friday"], input: "why powershell-available\n")
                #expect(resumed.1.contains(lapsed), "\(resumed)")
            }
            #expect(try atStore(["trust", "add", "kai", own, "--fingerprint", own]).0 == 0)
            #expect(try atStore(["verify", "friday"]).0 == 0)
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
            let read = try night.approve(["--file", path("one.json"), "--to", path("old.json")], own: true)
            #expect(read.1 == 0 && read.0.contains("the switch of nordwind.example to federated"), "\(read)")
            terminal.send("\u{3}")
            try terminal.expect("Nothing was sent")
            let second = try night.ask(terminal)
            let old = try atStore(["approve", "friday", second, "--from", path("old.json")])
            #expect(old.code == 2 && old.errors.contains("was asked with the code \(first)"), "\(old)")
            // The same with the code of this one: each asking is answered by itself.
            let replayed = try String(contentsOfFile: path("old.json"), encoding: .utf8)
            try replayed.replacing("\"code\" : \"\(first)\"", with: "\"code\" : \"\(second)\"").write(
                toFile: path("replayed.json"), atomically: true, encoding: .utf8)
            let replay = try atStore(["approve", "friday", second, "--from", path("replayed.json")])
            #expect(replay.code == 2 && replay.errors.contains("with the code \(first)"), "\(replay)")
            // Words that were changed on the way are not what was signed.
            #expect(try atStore(["approve", "friday", second, "--ask", path("two.json")]).code == 0)
            let answer = try night.approve(["--file", path("two.json"), "--to", path("answer.json")], own: true)
            #expect(answer.1 == 0, "\(answer)")
            let text = try String(contentsOfFile: path("answer.json"), encoding: .utf8)
            try text.replacing("until 20", with: "until 21").write(
                toFile: path("changed.json"), atomically: true, encoding: .utf8)
            let changed = try atStore(["approve", "friday", second, "--from", path("changed.json")])
            #expect(changed.code == 2 && changed.errors.contains("counts for nothing"), "\(changed)")
            for (file, says) in [("two.json", "isn't a signed approval"), ("none.json", "there is no")] {
                let refused = try atStore(["approve", "friday", second, "--from", path(file)])
                #expect(refused.code == 2 && refused.errors.contains(says), "\(refused)")
            }
            // The sign-in of another approval, no sign-in, and one that somebody changed.
            let tokens = try ["old.json", "answer.json"].map { name -> String in
                let file = try String(contentsOfFile: path(name), encoding: .utf8)
                return String(try #require(file.firstMatch(of: /"identityToken" : "([^"]+)"/)?.1))
            }
            #expect(tokens[0] != tokens[1])
            var code = second
            for (token, says) in [
                (tokens[0], "for something else than this approval"), (nil, "comes with no sign-in"),
                (String(tokens[1].dropLast(4)) + "AAAA", "none of the service's keys signed it"),
                ("a.b.c", "can't be read"),
            ] {
                #expect(try atStore(["approve", "friday", code, "--ask", path("again.json"), "--force"]).code == 0)
                let fresh = try night.approve(
                    ["--file", path("again.json"), "--to", path("fresh.json"), "--force"], own: true)
                #expect(fresh.1 == 0, "\(fresh)")
                var file = try #require(
                    try JSONSerialization.jsonObject(with: try Data(contentsOf: URL(filePath: path("fresh.json"))))
                        as? [String: Any])
                let own = try #require(file["identityToken"] as? String)
                file["identityToken"] = token.map { $0.hasSuffix("AAAA") ? String(own.dropLast(4)) + "AAAA" : $0 }
                try JSONSerialization.data(withJSONObject: file).write(to: URL(filePath: path("meddled.json")))
                #expect(try atStore(["approve", "friday", code, "--from", path("meddled.json")]).code == 0)
                try terminal.expect(says)
                try terminal.expect("Nothing was sent")
                code = try night.ask(terminal)
            }
            #expect(try atStore(["approve", "friday", code, "--ask", path("last.json")]).code == 0)
            let last = try night.approve(["--file", path("last.json"), "--to", path("last-answer.json")], own: true)
            #expect(last.1 == 0, "\(last)")
            #expect(try atStore(["approve", "friday", code, "--from", path("last-answer.json")]).code == 0)
            try terminal.expect("is federated, read back and configured as planned")
            terminal.type("quit")
            _ = try terminal.waitForExit()
        }
    }
}
