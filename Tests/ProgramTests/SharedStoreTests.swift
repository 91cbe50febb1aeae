import Foundation
import Glibc
import TestSupport
import Testing

/// One store for several accounts of a machine, and stores that can only be read: with real accounts' numbers and real
/// mounts. Only root can be somebody else or mount something; CI is root. Elsewhere these tests aren't run.
@Suite(.serialized, .enabled(if: OtherAccount.canBeHad, "only root can become other accounts"))
struct SharedStoreTests {
    private struct Place {
        let parent: TemporaryFolder
        let shared: String
        let homes: [AccountHome]

        init() throws {
            parent = try TemporaryFolder()
            chmod(parent.url.path, 0o755)
            shared = parent.url.appending(path: "store").path
            // install -d -m 2770 -g 4100
            mkdir(shared, 0o700)
            chown(shared, 0, 4_100)
            chmod(shared, 0o2770)
            homes = try [4_001, 4_002, 4_003].map { try AccountHome($0) }
        }
    }

    @Test func twoAccountsWorkInOneStoreAndAThirdDoesNot() async throws {
        try await blocking {
            let place = try Place()
            let (ida, kai, eve) = (place.homes[0].url, place.homes[1].url, place.homes[2].url)
            let store = ["--store", place.shared]
            let terminal = try PseudoTerminal(
                ["rehearse", "peig-microsoft-365", "--scenario", "ready-to-cut-over", "--name", "friday"] + store
                    + ["--as", "ida"], store: ida, through: OtherAccount.ida.starter)
            try terminal.expect("> ")
            terminal.type("waive powershell-available")
            try terminal.expect("Why may it stay red?")
            terminal.answer("on its way")
            try terminal.expect("For how long?")
            terminal.answer("2h")
            let screen = try terminal.expect("Waiting for the second person")
            let code = try #require(screen.firstMatch(of: /approve\s+\S+\s+([a-z0-9]{6})/)?.1)
            let held = try Program.run(["resume", "friday"] + store, store: kai, through: OtherAccount.kai.starter)
            #expect(held.code == 1 && held.errors.contains("is working on session"), "\(held)")
            let approved = try Program.run(
                ["approve", "friday", String(code), "--as", "kai"] + store, store: kai, input: "kai\n",
                through: OtherAccount.kai.starter)
            #expect(approved.code == 0, "\(approved)")
            try terminal.expect("approved by kai@")
            terminal.type("quit")
            #expect(try terminal.waitForExit() == 0)

            // The other way round: kai goes on where ida was, in the same simulated tenant, and begins one too.
            let second = try PseudoTerminal(
                ["resume", "friday", "--as", "kai"] + store, store: kai, through: OtherAccount.kai.starter)
            try second.expect("> ")
            second.type("portal add-domain a.example")
            try second.expect("> ")
            second.type("note kai was here")
            try second.expect("recorded: your note")
            second.die()
            let begun = try Program.run(
                ["rehearse", "peig-microsoft-365", "--name", "monday", "--as", "kai"] + store, store: kai,
                input: "note one\n", through: OtherAccount.kai.starter)
            #expect(begun.code == 0, "\(begun)")
            for (home, starter) in [(ida, OtherAccount.ida.starter), (kai, OtherAccount.kai.starter)] {
                let listed = try Program.run(["sessions"] + store, store: home, through: starter)
                #expect(listed.output.contains("friday") && listed.output.contains("monday"), "\(listed)")
                let resumed = try Program.run(
                    ["resume", "monday"] + store, store: home, input: "note more\n", through: starter)
                #expect(resumed.code == 0 && resumed.output.contains("recorded: your note"), "\(resumed)")
            }
            for command in [
                ["sessions"], ["resume", "friday"], ["verify", "friday"], ["rehearse", "peig-microsoft-365"],
            ] {
                let refused = try Program.run(command + store, store: eve, through: OtherAccount.eve.starter)
                #expect(refused.code == 2 && refused.errors.contains("which you are not in"), "\(refused)")
                #expect(refused.output.isEmpty)
            }
            try Self.lookAtFiles(place.shared)
        }
    }

    /// Everything is the group's, but what each has typed, which is theirs alone.
    private static func lookAtFiles(_ shared: String) throws {
        var histories: Set<Int> = []
        for path in try FileManager.default.subpathsOfDirectory(atPath: shared) {
            let facts = try FileManager.default.attributesOfItem(atPath: shared + "/" + path)
            let mode = facts[.posixPermissions] as? Int
            let group = facts[.groupOwnerAccountID] as? Int
            if path.hasPrefix("history-") {
                #expect(mode == 0o600 && path == "history-\(facts[.ownerAccountID] as? Int ?? 0)")
                histories.insert(facts[.ownerAccountID] as? Int ?? 0)
            } else {
                let isFolder = facts[.type] as? FileAttributeType == .typeDirectory
                #expect(
                    mode == (isFolder ? 0o2770 : 0o660) && group == 4_100, "\(path): \(String(mode ?? 0, radix: 8))")
            }
        }
        #expect(histories == [4_001, 4_002])
    }

    /// A history that somebody of the group put in place of one's own is neither read nor written.
    @Test func nobodyElsesHistoryIsUsed() async throws {
        try await blocking {
            let place = try Place()
            let (ida, kai) = (place.homes[0].url, place.homes[1].url)
            let store = ["--store", place.shared]
            _ = try Program.run(
                ["rehearse", "peig-microsoft-365", "--name", "friday"] + store, store: ida,
                through: OtherAccount.ida.starter)
            let precious = kai.appending(path: "precious")
            try Data("kept".utf8).write(to: precious)
            chown(precious.path, 4_002, 4_002)
            symlink(precious.path, place.shared + "/history-4002")
            let terminal = try PseudoTerminal(
                ["resume", "friday"] + store, store: kai, through: OtherAccount.kai.starter)
            try terminal.expect("is a link")
            #expect(try terminal.waitForExit() == 2)
            unlink(place.shared + "/history-4002")
            let second = try PseudoTerminal(
                ["resume", "friday"] + store, store: kai, through: OtherAccount.kai.starter)
            try second.expect("> ")
            // While it is open: the link is there when the line is to be kept.
            unlink(place.shared + "/history-4002")
            symlink(precious.path, place.shared + "/history-4002")
            second.type("note a line for the history")
            try second.expect("recorded: your note")
            second.type("quit")
            #expect(try second.waitForExit() == 0)
            #expect(try String(contentsOf: precious, encoding: .utf8) == "kept")
        }
    }

    // MARK: - Only to be read

    /// A mount that can't be written, or a folder that its owner has closed: both ways a store is read.
    @Test(arguments: [true, false])
    func whatCanOnlyBeReadIsRead(isMount: Bool) async throws {
        try await blocking {
            let home = try AccountHome(4_001)
            let folder = home.url.appending(path: "lockstep")
            let made = try Program.run(
                ["rehearse", "peig-microsoft-365", "--name", "friday"], store: home.url, input: "note one\n",
                through: OtherAccount.ida.starter)
            #expect(made.code == 0, "\(made)")
            if !isMount { chmod(folder.path, 0o500) }
            let mount = [
                "/usr/bin/unshare", "--mount", "/bin/sh", "-c",
                #"mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && exec "$@""#, folder.path,
            ]
            func run(_ arguments: [String], _ input: String = "") throws -> Program.Result {
                try Program.run(
                    arguments, store: home.url, input: input, through: (isMount ? mount : []) + OtherAccount.ida.starter
                )
            }
            func readAll(_ notes: Int) throws {
                #expect(try run(["sessions"]).output.contains("friday"))
                #expect(try run(["verify", "friday"]).output.contains("whole and in order"))
                #expect(try run(["report", "friday", "--json"]).output.contains("noted: one"))
                let exported = try run(["export", "friday"]).output
                #expect(exported.matches(of: /"noteAdded"/).count == notes)
                let followed = try run(["resume", "friday", "--read-only"])
                #expect(followed.code == 0 && followed.output.contains("noted: one"), "\(followed)")
                let checked = try run(["check", "friday"])
                #expect(checked.errors.contains("not recorded") && checked.output.contains("passed"), "\(checked)")
            }
            try readAll(1)
            let before = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
            for command in [
                ["resume", "friday"], ["resume", "friday", "--take-over"], ["rename", "friday", "monday"],
                ["archive", "friday"], ["delete", "friday"], ["rehearse", "peig-microsoft-365"],
                ["approve", "friday", "abc234"], ["start", "peig-microsoft-365", "--tenant", "x"],
            ] {
                let refused = try run(command, "friday\n")
                #expect(refused.code == 1 && refused.errors.contains("can only be read here"), "\(command) \(refused)")
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == before)
            guard isMount else { return }
            // Somebody who may write is at it, and what they write is seen; dead or alive.
            let writer = try PseudoTerminal(["resume", "friday"], store: home.url, through: OtherAccount.ida.starter)
            try writer.expect("> ")
            writer.type("note two")
            try writer.expect("recorded: your note")
            try readAll(2)
            #expect(try run(["sessions", "--json"]).output.contains("\"heldBy\""))
            writer.die()
            try readAll(2)
            unlink(folder.appending(path: "sessions.sqlite-shm").path)
            let refused = try run(["sessions"])
            #expect(refused.code == 2 && refused.errors.contains("its last entries stand in"), "\(refused)")
        }
    }
}
