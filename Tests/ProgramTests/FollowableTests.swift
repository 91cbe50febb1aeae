import Escaping
import Foundation
import TestSupport
import Testing

/// What is said to be typed can be typed where it is said.
struct FollowableTests {
    @Test(
        .computing,
        arguments: [
            (["check", "--store", "/a b"], "lockstep resume x --store '/a b'"),
            (["check", "--store=c"], "lockstep resume x --store c"),
            (["check"], "lockstep resume x"), (["note", "--", "--store", "c"], "lockstep resume x"),
            (["check", "--store"], "lockstep resume x"),
            (["check", "--store", "$(rm)"], "lockstep resume x --store '$(rm)'"),
        ])
    func aCommandLeadsToTheSameStore(arguments: [String], says: String) {
        let text = ProgramCommand.$store.withValue(ProgramCommand.store(in: arguments)) {
            ProgramCommand.text("resume", "x")
        }
        #expect(text == says)
    }

    /// Outside of the session, in each form, with the way to this session in this store; and the way is one.
    @Test func remediesOutsideLeadIn() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            let store = folder.url.appending(path: "my store").path
            func run(_ words: [String], _ input: String = "") throws -> Program.Result {
                try Program.run(words + ["--store", store], store: folder.url, input: input)
            }
            let begun = try run(
                ["rehearse", "peig-microsoft-365", "--scenario", "certificate-rollover", "--name", "n"],
                "set domain nordwind.example\nset --metadata https://login.nordwind-peig.example/idp/shibboleth\n1\nyes\nportal wait 1h\n"
                    + "check provider-agrees\n"
            )
            #expect(begun.output.contains("may have rolled over"), "\(begun)")
            let id = try #require(try run(["sessions", "--json"]).output.firstMatch(of: /"id" : "(\w+)"/)?.1)
            let way = "lockstep resume \(id) --store '\(store)'"
            for words in [
                ["check", "n"], ["check", "n", "--format", "junit"], ["report", "n"], ["report", "n", "--html"],
            ] {
                let result = try run(words)
                let text = result.output.replacing(/\s+/, with: " ").replacing("&quot;", with: "\"")
                    .replacing("&#39;", with: "'").replacing("\\", with: "")
                for said in text.matches(
                    of: /(?:attest [a-z]+-[a-z\-]+|set [a-z]+_[a-z]+|set domain|set --metadata|[Tt]ype [a-z]+)/)
                {
                    // In the journal's own words nothing is to be typed.
                    let before = text[..<said.range.lowerBound].suffix(220)
                    #expect(
                        before.contains(way)
                            || text.range(of: "Journal")?.lowerBound ?? text.endIndex < said.range.lowerBound,
                        "\(words): …\(before)\(said.0)")
                }
            }
            let followed = try run(["resume", String(id)], "attest peig-admin yes\n")
            #expect(followed.output.contains("recorded: peig-admin"), "\(followed)")
            // What is sealed here is told to go on elsewhere.
            #expect(try run(["export", "n", "--to", "\(folder.url.path)/n.lockstep", "--seal", "kai"]).code == 0)
            let sealed = try run(["check", "n"]).output.replacing(/\s+/, with: " ")
            #expect(
                sealed.contains("Where the session goes on (it is sealed here) type: attest")
                    && !sealed.contains("lockstep resume"))
        }
    }

    /// An error, too, is said with the store that it is of: another may have a session of that name.
    @Test func anErrorLeadsToTheSameStore() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            let store = folder.url.appending(path: "other").path
            let holder = try PseudoTerminal(
                ["rehearse", "peig-microsoft-365", "--name", "n", "--store", store], store: folder.url)
            try holder.expect("> ")
            let refused = try Program.run(["resume", "n", "--store", store], store: folder.url)
            let said = refused.errors.replacing(/\s+/, with: " ")
            #expect(refused.code == 1 && said.contains("--ask --store \(store)"), "\(refused)")
            // Whoever watches for somebody who has gone ends, though nothing turns.
            let gone = try Program.run(
                ["check", "n", "--watch", "--json", "--store", store], store: folder.url,
                through: ["/bin/sh", "-c", "\"$0\" \"$@\" | head -1"])
            #expect(gone.output.split(separator: "\n").count == 1, "\(gone)")
            holder.type("quit")
            try holder.expect("--store \(store)")
            #expect(try holder.waitForExit() == 0)
        }
    }

    /// A rehearsal that came in by a file has no tenant here: said at once, and wherever one would be asked.
    @Test func aRehearsalThatCameInIsReadOnly() async throws {
        try await blocking {
            let (here, there) = (try TemporaryFolder(), try TemporaryFolder())
            _ = try Program.run(["rehearse", "peig-microsoft-365", "--name", "n"], store: there.url, input: "note x\n")
            let file = there.url.appending(path: "n.lockstep").path
            _ = try Program.run(["export", "n", "--to", file], store: there.url)
            let taken = try Program.run(["import-session", file], store: here.url)
            let said = taken.output.replacing(/\s+/, with: " ")
            #expect(said.contains("goes on where it was begun") && !said.contains("lockstep resume"), "\(taken)")
            let resumed = try Program.run(["resume", "n"], store: here.url)
            #expect(resumed.code == 1 && resumed.errors.contains("lockstep report"), "\(resumed)")
            let form = try JSONForm(try Program.run(["schema", "--output"], store: here.url).output)
            let checked = try Program.run(["check", "n", "--json"], store: here.url)
            for words in [["check", "n", "--json"], ["report", "n"], ["report", "n", "--junit"]] {
                let told = try Program.run(words, store: here.url).output.replacing(/\s+/, with: " ")
                #expect(!told.contains("lockstep resume") && told.contains("Where the rehearsal was begun"), "\(told)")
            }
            #expect(checked.code == 3 && form.problems(of: checked.output, as: "check").isEmpty, "\(checked)")
            #expect(try Program.run(["report", "n"], store: here.url).code == 0)
        }
    }

    /// Nothing to look at is nothing that is well.
    @Test func anEmptyPlaceIsNoGoodNews() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            let page = folder.url.appending(path: "empty.md").path
            try Data("\n".utf8).write(to: URL(filePath: page))
            for (words, says) in [
                (["coverage", "peig-microsoft-365", page, "--json"], "no heading, step or checklist"),
                (["sessions", "--store", "\(folder.url.path)/typo"], "there is no folder"),
                (["check", "n", "--store", "\(folder.url.path)/typo"], "there is no folder"),
                (["simulate", "--operations", "--fidelity"], "choose one"),
            ] {
                let result = try Program.run(words, store: folder.url)
                #expect(
                    result.code == 2 && result.output.isEmpty && result.errors.contains(says), "\(words): \(result)")
            }
            #expect(!FileManager.default.fileExists(atPath: "\(folder.url.path)/typo"))
            let broken = folder.url.appending(path: "broken")
            try FileManager.default.createDirectory(at: broken, withIntermediateDirectories: true)
            try Data([0x69, 0x64, 0x3A, 0x20, 0xFF]).write(to: broken.appending(path: "runbook.yaml"))
            let form = try JSONForm(try Program.run(["schema", "--output"], store: folder.url).output)
            let lint = try Program.run(["lint", broken.path, "--json"], store: folder.url)
            #expect(lint.code == 2 && form.problems(of: lint.output, as: "lint").isEmpty, "\(lint)")
            #expect(lint.output.contains("UTF-8"))
        }
    }
}
