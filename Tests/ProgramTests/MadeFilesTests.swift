import Foundation
import Glibc
import TestSupport
import Testing

/// Files that the program makes where a person says: never over something, their owner's alone, and never somebody else's
/// that is removed.
@Suite(.serialized) struct MadeFilesTests {
    private static let rehearse = ["rehearse", "peig-microsoft-365", "--name"]

    /// What may have a file's name, however it came there.
    private static let occupants: [(name: String, make: @Sendable (String) -> Void)] = [
        ("file", { _ = FileManager.default.createFile(atPath: $0, contents: Data("mine".utf8)) }),
        ("folder", { mkdir($0, 0o700) }), ("FIFO", { mkfifo($0, 0o600) }),
        ("link to nowhere", { symlink("/nowhere/at/all", $0) }), ("link to a device", { symlink("/dev/null", $0) }),
    ]

    private static func stamp(_ path: String) -> [UInt] {
        var status = stat()
        guard lstat(path, &status) == 0 else { return [] }
        return [UInt(status.st_ino), UInt(status.st_mode), UInt(status.st_size)]
    }

    @Test func nothingThatIsThereIsTouched() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            _ = try Program.run(Self.rehearse + ["friday"], store: folder.url)
            let place = folder.url.appending(path: "place", directoryHint: .isDirectory)
            mkdir(place.path, 0o700)
            let path = place.appending(path: "f").path
            for (name, make) in Self.occupants {
                for taken in [path, path + ".ca.pem"] {
                    make(taken)
                    let before = Self.stamp(taken)
                    let commands = [
                        ["simulate", "--env-file", path], Self.rehearse + ["monday", "--trainer-file", path],
                        ["resume", "friday", "--trainer-file", path],
                    ]
                    for command in commands {
                        let refused = try Program.run(command, store: folder.url)
                        #expect(
                            refused.code == 2 && refused.errors.contains("\(taken) is there already"),
                            "\(name) \(command) \(refused)")
                        #expect(Self.stamp(taken) == before)
                        let names = try FileManager.default.contentsOfDirectory(atPath: place.path)
                        #expect(names == [URL(filePath: taken).lastPathComponent], "\(name) \(command)")
                    }
                    try FileManager.default.removeItem(atPath: taken)
                }
            }
            // A session that didn't begin has left nothing, and one that was there is free.
            #expect(!(try Program.run(["sessions"], store: folder.url).output.contains("monday")))
            let tenants = folder.url.appending(path: "lockstep/rehearsals").path
            #expect(try FileManager.default.contentsOfDirectory(atPath: tenants).count == 1)
            #expect(try Program.run(["resume", "friday"], store: folder.url).code == 0)
        }
    }

    /// Of several places the last one is taken: none is written into, and none is said to be.
    @Test func placesAreLookedAtBeforeAnyIsWrittenInto() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            let place = folder.url.appending(path: "place", directoryHint: .isDirectory)
            mkdir(place.path, 0o700)
            let taken = place.appending(path: "sim-3.env")
            try Data("mine".utf8).write(to: taken)
            let refused = try Program.run(
                ["simulate", "--tenants", "3", "--env-file", place.appending(path: "sim.env").path], store: folder.url)
            #expect(refused.code == 2 && refused.output.isEmpty, "\(refused)")
            #expect(refused.errors.contains("\(taken.path) is there already; nothing was written"), "\(refused)")
            #expect(try FileManager.default.contentsOfDirectory(atPath: place.path) == ["sim-3.env"])
            #expect(try String(contentsOf: taken, encoding: .utf8) == "mine")
        }
    }

    @Test func whatSomebodyElsePutThereStays() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            let file = folder.url.appending(path: "trainer.env")
            let terminal = try PseudoTerminal.atPrompt(
                Self.rehearse + ["friday", "--trainer-file", file.path], store: folder.url)
            for path in [file.path, file.path + ".ca.pem"] {
                let attributes = try FileManager.default.attributesOfItem(atPath: path)
                #expect(attributes[.posixPermissions] as? Int == 0o600)
            }
            try FileManager.default.removeItem(at: file)
            try Data("mine".utf8).write(to: file)
            terminal.type("quit")
            #expect(try terminal.waitForExit() == 0)
            #expect(try String(contentsOf: file, encoding: .utf8) == "mine")
            #expect(!FileManager.default.fileExists(atPath: file.path + ".ca.pem"))
        }
    }

    /// What a killed simulation left in Lockstep's own place doesn't keep the next one from running.
    @Test func aKilledSimulationLeavesTheWayFree() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            for round in 0..<2 {
                let terminal = try PseudoTerminal(["simulate"], store: folder.url)
                try terminal.expect("Ctrl-C ends it.")
                if round == 0 { terminal.die() } else { terminal.signal(SIGINT) }
                if round == 1 { #expect(try terminal.waitForExit() == 0) }
            }
            let left = try FileManager.default.contentsOfDirectory(atPath: folder.url.appending(path: "lockstep").path)
            #expect(!left.contains { $0.contains("simulated") }, "\(left)")
        }
    }

    /// A profile is replaced as a whole, also where a link leads to it.
    @Test func profilesAreTheirOwnersAlone() async throws {
        let folder = try TemporaryFolder()
        let kept = folder.url.appending(path: "dotfiles.yaml")
        let configuration = folder.url.appending(path: ".config/lockstep")
        try FileManager.default.createDirectory(at: configuration, withIntermediateDirectories: true)
        try Data("# none\n".utf8).write(to: kept)
        let link = configuration.appending(path: "profiles.yaml").path
        symlink(kept.path, link)
        let live = try await LiveTenant("fresh-tenant")
        let login = try await blocking {
            try Program.run(
                ["login", "--save", "contoso"], store: folder.url,
                environment: live.environment.merging(["HOME": folder.url.path]) { $1 })
        }
        await live.tenant.stop()
        #expect(login.code == 0, "\(login)")
        #expect(try String(contentsOf: kept, encoding: .utf8).contains("contoso"))
        #expect(try FileManager.default.attributesOfItem(atPath: kept.path)[.posixPermissions] as? Int == 0o600)
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == kept.path)
    }
}
