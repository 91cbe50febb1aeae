import Foundation
import TestSupport
import Testing

/// What is read afterwards: how a rehearsal went, and what the next person must know.
@Suite struct AfterwardsTests {
    private static let rehearsal = [
        "rehearse", "peig-managing-identifiers", "--scenario", "all-linked", "--name", "night",
    ]

    /// Aims that are met from the beginning are nobody's merit.
    @Test func nobodyIsPraisedForNothing() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            let result = try Program.run(Self.rehearsal, store: folder.url, input: "debrief\n")
            #expect(!result.output.contains("Well done"), "\(result)")
            #expect(result.output.contains("No aim is missed so far. But little is shown yet: 0 of 3 items passed."))
            let done = try Program.run(
                ["resume", "night"], store: folder.url, input: "attest identifiers-linked yes\ncheck\ndebrief\n")
            #expect(done.output.contains("3 of 3 passed") && done.output.contains("Well done.\n"), "\(done)")
        }
    }

    /// A handoff has a line for each thing: in a report each is one, too.
    @Test func aHandoffKeepsItsLines() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            _ = try Program.run(
                Self.rehearsal, store: folder.url, input: "note <b>first</b>\nhandoff look at *this*. Then at that.\n")
            let markdown = try Program.run(["report", "night"], store: folder.url).output
            #expect(
                markdown.contains(
                    "handed over: look at \\*this\\*. Then at that.\n  * 1 MS365 Identifiers: 0 of 3 items"))
            #expect(markdown.contains(" \\<b>first\\</b>\n  * Next: "), "\(markdown)")
            let html = try Program.run(["report", "night", "--html"], store: folder.url).output
            #expect(html.contains("look at *this*. Then at that.<br/>1 MS365 Identifiers: 0 of 3 items"))
            #expect(html.contains(": &lt;b&gt;first&lt;/b&gt;<br/>Next: "), "\(html)")
        }
    }
}
