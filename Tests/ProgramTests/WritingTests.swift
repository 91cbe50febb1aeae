import Foundation
import Glibc
import TestSupport
import Testing

/// Every command that writes where a person says, against everything that may be there. What must not change is compared as a
/// whole, before and after. On each change, everything that may be there against a third of the commands, another third for
/// each.
@Suite(.serialized) struct WritingTests {
    @Test(arguments: Occupant.all)
    func nothingIsLost(occupant: Occupant) async throws {
        if occupant.needsRoot, geteuid() != 0 { return }
        let live = try await LiveTenant("mismatched-identifiers")
        try await blocking { try Self.look(at: occupant, live) }
        await live.tenant.stop()
    }

    private static func look(at occupant: Occupant, _ live: LiveTenant) throws {
        let top = live.folder.url
        let accounts = top.appending(path: "accounts.csv")
        try Data("id,userName,name\n1,ida@x.example,Ida\n".utf8).write(to: accounts)
        let page = top.appending(path: "page.md")
        try Data("# A\n\n## One\n\n1. Go\n".utf8).write(to: page)
        _ = try Program.run(["rehearse", "peig-microsoft-365", "--name", "friday"], store: top)
        let first = Occupant.all.firstIndex { $0.testDescription == occupant.testDescription } ?? 0
        for (number, command) in WritingCommand.all.enumerated() {
            guard Effort.meets(first, number, oneIn: 3) else { continue }
            let place = top.appending(path: "place-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
            // What everybody reads and nobody may change.
            try Data("mine".utf8).write(to: place.appending(path: "neighbour"))
            let name = occupant.make(place)
            // A container may keep even root from making devices; and a conversation splits its line into words, none empty.
            if occupant.needsRoot && access(name, F_OK) != 0 || command.isConversation && name.isEmpty { continue }
            let before = Tree.of(place)
            let reader = occupant.isPipe ? open(name, O_RDONLY | O_NONBLOCK) : -1
            let result = try Program.run(
                command.words(name, accounts.path, page.path), store: top, input: command.input(name),
                environment: live.environment)
            let told = told(result)
            let right = occupant.right(command.kind)
            let all = "\(occupant.testDescription) · \(command.name): \(result)"
            #expect(told.contains(right.words(name)), "\(all)")
            let after = Tree.of(place)
            switch right {
            case .refused, .lost: #expect(after == before, "\(all)")
            case .streamed:
                #expect(after == before, "\(all)")
                if reader >= 0 {
                    var bytes = [UInt8](repeating: 0, count: 64)
                    #expect(read(reader, &bytes, bytes.count) > 0, "nothing came: \(all)")
                }
            case .made: #expect(after.count > before.count && result.code == 0, "\(all)")
            case .replaced(let file):
                #expect(after.filter { $0.key != file } == before.filter { $0.key != file }, "\(all)")
                #expect(after[file] != before[file] && after[file]?.hasPrefix("100600") == true, "\(all)")
            }
            if reader >= 0 { close(reader) }
            if case .refused = right, !command.isConversation { #expect(result.code == 2, "\(all)") }
            if case .lost = right, !command.isConversation { #expect(result.code == 1, "\(all)") }
        }
    }

    /// All that was said, however it was wrapped.
    private static func told(_ result: Program.Result) -> String {
        (result.output + result.errors).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// Somebody who may not write there.
    @Test(.enabled(if: OtherAccount.canBeHad)) func whereNobodyMayWriteNothingIsWritten() async throws {
        let live = try await LiveTenant("mismatched-identifiers")
        try await blocking {
            let top = live.folder.url
            let home = top.appending(path: "home")
            let place = top.appending(path: "place")
            for folder in [home, place] {
                try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            }
            for path in [top.path, place.path] { chmod(path, 0o755) }
            try Data("mine".utf8).write(to: place.appending(path: "f"))
            chown(home.path, 4_001, 4_001)
            let page = top.appending(path: "page.md")
            try Data("# A\n\n## One\n\n1. Go\n".utf8).write(to: page)
            let accounts = top.appending(path: "accounts.csv")
            try Data("id,userName,name\n1,ida@x.example,Ida\n".utf8).write(to: accounts)
            let starter = OtherAccount.ida.starter
            for path in [page.path, accounts.path, live.environment["SSL_CERT_FILE"] ?? ""] { chmod(path, 0o644) }
            _ = try Program.run(
                ["rehearse", "peig-microsoft-365", "--name", "friday"], store: home, through: starter)
            let before = Tree.of(place)
            for command in WritingCommand.all {
                for name in ["new", "f"] {
                    let path = place.appending(path: name).path
                    let result = try Program.run(
                        command.words(path, accounts.path, page.path), store: home, input: command.input(path),
                        environment: live.environment, through: starter)
                    let told = Self.told(result)
                    #expect(
                        told.contains("nothing was written") || told.contains("can't be written: Permission denied"),
                        "\(command.name) \(name): \(result)")
                    #expect(Tree.of(place) == before, "\(command.name) \(name)")
                }
            }
        }
        await live.tenant.stop()
    }

    /// A disk with room for one page, which is taken: what can't be written whole isn't there.
    @Test(.enabled(if: OtherAccount.canBeHad)) func aFullDiskHoldsNoHalves() async throws {
        let live = try await LiveTenant("mismatched-identifiers")
        try await blocking {
            let top = live.folder.url
            let accounts = top.appending(path: "accounts.csv")
            try Data("id,userName,name\n1,ida@x.example,Ida\n".utf8).write(to: accounts)
            let page = top.appending(path: "page.md")
            try Data("# A\n\n## One\n\n1. Go\n".utf8).write(to: page)
            _ = try Program.run(["rehearse", "peig-microsoft-365", "--name", "friday"], store: top)
            let place = top.appending(path: "place").path
            mkdir(place, 0o700)
            let script = """
                mount -t tmpfs -o size=4k none '\(place)' || exit 99
                printf mine > '\(place)/neighbour'
                "$0" "$@"
                code=$?
                echo "left: $(ls -A '\(place)') $(cat '\(place)/neighbour')"
                exit $code
                """
            for command in WritingCommand.all {
                let path = place + "/f"
                let result = try Program.run(
                    command.words(path, accounts.path, page.path), store: top, input: command.input(path),
                    environment: live.environment, through: ["/usr/bin/unshare", "-m", "/bin/sh", "-c", script])
                // A container may keep even root from mounting.
                if result.code == 99 { return }
                let told = Self.told(result)
                #expect(told.contains("can't be written: No space left on device"), "\(command.name): \(result)")
                #expect(result.output.contains("left: neighbour mine"), "\(command.name): \(result)")
                #expect(command.isConversation || result.code == 2, "\(command.name): \(result)")
            }
        }
        await live.tenant.stop()
    }

    /// What is written to standard output is all that stands there, whichever way it is named.
    @Test func standardOutputHoldsWhatIsWrittenAndNothingElse() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            _ = try Program.run(["rehearse", "peig-microsoft-365", "--name", "friday"], store: folder.url)
            let plain = try Program.run(["export", "friday"], store: folder.url)
            #expect(plain.code == 0 && plain.output.hasPrefix("{"))
            for name in ["-", "/dev/stdout", "/proc/self/fd/1"] {
                let named = try Program.run(["export", "friday", "--to", name], store: folder.url)
                #expect(named.code == 0 && named.output == plain.output && named.errors.isEmpty, "\(name)")
            }
        }
    }

    /// What is read isn't written over, however it is named, and whatever is said.
    @Test func noInputIsAnOutput() async throws {
        let live = try await LiveTenant("mismatched-identifiers")
        try await blocking {
            let top = live.folder.url
            let accounts = top.appending(path: "accounts.csv")
            let text = "id,userName,name\n1,ida@x.example,Ida\n"
            try Data(text.utf8).write(to: accounts)
            symlink("accounts.csv", top.appending(path: "link").path)
            link(accounts.path, top.appending(path: "second").path)
            for (input, output) in [
                (accounts.path, accounts.path), (accounts.path, top.path + "/link"),
                (top.path + "/link", accounts.path),
                (accounts.path, top.path + "/second"), (accounts.path, top.path + "/./accounts.csv"),
            ] {
                let result = try Program.run(
                    ["identifiers", "--with", input, "--export", output, "--force"], store: top,
                    environment: live.environment)
                #expect(result.code == 2 && result.errors.contains("is what is read; nothing was written"), "\(result)")
                #expect(try String(contentsOf: accounts, encoding: .utf8) == text)
            }
            // What signs in is read too.
            let secret = top.appending(path: "secret")
            try Data(live.tool.secret.utf8).write(to: secret)
            chmod(secret.path, 0o600)
            let own = try Program.run(
                [
                    "identifiers", "--with", accounts.path, "--secret-file", secret.path, "--export", secret.path,
                    "--force",
                ],
                store: top, environment: live.environment)
            #expect(own.code == 2 && own.errors.contains("is what is read"), "\(own)")
            #expect(try String(contentsOf: secret, encoding: .utf8) == live.tool.secret)
            let anchor = try #require(live.environment["SSL_CERT_FILE"])
            let trusted = try Program.run(
                ["identifiers", "--with", accounts.path, "--export", anchor, "--force"], store: top,
                environment: live.environment)
            #expect(trusted.code == 2 && trusted.errors.contains("is what is read"), "\(trusted)")
            let said = try Program.run(
                ["rehearse", "peig-microsoft-365", "--scenario", "mismatched-identifiers", "--name", "friday"],
                store: top,
                input: "identifiers with \(accounts.path)\nidentifiers export \(accounts.path) --force\n")
            #expect(Self.told(said).contains("is what is read"), "\(said)")
            #expect(try String(contentsOf: accounts, encoding: .utf8) == text)
            let store = top.appending(path: "lockstep/sessions.sqlite").path
            for name in [store, store + "-wal"] where FileManager.default.fileExists(atPath: name) {
                let result = try Program.run(["export", "friday", "--to", name, "--force"], store: top)
                #expect(result.code == 2 && result.errors.contains("is what is read"), "\(result)")
            }
            // Nor by a command that reads no session.
            for name in [store, top.appending(path: "lockstep/sessions.lock").path] {
                let result = try Program.run(
                    ["identifiers", "--with", accounts.path, "--export", name, "--force"], store: top,
                    environment: live.environment)
                #expect(result.code == 2 && result.errors.contains("where sessions are kept"), "\(result)")
            }
            #expect(try Program.run(["verify", "friday"], store: top).code == 0)
        }
        await live.tenant.stop()
    }

    /// A pipe that nobody reads from is waited for, and then said.
    @Test func whoReadsFromAPipeMayComeLater() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            _ = try Program.run(["rehearse", "peig-microsoft-365", "--name", "friday"], store: folder.url)
            let pipe = folder.url.appending(path: "pipe").path
            mkfifo(pipe, 0o600)
            let late = try Program.run(
                [], store: folder.url,
                through: ["/bin/sh", "-c", "\"$0\" export friday --to \(pipe) & sleep 0.3; cat \(pipe); wait $!"])
            #expect(late.code == 0 && late.output.contains("were written into \(pipe)"), "\(late)")
            #expect(late.output.contains("{"))
            let alone = try Program.run(["export", "friday", "--to", pipe], store: folder.url)
            #expect(alone.code == 2 && alone.errors.contains("nobody reads from \(pipe)"), "\(alone)")
        }
    }
}
