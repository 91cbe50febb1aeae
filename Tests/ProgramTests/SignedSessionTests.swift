import Foundation
import Glibc
import Journal
import SessionStore
import TestSupport
import Testing

/// Who wrote what, with the real program: signed as it is written, proven here and by OpenSSH alone, and what an attacker
/// does to it.
@Suite(.serialized) struct SignedSessionTests {
    private static let keygen = "/usr/bin/ssh-keygen"

    /// Somebody's account: a home, with a store that others may share.
    struct Account: Sendable {
        let home: URL
        let store: URL

        func run(_ arguments: [String], input: String = "", environment: [String: String] = [:]) throws
            -> Program.Result
        {
            var all = environment
            all["XDG_STATE_HOME"] = store.path
            return try Program.run(arguments, store: home, input: input, environment: all)
        }

        var fingerprint: String {
            get throws {
                let list = try run(["trust", "list", "--json"]).output
                return String(try #require(list.firstMatch(of: /SHA256:[A-Za-z0-9+\/]{43}/)).output)
            }
        }
    }

    static func accounts(_ top: URL, sharing: Bool) throws -> (Account, Account) {
        let folders = try ["ida", "kai", "one", "two"].map { name in
            let folder = top.appending(path: name)
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            return folder
        }
        return (
            Account(home: folders[0], store: folders[2]),
            Account(home: folders[1], store: sharing ? folders[2] : folders[3])
        )
    }

    static func rehearsal(_ name: String = "night") -> [String] {
        ["rehearse", "peig-microsoft-365", "--name", name]
    }

    static func plain(_ result: Program.Result) -> String {
        (result.output + result.errors).replacing(/\s+/, with: " ")
    }

    @Test func whatIsWrittenIsSigned() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            let (ida, kai) = try Self.accounts(folder.url, sharing: false)
            let begun = try ida.run(Self.rehearsal(), input: "note one\nset domain nordwind.example\n")
            let own = try ida.fingerprint
            #expect(begun.code == 0 && begun.errors.isEmpty, "\(begun)")
            #expect(Self.plain(try ida.run(["verify", "night"])).contains("signed by your own key (\(own))"))
            let secret = ida.home.appending(path: ".config/lockstep/signing_key").path
            #expect(try FileManager.default.attributesOfItem(atPath: secret)[.posixPermissions] as? Int == 0o600)
            // Elsewhere it is a stranger's, until somebody knows the key.
            let file = folder.url.appending(path: "night.lockstep").path
            #expect(try ida.run(["export", "night", "--to", file]).code == 0)
            #expect(Self.plain(try kai.run(["verify", "--file", file])).contains("\(own), which nobody here knows"))
            #expect(try kai.run(["import-session", file]).code == 0)
            let refused = try kai.run([
                "trust", "add", "ida", own, "--fingerprint", "SHA256:\(String(repeating: "A", count: 43))",
            ])
            #expect(refused.code == 2 && refused.errors.contains("nothing was changed"))
            #expect(try kai.run(["trust", "add", "ida", own], input: "no\n").code == 1)
            #expect(try kai.run(["trust", "add", "ida", own], input: "yes\n").code == 0)
            #expect(try kai.run(["trust", "add", "ida", own], input: "yes\n").code == 2)
            #expect(
                Self.plain(try kai.run(["verify", "night"])).contains("signed by ida, whose key is known here (\(own))")
            )
            // A key that ended counts for what was before.
            #expect(try kai.run(["trust", "remove", "ida", "--from", "2020-01-01T00:00Z"]).code == 0)
            #expect(
                Self.plain(try kai.run(["verify", "night"])).contains(
                    "counts only for what was written before 2020-01-01"))
            #expect(try kai.run(["trust", "remove", own]).code == 0)
            #expect(Self.plain(try kai.run(["verify", "night"])).contains("which nobody here knows"))
            #expect(try kai.run(["trust", "remove", own]).code == 2)
        }
    }

    /// As the README tells it: the chain with Python's standard library, the signatures with ssh-keygen. It says the same as
    /// `verify`, of an entry that somebody put in as well.
    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: keygen)))
    func anExportIsProvenWithoutLockstep() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            let (ida, kai) = try Self.accounts(folder.url, sharing: true)
            _ = try ida.run(Self.rehearsal(), input: "note Grüße, \"ida\"\nset domain nordwind.example\ncheck\n")
            let store = try SessionStore(folder: ida.store.appending(path: "lockstep"))
            let writer = try store.open(try store.find("night"), who: Person(name: "ida", host: "h"))
            let forged = writer.last.sequence + 1
            try writer.append(NoteAdded(text: "forged"))
            writer.release()
            _ = try kai.run(["resume", "night"], input: "note as kai\n")
            _ = try ida.run(["resume", "night"], input: "note after\n")
            let file = folder.url.appending(path: "night.lockstep")
            #expect(try ida.run(["export", "night", "--to", file.path]).code == 0)
            let readme = try Repository.text("README.md")
            let script = try #require(readme.firstMatch(of: /(?s)```python\n(.*?)```/)?.1)
            let known = try String(
                contentsOf: ida.home.appending(path: ".config/lockstep/signing_key.pub"), encoding: .utf8)
            try Data("ida \(known)".utf8).write(to: folder.url.appending(path: "allowed_signers"))
            try Data(script.utf8).write(to: folder.url.appending(path: "chain.py"))
            func prove() throws -> Program.Result {
                try Program.run(
                    [], store: folder.url,
                    through: ["/bin/sh", "-c", "cd '\(folder.url.path)' && python3 chain.py night.lockstep"])
            }
            let good = try prove()
            #expect(good.code == 0, "\(good)")
            let writers = good.output.split(separator: "\n").filter { $0.hasPrefix("entry ") }
                .map { String($0.split(separator: " ", maxSplits: 2)[2]) }
            let all = try store.events(of: try store.find("night"))
            #expect(writers.count == all.count)
            #expect(writers[..<(forged - 1)].allSatisfy { $0 == "ida" } && writers[forged - 1] == "nobody", "\(good)")
            let byKai = try #require(all.first { ($0.payload as? NoteAdded)?.text == "as kai" })
            #expect(writers[byKai.sequence - 1] == "somebody unknown" && writers.last == "ida", "\(good)")
            #expect(good.output.contains("seen up to \(forged): somebody unknown"), "\(good)")
            let text = try String(contentsOf: file, encoding: .utf8)
            try Data(text.replacing("Grüße", with: "Grüsse").utf8).write(to: file)
            #expect(try prove().code != 0)
        }
    }

    /// What whoever can write the store does to it, and how it is found.
    @Test func whatIsDoneToTheStoreIsFound() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            let (ida, _) = try Self.accounts(folder.url, sharing: false)
            _ = try ida.run(Self.rehearsal(), input: "note one\nnote two\n")
            let store = StoreFile(ida.store)
            let kept = folder.url.appending(path: "kept.sqlite").path
            try store.copy(to: kept)
            _ = try ida.run(["resume", "night"], input: "note three\n")
            let before = try ida.run(["verify", "night", "--checkpoint"])
            #expect(before.code == 0 && before.output.hasPrefix("lockstep.session/"))
            let later = folder.url.appending(path: "later.sqlite").path
            try store.copy(to: later)
            let last = Int(before.output.split(separator: "\n")[1]) ?? 0
            let free = StoreFile.unguarded
            for (name, attack, says) in [
                (
                    "cut, with what was signed left", "\(free) delete from events where sequence = \(last);",
                    "its end was cut off"
                ),
                (
                    "cut, signatures too",
                    "\(free) delete from events where sequence = \(last); delete from signatures where sequence = \(last);",
                    "its end was cut off"
                ),
                ("swapped back", "", "its end was cut off"),
                ("signatures gone", "\(free) delete from signatures;", "Somebody took the signatures out"),
            ] {
                try store.putBack(name == "swapped back" ? kept : later)
                if !attack.isEmpty { try store.execute(attack) }
                let found = try ida.run(["verify", "night"])
                #expect(Self.plain(found).contains(says), "\(name): \(found)")
                #expect(found.code == 1)
                let resumed = try ida.run(["resume", "night"], input: "note four\n")
                #expect(
                    resumed.code == 1 && Self.plain(resumed).contains("Nothing is written to it"),
                    "\(name): \(resumed)")
                // No command shows or changes it as if it were what was there.
                for command in ["report", "export", "check", "sessions", "archive", "rename"] {
                    let arguments =
                        [command] + (command == "sessions" ? [] : ["night"]) + (command == "rename" ? ["new"] : [])
                    let said = try ida.run(arguments)
                    #expect(
                        said.code == 1 && !said.output.contains("not switched")
                            && Self.plain(said).contains("isn't as it was seen here"), "\(name), \(command): \(said)")
                }
                let deleted = try ida.run(["delete", "night"], input: "night\n")
                #expect(deleted.code == 1 && Self.plain(deleted).contains("Nothing was deleted"), "\(deleted)")
            }
            // One that was taken out is missed, until somebody says that it may be gone.
            try store.putBack(later)
            try store.execute("\(free) delete from events; delete from signatures;")
            let gone = try ida.run(["sessions"])
            #expect(gone.code == 1 && Self.plain(gone).contains("it isn't there any more"), "\(gone)")
            let named = try #require(gone.errors.firstMatch(of: /verify ([a-z0-9]{8}) --as-it-is/)?.1)
            #expect(try ida.run(["verify", String(named), "--as-it-is"]).code == 0)
            #expect(try ida.run(["sessions"]).code == 0)
            // A backup that was put back on purpose is taken as it is.
            try store.putBack(kept)
            #expect(try ida.run(["verify", "night", "--as-it-is"]).code == 0)
            #expect(try ida.run(["resume", "night"], input: "note four\n").code == 0)
        }
    }

    /// Entries that somebody put in are not signed along by whoever writes next.
    @Test func whatWasPutInStaysUnsigned() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            let (ida, _) = try Self.accounts(folder.url, sharing: false)
            _ = try ida.run(Self.rehearsal(), input: "note one\n")
            let store = try SessionStore(folder: ida.store.appending(path: "lockstep"))
            let id = try store.find("night")
            let writer = try store.open(id, who: Person(name: "ida", host: "h"))
            let forged = writer.last.sequence + 1
            try writer.append(NoteAdded(text: "forged"))
            writer.release()
            _ = try ida.run(["resume", "night"], input: "note two\n")
            let verified = try ida.run(["verify", "night"])
            let said = Self.plain(verified)
            #expect(verified.code == 1 && said.contains("Entry \(forged), as ida: not signed."), "\(said)")
            #expect(said.contains("Entries 1 to \(forged - 1), as ida: signed by your own key"), "\(said)")
        }
    }

    /// Whoever goes on where somebody else left, and whoever approves, has seen the journal so, and says it with their key.
    /// An answer that nobody here signed answers nothing otherwise that somebody here has answered: neither the checks nor Enter
    /// take it for theirs.
    @Test func whatWasPutInAnswersNothingOtherwise() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            let (ida, _) = try Self.accounts(folder.url, sharing: false)
            let night = "night@nordwind.onmicrosoft.com"
            _ = try ida.run(
                ["rehearse", "peig-microsoft-365", "--scenario", "approved-role", "--name", "night"],
                input: PipedTests.readyScript + "set switching_account \(night)\n")
            let store = try SessionStore(folder: ida.store.appending(path: "lockstep"))
            let writer = try store.open(try store.find("night"), who: Person(name: "ida", host: "h"))
            try writer.append(InputAnswered(input: "switching_account", answer: ""))
            writer.release()
            let told = try ida.run(
                ["resume", "night"], input: "check role-approved\ncutover\nnordwind.example\nset\n")
            let said = Self.plain(told)
            #expect(
                said.contains("✗ role-approved") && !said.contains("doesn't apply")
                    && said.contains("answered switching_account: none. Here it is \(night), by ida@")
                    && said.contains("Nothing was switched"), "\(said)")
            let terminal = try PseudoTerminal(
                ["resume", "night"], store: ida.home, environment: ["XDG_STATE_HOME": ida.store.path])
            try terminal.expect("> ")
            terminal.type("cutover")
            try terminal.expect("switching_account [\(night)]")
            terminal.answer("")
            try terminal.expect("holds no role now")
            try terminal.expect("Nothing was switched")
        }
    }

    @Test func whoGoesOnCountersigns() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            let (ida, kai) = try Self.accounts(folder.url, sharing: true)
            let handed = try ida.run(Self.rehearsal(), input: "note one\nhandoff to kai\n")
            let head = try #require(
                handed.output.replacing(/\s+/, with: " ").firstMatch(of: /Entry (\d+) is the last, head (\w+):/))
            _ = try kai.run(["resume", "night"], input: "note two\n")
            let said = Self.plain(try ida.run(["verify", "night"]))
            #expect(
                said.contains("Seen up to entry \(head.1), says \(try kai.fingerprint), which nobody here knows"),
                "\(said)")
            #expect(said.contains("Entries 1 to \(head.1), as ida: signed by your own key"), "\(said)")
            // Once is enough, and one's own word needs no second.
            _ = try kai.run(["resume", "night"], input: "quit\n")
            #expect(Self.plain(try ida.run(["verify", "night"])).components(separatedBy: "Seen up to").count == 2)
        }
    }

    /// An agent that has the key, one that hasn't, one that hangs, and none: what is written is kept, and signed later.
    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/ssh-agent")))
    func anAgentSigns() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            let (ida, _) = try Self.accounts(folder.url, sharing: false)
            let key = folder.url.appending(path: "key").path
            for kind in ["ed25519", "rsa"] {
                let made = try Program.run(
                    [], store: folder.url,
                    through: ["/bin/sh", "-c", "rm -f '\(key)'*; ssh-keygen -q -N '' -t \(kind) -f '\(key)'"])
                #expect(made.code == 0)
                let name = "night-\(kind)"
                let command = ([Program.url.path] + Self.rehearsal(name)).map { "'\($0)'" }.joined(separator: " ")
                let environment = [
                    "XDG_STATE_HOME": ida.store.path, "LOCKSTEP_SIGNING_KEY": key + ".pub", "HOME": ida.home.path,
                ]
                let signed = try Program.run(
                    [], store: ida.home, environment: environment,
                    through: [
                        "/usr/bin/ssh-agent", "/bin/sh", "-c",
                        "ssh-add -q '\(key)'; printf 'note one\\n' | \(command)",
                    ])
                #expect(signed.code == 0 && !signed.errors.contains("Not signed"), "\(signed)")
                let verified = try Program.run(["verify", name], store: ida.home, environment: environment)
                #expect(
                    Self.plain(verified).contains("signed by your own key")
                        && !Self.plain(verified).contains("not signed"))
                // Without the agent.
                let alone = try Program.run(
                    ["resume", name], store: ida.home, input: "note two\nnote three\n", environment: environment)
                #expect(alone.code == 0 && Self.plain(alone).contains("Not signed: There is no agent"), "\(alone)")
                // Once when it happens, and once for all that stays so.
                #expect(alone.errors.components(separatedBy: "Not signed").count == 3)
                #expect(Self.plain(alone).contains("nobody signs it later"))
                let after = try Program.run(["verify", name], store: ida.home, environment: environment)
                #expect(Self.plain(after).contains("not signed"))
            }
            // One that takes the question and never answers is waited for once, and not for every line.
            let hanging = """
                import os, socket, subprocess, sys, threading
                server = socket.socket(socket.AF_UNIX); server.bind(sys.argv[1]); server.listen(9)
                asked = []
                def take():
                    while True: asked.append(server.accept())
                threading.Thread(target=take, daemon=True).start()
                env = dict(os.environ, SSH_AUTH_SOCK=sys.argv[1])
                code = subprocess.run(sys.argv[2:], input=b"note a\\nnote b\\nnote c\\nnote d\\n", env=env).returncode
                print("asked " + "x" * len(asked)); sys.exit(code)
                """
            let held = try Program.run(
                ["resume", "night-rsa"], store: ida.home,
                environment: ["XDG_STATE_HOME": ida.store.path, "LOCKSTEP_SIGNING_KEY": key + ".pub"],
                through: ["/usr/bin/env", "python3", "-c", hanging, folder.url.appending(path: "agent").path])
            #expect(held.code == 0 && Self.plain(held).contains("doesn't answer within 10 s"), "\(held)")
            #expect(held.output.components(separatedBy: "recorded: your note").count == 5)
            #expect(held.output.contains(/asked xx?\n/), "\(held)")
        }
    }
}
