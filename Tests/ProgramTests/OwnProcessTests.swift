import Foundation
import Glibc
import TestSupport
import Testing

/// Nobody but root reads the memory of a process that holds secrets, and it leaves none behind.
@Suite(.serialized) struct OwnProcessTests {
    @Test func theProgramKeepsItsMemoryToItself() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            // Root may read everything, and owns everything: as root, the program runs as somebody else.
            let isRoot = getuid() == 0
            let process = Process()
            process.executableURL = URL(filePath: "/usr/bin/env")
            process.arguments =
                (isRoot ? ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] : [])
                + [Program.url.path, "rehearse", "peig-microsoft-365"]
            process.environment = Program.environment(folder.url)
            if isRoot {
                try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: folder.url.path)
            }
            let (input, output) = (Pipe(), Pipe())
            process.standardInput = input
            process.standardOutput = output
            try process.run()
            try input.fileHandleForWriting.write(contentsOf: Data("note here\n".utf8))
            // It is at work once it has said so.
            var said = ""
            while !said.contains("recorded: your note") {
                let more = output.fileHandleForReading.chunk()
                if more.isEmpty { break }
                said += String(decoding: more, as: UTF8.self)
            }
            #expect(said.contains("recorded: your note"), "\(said)")
            let proc = "/proc/\(process.processIdentifier)"
            var status = stat()
            #expect(stat("\(proc)/mem", &status) == 0 && status.st_uid == 0, "it belongs to \(status.st_uid)")
            #expect(stat("\(proc)/environ", &status) == 0 && status.st_uid == 0)
            let limits = try String(contentsOfFile: "\(proc)/limits", encoding: .utf8)
            #expect(limits.contains(#/Max core file size +0 +0 /#), "\(limits)")
            #expect(try String(contentsOfFile: "\(proc)/status", encoding: .utf8).contains("Umask:\t0077"))
            try input.fileHandleForWriting.close()
            process.waitUntilExit()
            #expect(process.terminationStatus == 0)
        }
    }
}
