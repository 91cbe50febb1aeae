import Foundation
import TestSupport
import Testing

/// Whole conversations, line by line as `Tests/Screens` has them; `ScreenScript` says how they are written.
struct ScreenTests {
    private static let folder = Repository.root.appending(path: "Tests/Screens")
    static let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
        .filter { $0.hasSuffix(".txt") }.sorted()

    /// With `LOCKSTEP_RECORD` in the environment a script is written anew where it has a line of three dots, to be read
    /// before it is kept.
    @Test(arguments: names)
    func theScreenIsAsWritten(name: String) async throws {
        try await blocking {
            let file = Self.folder.appending(path: name)
            let store = try TemporaryFolder()
            let isRecording = ProcessInfo.processInfo.environment["LOCKSTEP_RECORD"] != nil
            var script = ScreenScript(
                name, try String(contentsOf: file, encoding: .utf8), store: store.url, isRecording: isRecording)
            do { try script.play() } catch { Issue.record("\(error)") }
            #expect(name != "whole-rehearsal.txt" || script.found["secret"] != nil, "nothing is typed that is secret")
            // What the script calls a secret is in no file that outlives it.
            if let secret = script.found["secret"] {
                for path in try FileManager.default.subpathsOfDirectory(atPath: store.url.path) {
                    let data = FileManager.default.contents(atPath: store.url.appending(path: path).path) ?? Data()
                    #expect(data.range(of: Data(secret.utf8)) == nil, "\(path) holds a secret")
                }
            }
            if isRecording {
                try Data((script.recorded.joined(separator: "\n") + "\n").utf8).write(
                    to: file.appendingPathExtension("new"))
            }
        }
    }

    @Test func theScriptsAreThere() { #expect(Self.names.count >= 4) }

    /// What isn't there, what is there and isn't said, and another end: each is told.
    @Test(arguments: [
        ("$ --version\nlockstep …\n", nil), ("$ --version\n...\n", nil), ("$ --version\nlockstep {version}\n= 0", nil),
        ("# A word.\n\n$ A=1 rename\n...\n= 2", nil), ("$ --version\nlockstep 9\n", "a.txt:2: the screen has"),
        ("$ --version\n", "where the script has\n  the end"), ("$ --version\n...\n= 1", "it ended with 0, not 1"),
        ("$ --version\nlockstep …\nmore\n", "a.txt:3: “more” never came"), ("$ --version\n...\n> «x»", "never came"),
        ("x", "no command was begun"), ("$ --version\nlockstep …9\n", "the screen has"),
    ])
    func whatIsNotAsWrittenIsTold(text: String, says: String?) async throws {
        try await blocking {
            let store = try TemporaryFolder()
            var script = ScreenScript("a.txt", text, store: store.url)
            guard let says else { return try script.play() }
            let error = #expect(throws: ScreenScript.Mismatch.self) { try script.play() }
            #expect("\(error.map { "\($0)" } ?? "")".contains(says), "\(String(describing: error))")
        }
    }
}
