import Foundation
import Glibc
import TestSupport
import Testing

@testable import struct lockstep.Lockstep

/// Every command with a standard output that is full, closed or slow, and a standard input that is closed, slow or no text. On
/// each change, every command in two of these ways, and every way with a third of the commands.
@Suite(.serialized) struct StreamTests {
    /// A command that ends by itself, as a script calls it; `ACCOUNTS`, `PAGE`, `EXPORT` and `TENANT` stand for what they say.
    private static let commands: [[String]] = [
        ["--help"], ["--version"], ["help", "check"], ["--generate-completion-script", "bash"], ["no-such-command"],
        ["rehearse", "peig-microsoft-365", "--name", "monday"], ["start", "peig-microsoft-365", "--name", "monday"],
        ["resume", "friday"], ["resume", "friday", "--read-only"], ["sessions"], ["sessions", "--json"],
        ["check", "friday"], ["check", "friday", "--json"], ["check", "friday", "--format", "junit"],
        ["approve", "friday", "abc"],
        ["decline", "friday", "abc", "no"], ["rename", "friday", "saturday"], ["archive", "friday"],
        ["delete", "friday"], ["export", "friday"], ["export", "friday", "--to", "-"],
        ["import-session", "EXPORT"], ["verify", "friday"], ["report", "friday"], ["report", "friday", "--html"],
        ["report", "friday", "--junit"],
        ["report", "friday", "--json"], ["upgrade", "friday"], ["runbooks"], ["runbooks", "--json"],
        ["show", "peig-microsoft-365"],
        ["show", "staging-domain", "--yaml"], ["schema", "--of", "scenario"], ["lint"],
        ["coverage", "peig-microsoft-365", "PAGE"],
        ["import", "PAGE", "--to", "made"], ["schema"], ["schema", "--output"], ["login"], ["whoami"],
        ["whoami", "--json"], ["doctor"],
        ["permissions", "peig-microsoft-365"], ["identifiers", "--with", "ACCOUNTS", "--domain", "nordwind.example"],
        ["identifiers", "--with", "ACCOUNTS", "--domain", "nordwind.example", "--json"],
        ["simulate", "--operations"], ["simulate", "--fidelity"], ["trainer", "TENANT", "status"],
        ["trainer", "TENANT", "log"], ["trainer", "TENANT", "log", "--json"], ["lint", "Runbooks", "--json"],
        ["trainer", "TENANT", "accounts"], ["trust"], ["trust", "list"],
        ["trust", "list", "--json"], ["anchor", "-", "friday"], ["test", "peig-entra-device-enrollment"],
    ]

    private enum Way: String, CaseIterable {
        case full = "exec \"$0\" \"$@\" >/dev/full </dev/null"
        case closed = "exec \"$0\" \"$@\" >&- </dev/null"
        /// Standard error closed as well: nobody can be told.
        case dumb = "exec \"$0\" \"$@\" >&- 2>&- <&-"
        case withoutInput = "exec \"$0\" \"$@\" <&-"
        case folderAsInput = "exec \"$0\" \"$@\" </"
        case noTextAsInput = "printf 'gr\\366\\377\\nGr\\303\\266\\303\\237e\\n' | \"$0\" \"$@\""
    }

    @Test(.computing) func everyCommandIsThere() {
        let named = Set(Self.commands.compactMap(\.first))
        for command in Lockstep.configuration.subcommands { #expect(named.contains(command._commandName)) }
    }

    @Test func whatDidNotArriveIsAnError() async throws {
        let live = try await LiveTenant("mismatched-identifiers")
        try await blocking {
            let desk = try Desk(live)
            for (number, command) in Self.commands.enumerated() {
                let plain = try desk.run(command, "exec \"$0\" \"$@\" </dev/null")
                for (turn, way) in Way.allCases.enumerated() {
                    guard Effort.meets(number, turn, oneIn: 3) else { continue }
                    let result = try desk.run(command, way.rawValue)
                    let all = "\(command) \(way): \(result); without: \(plain)"
                    switch way {
                    case .full, .closed, .dumb:
                        #expect(result.output.isEmpty, "\(all)")
                        if plain.output.isEmpty { continue }
                        #expect(result.code == 1, "\(all)")
                        let reason = way == .full ? "No space left on device" : "it is closed"
                        #expect(
                            way == .dumb
                                || result.errors.contains("Error: standard output: \(reason)")
                                    && result.errors.contains("What was printed isn't whole."),
                            "\(all)")
                    case .withoutInput, .folderAsInput:
                        let reason = way == .withoutInput ? "it is closed" : "Is a directory"
                        #expect(
                            result.code == plain.code
                                || result.code == 1 && result.errors.contains("Error: standard input: \(reason)"),
                            "\(all)")
                    case .noTextAsInput:
                        #expect(!result.output.contains("\u{FFFD}") && !result.errors.contains("\u{FFFD}"), "\(all)")
                        #expect(result.code == plain.code || result.errors.contains("isn't UTF-8"), "\(all)")
                    }
                }
                if Effort.meets(number, 0, oneIn: 3) { try desk.isTheSameSlowly(command, plain) }
            }
            // Whoever reads may go away at any time.
            for command in [
                ["schema"], ["show", "peig-microsoft-365"], ["export", "friday"], ["check", "friday", "--json"],
            ] {
                let plain = try desk.run(command, "exec \"$0\" \"$@\" </dev/null")
                let gone = try desk.run(
                    command, "( \"$0\" \"$@\"; echo \"code $?\" >&2 ) | dd bs=1 count=1 2>/dev/null")
                #expect(gone.errors == "code 141\n" || gone.errors == "code \(plain.code)\n", "\(command): \(gone)")
            }
        }
        await live.tenant.stop()
    }

    /// A conversation whose words reach nobody does nothing more: nobody sees what it does.
    @Test func nothingIsDoneThatNobodySees() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            let full = try Program.run(
                ["rehearse", "peig-microsoft-365", "--name", "night"], store: folder.url,
                input: "status\nnote this isn't kept\n", through: ["/bin/sh", "-c", "exec \"$0\" \"$@\" >/dev/full"])
            #expect(full.code == 1 && full.errors.contains("standard output: No space left on device"), "\(full)")
            let report = try Program.run(["report", "night"], store: folder.url)
            #expect(!report.output.contains("this isn't kept") && report.code == 0)
        }
    }

    /// Input that comes piece by piece, in a pipe that doesn't wait, is one input.
    @Test func linesMayComeLate() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            let process = Process()
            process.executableURL = Program.url
            process.arguments = ["rehearse", "peig-microsoft-365", "--name", "night"]
            process.environment = Program.environment(folder.url)
            let (input, output) = (Pipe(), Pipe())
            let reading = input.fileHandleForReading.fileDescriptor
            #expect(fcntl(reading, F_SETFL, fcntl(reading, F_GETFL) | O_NONBLOCK) == 0)
            process.standardInput = input
            process.standardOutput = output
            try process.run()
            for (pieces, answer) in [
                (["note fi", "rst\n"], "recorded"), (["no", "te sec", "ond\nquit\n"], "recorded"),
            ] {
                for piece in pieces { try input.fileHandleForWriting.write(contentsOf: Data(piece.utf8)) }
                var said = ""
                // The next piece comes when the program waits again.
                while !said.contains(answer) {
                    let more = output.fileHandleForReading.chunk()
                    if more.isEmpty { break }
                    said += String(decoding: more, as: UTF8.self)
                }
                #expect(said.contains(answer), "\(said)")
            }
            try input.fileHandleForWriting.close()
            process.waitUntilExit()
            #expect(process.terminationStatus == 0)
            let report = try Program.run(["report", "night"], store: folder.url).output
            #expect(report.contains("first") && report.contains("second"))
        }
    }

    /// What is no text is refused where it stands, in whatever it comes.
    @Test func whatIsNoTextIsRefusedWithItsPlace() async throws {
        let live = try await LiveTenant("mismatched-identifiers")
        try await blocking {
            let desk = try Desk(live)
            let identifiers = "\"$0\" identifiers --domain nordwind.example --with -"
            for (script, place) in [
                (
                    "printf 'id,userName\\n1,ida\\n2,gr\\366\\337e\\n' | \(identifiers)",
                    "standard input:3: error: byte 3 of column 2"
                ),
                ("printf '[{\"id\":\"1\",\"userName\":\"gr\\366\"}]' | \(identifiers)", "standard input"),
                (
                    "printf '# A\\n\\n## Gr\\366\\n' > latin.md; \"$0\" import latin.md --to made",
                    "latin.md:3: error: byte 6"
                ),
                ("printf '# A\\n\\n## Gr\\366\\n' | \"$0\" import - --to made", "standard input:3: error: byte 6"),
                ("printf 'sec\\366ret' > s; chmod 600 s; \"$0\" whoami --secret-file s", "s:1: error: byte 4"),
                ("printf 'sec\\366ret' | \"$0\" whoami --secret-fd 0", "file descriptor 0:1: error: byte 4"),
                ("\"$0\" sessions \"$(printf 'gr\\366')\"", "argument 2 isn't UTF-8"),
                (
                    "printf 'note one\\nnote gr\\366\\nquit\\n' | \"$0\" resume friday",
                    "Line 2: Byte 8 of that line isn't UTF-8"
                ),
            ] {
                let result = try desk.run([], script)
                #expect(result.errors.contains(place) && result.code == 2, "\(script): \(result)")
            }
        }
        await live.tenant.stop()
    }

    /// What systems and hands put into a pipe besides lines: none of it is taken for a word or a confirmation.
    @Test func whatNoKeyTypesIsNoLine() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            let result = try Program.run(
                ["rehearse", "peig-microsoft-365", "--name", "night"], store: folder.url,
                input: "\u{FEFF}note kept\nattest secret-stored yes\0no\nnote one\rnote two\nnote a\u{1B}[2Jb\nquit\n")
            #expect(result.code == 2, "\(result)")
            for line in 2...4 { #expect(result.errors.contains("Line \(line): There are characters"), "\(result)") }
            let report = try Program.run(["report", "night", "--json"], store: folder.url).output
            #expect(report.contains("kept") && !report.contains("note two") && !report.contains("\"confirmed\""))
        }
    }

    /// A thin container has no /proc, and there the runtime ends the process at any second: nothing is begun.
    @Test(.enabled(if: geteuid() == 0)) func withoutProcNothingIsBegun() async throws {
        let live = try await LiveTenant("mismatched-identifiers")
        try await blocking {
            let desk = try Desk(live)
            for (command, code) in [
                (["check", "friday", "--json"], 2), (["sessions"], 2), (["resume", "--read-only", "friday"], 2),
                (["report", "friday"], 2), (["no-such-command"], 2), (["--help"], 0), (["check", "--help"], 0),
            ] as [([String], Int32)] {
                let thin = try desk.run(
                    command,
                    "exec unshare -m sh -c 'mount -t tmpfs none /proc || exit 99; exec \"$0\" \"$@\" </dev/null' \"$0\" \"$@\""
                )
                // A container may keep even root from mounting.
                if thin.code == 99 { return }
                #expect(thin.code == code, "\(command): \(thin)")
                #expect(code == 0 || thin.output.isEmpty, "\(command): \(thin)")
                #expect(thin.errors.contains("/proc isn't mounted") == (code == 2 && command != ["no-such-command"]))
            }
        }
        await live.tenant.stop()
    }

    /// A store with a session, files to name, a tenant; each command gets a copy of its own.
    private struct Desk {
        /// fcntl(2), F_SETPIPE_SZ.
        private static let setPipeSize: Int32 = 1_031

        private let top: URL
        private let kept: URL
        private let environment: [String: String]
        private let address: String

        init(_ live: LiveTenant) throws {
            (top, address) = (live.folder.url, live.tenant.address)
            environment = live.environment.merging(["LOCKSTEP_TRAINER_KEY": live.tenant.trainerKey]) { $1 }
            kept = top.appending(path: "kept")
            try FileManager.default.createDirectory(at: kept, withIntermediateDirectories: true)
            chmod(kept.path, 0o700)
            try Data("id,userName,name\n1,ida@x.example,Ida\n".utf8).write(to: kept.appending(path: "accounts.csv"))
            try Data("# A\n\n## One\n\n1. Go\n".utf8).write(to: kept.appending(path: "peig-app-registration.md"))
            _ = try Program.run(
                ["rehearse", "peig-microsoft-365", "--name", "friday"], store: kept, input: "note here\n")
            let export = try Program.run(["export", "friday"], store: kept)
            try Data(export.output.utf8).write(to: kept.appending(path: "export.json"))
        }

        /// - Parameter script: of a shell in a folder of its own: `$0` is the program, `$@` the words.
        func run(_ command: [String], _ script: String) throws -> Program.Result {
            let place = try copy()
            defer { try? FileManager.default.removeItem(at: place) }
            return try Program.run(
                words(command), store: place, environment: environment,
                through: ["/bin/sh", "-c", "cd '\(place.path)'; \(script)"])
        }

        /// A pipe that holds little, doesn't wait, and is read late.
        func isTheSameSlowly(_ command: [String], _ plain: Program.Result) throws {
            let place = try copy()
            defer { try? FileManager.default.removeItem(at: place) }
            let process = Process()
            process.executableURL = Program.url
            process.arguments = words(command)
            process.environment = Program.environment(place).merging(environment) { $1 }
            process.currentDirectoryURL = place
            let output = Pipe()
            let writing = output.fileHandleForWriting.fileDescriptor
            #expect(fcntl(writing, Desk.setPipeSize, 4_096) >= 0)
            #expect(fcntl(writing, F_SETFL, fcntl(writing, F_GETFL) | O_NONBLOCK) == 0)
            process.standardInput = FileHandle.nullDevice
            process.standardOutput = output
            process.standardError = FileHandle.nullDevice
            try process.run()
            var first = pollfd(fd: output.fileHandleForReading.fileDescriptor, events: Int16(POLLIN), revents: 0)
            _ = poll(&first, 1, -1)
            let text = String(decoding: output.fileHandleForReading.everything(), as: UTF8.self)
            process.waitUntilExit()
            // Times and names made by chance differ.
            #expect(
                process.terminationStatus == plain.code
                    && text.split(separator: "\n").count
                        == plain.output.split(separator: "\n").count,
                "\(command): \(text.suffix(200))")
        }

        private func words(_ command: [String]) -> [String] {
            command.map {
                [
                    "ACCOUNTS": "accounts.csv", "PAGE": "peig-app-registration.md", "EXPORT": "export.json",
                    "TENANT": address,
                ][$0] ?? $0
            }
        }

        private func copy() throws -> URL {
            let place = top.appending(path: UUID().uuidString)
            try FileManager.default.copyItem(at: kept, to: place)
            return place
        }
    }
}
