import Foundation
import Glibc
import Journal
import SessionStore
import TestSupport
import Testing

/// `kill -9` at random moments of a scripted rehearsal: what the screen had confirmed is there, the chain is whole,
/// and the session goes on.
@Suite(.serialized) struct CrashTests {
    private static let script: [String] = {
        let words = PipedTests.readyScript.split(separator: "\n").map(String.init).filter { !$0.hasPrefix("#") }
        var lines = ["portal add-domain crash.example"]
        for (number, line) in words.enumerated() { lines += ["note n\(2 * number)", line, "note n\(2 * number + 1)"] }
        return lines + ["cutover", "nordwind.example", "status"]
    }()

    /// What the screen confirms, in the order of the script.
    private static let confirmation = "recorded: "

    @Test(arguments: Effort.some(4, of: 0..<12))
    func nothingConfirmedIsLost(seed: Int) async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            var chance = SeededGenerator(UInt64(seed))
            let process = Process()
            process.executableURL = Program.url
            process.arguments = ["rehearse", "peig-microsoft-365", "--scenario", "ready-to-cut-over"]
            process.environment = Program.environment(folder.url)
            let (stdin, stdout) = (Pipe(), Pipe())
            process.standardInput = stdin
            process.standardOutput = stdout
            process.standardError = FileHandle.nullDevice
            try process.run()
            try stdin.fileHandleForWriting.write(contentsOf: Data((Self.script.joined(separator: "\n") + "\n").utf8))
            // Dies after so many bytes of the screen, wherever in an event that may be; a few live to the end.
            let limit = Int.random(in: 0..<9_000, using: &chance)
            var seen = Data()
            while seen.count < limit {
                let chunk = stdout.fileHandleForReading.chunk()
                if chunk.isEmpty { break }
                seen.append(chunk.prefix(limit - seen.count))
                if String(decoding: seen, as: UTF8.self).contains("Cutover nordwind.example is federated") { break }
            }
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()

            let screen = String(decoding: seen, as: UTF8.self)
            let store = try SessionStore(folder: folder.url.appending(path: "lockstep"))
            guard let id = try? store.find(nil) else {
                #expect(!screen.contains(Self.confirmation), "a session that was at work is gone")
                return
            }
            // Opening proves every hash and the chain.
            let state = try store.state(of: id)
            let lines = screen.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
            let notes = lines.count { $0.contains("recorded: your note") }
            #expect(state.notes.count >= notes)
            #expect(state.notes.map(\.text) == (0..<state.notes.count).map { "n\($0)" })
            for line in lines {
                if let item = line.firstMatch(of: /recorded: ([a-z-]+), confirmed by/) {
                    #expect(state.attestations[String(item.1)] != nil, "\(line)")
                }
            }
            if screen.contains("is federated, read back") {
                #expect(state.isSwitched, "a confirmed switch is not in the journal")
            }

            // It goes on, and says what is true, whatever it was doing.
            let next = try Program.run(["resume", id], store: folder.url, input: "note after\nportal peig\nstatus\n")
            #expect(next.output.contains("recorded: your note"), "\(next.errors)")
            let after = try store.state(of: id)
            // A switch that died on its way is not known, and is said to be: on resuming, and on the board.
            if after.aftermath.isNotKnown {
                #expect(next.output.matches(of: /not\s+known\s+yet/).count >= 2, "\(next.output)")
            }
            if screen.contains("Portal: crash.example is added") {
                let again = try Program.run(
                    ["resume", id], store: folder.url, input: "portal add-domain crash.example\n")
                #expect(again.output.contains("example is there already"), "what the portal confirmed is gone")
            }
        }
    }
}
