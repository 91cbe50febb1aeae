import Foundation
import Journal
import SessionStore
import TestSupport
import Testing

/// Many processes at one store at once: each at a session of its own, and all of them at one that only one may write.
@Suite(.serialized) struct ManyProcessesTests {
    @Test(arguments: [2, Effort.times(4, long: 10)])
    func nothingIsLostAndNobodyWritesBesideAnother(count: Int) async throws {
        let folder = try TemporaryFolder()
        let rehearse = ["rehearse", "peig-microsoft-365", "--scenario", "ready-to-cut-over", "--name"]
        _ = try await blocking { try Program.run(rehearse + ["shared"], store: folder.url, input: "note begun\n") }
        let notes = 15
        let tries = 6
        /// What came of each process at the shared session: the words that it was told are written.
        let written = try await withThrowingTaskGroup(of: [String].self) { group in
            for number in 0..<count {
                group.addTask {
                    let script = (0..<notes).map { "note own \($0)\n" }.joined()
                    let own = try await blocking {
                        try Program.run(rehearse + ["own-\(number)"], store: folder.url, input: script)
                    }
                    #expect(own.code == 0 && own.errors.isEmpty, "\(own.errors)")
                    #expect(own.output.matches(of: /recorded: your note/).count == notes)
                    return []
                }
                group.addTask {
                    var written: [String] = []
                    for attempt in 0..<tries {
                        let words = "by \(number), \(attempt)"
                        let script = "note \(words)\nnote \(words) again\n"
                        let result = try await blocking {
                            try Program.run(["resume", "shared"], store: folder.url, input: script)
                        }
                        if result.code == 0 {
                            written += [words, "\(words) again"]
                        } else {
                            // Somebody else was at work, and that is all that went wrong.
                            #expect(result.errors.contains("is working on session"), "\(result.errors)")
                            #expect(!result.output.contains("recorded"))
                        }
                    }
                    return written
                }
            }
            return try await group.reduce(into: [String]()) { $0 += $1 }
        }
        let store = try SessionStore(folder: folder.url.appending(path: "lockstep"))
        let shared = try store.state(of: try store.find("shared")).notes.map(\.text).dropFirst()
        #expect(Set(shared) == Set(written) && shared.count == written.count)
        // Nobody's words are among another's.
        for pair in stride(from: shared.startIndex, to: shared.endIndex, by: 2) {
            #expect(shared[pair] + " again" == shared[pair + 1])
        }
        #expect(!written.isEmpty)
        for number in 0..<count {
            let own = try store.state(of: try store.find("own-\(number)"))
            #expect(own.notes.map(\.text) == (0..<notes).map { "own \($0)" })
        }
        #expect(try store.sessions().damaged.isEmpty)
    }
}
