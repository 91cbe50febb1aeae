import Authoring
import Foundation
import Runbook
import TestSupport
import Testing
import Verification
import YAMLDocument

/// A draft has every word of its page, in a form that fits; and coverage says honestly what of a page a runbook has.
@Suite struct ImportTests {
    private static let page = """
        ---
        layout: hidden
        ---
        The Flow
        ========

        Opening words, with a [guide](https://guide.example/a_b).

        Getting ready
        -------------

        Prose before, *slanted* and \\[bracketed].

        - Needs:
          - `Alpha.Read.All` reads
          - Beta.Write.All, 45 days
            deeper still

        > [!WARNING]
        > Mind the gap.
        > Twice, even.

        ![A drawing of the hall](hall.png "captioned")

        ## Doing it

        ### First round

        1) Open **Menu → Deep**
           and wait.

           ```powershell
           Get-Thing -Name 'quoted' | Out-Null
           ```
        2) Close <https://closing.example/x>

           #### Outcome

           All lamps glow.

        :::tip Spare title
        Colons carry counsel.
        :::

        Behind the counsel.

        ### Second round

        | Field | Meaning |
        | --- | --- |
        | **Size** | thirty<br>centimetres |
        | Weight | {{braces}} |

        {% hint style="danger" %}
        Perilous passage.

        Second perilous paragraph.
        {% endhint %}
        {% embed url="https://embedded.example/film" %}

        ## Checking

        Before leaving:

        * [ ] The `lamp` is [lit](https://lamp.example)
        * [x] Doors closed
        > Plainly quoted.

        # Agent Instructions: Querying This Documentation

        Perform an HTTP GET.
        """

    private static func load(_ markdown: String) throws -> (Runbook, DocumentOutline) {
        let outline = DocumentOutline(name: "page", markdown: markdown)
        let files = Skeleton.files(outline, id: "draft")
        return (
            try RunbookLoader.load(RunbookSource(id: "draft", files: files), vocabulary: Registry.vocabulary), outline
        )
    }

    private static func words(_ text: String) -> [String] {
        text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }

    @Test(.computing) func everyWordIsKept() throws {
        let (runbook, outline) = try Self.load(Self.page)
        let kept = Set(Self.words(PrintedRunbook(runbook, form: .screen).text))
        // The page's own marks, and what its host wrote below it.
        let body = try #require(Self.page.components(separatedBy: "# Agent").first).components(separatedBy: "---\n")
            .dropFirst(2)
            .joined(separator: "---\n")
        let page = body.replacing(/```powershell|:::tip|\[!WARNING\]|\{% hint.*?%\}|\{% endhint %\}|<br>/, with: " ")
            .replacing("{% embed url=", with: "")
        let lost = Self.words(page).filter { !kept.contains($0) && $0 != "x" }
        #expect(lost.isEmpty, "\(lost)")
        #expect(outline.dropped?.hasPrefix("Agent Instructions") == true && !kept.contains("perform"))
        #expect(outline.title == "The Flow" && runbook.summary.contains("guide (https://guide.example/a_b)"))
        #expect(runbook.steps.map(\.title) == ["Getting ready", "Doing it", "Checking"])
        #expect(runbook.steps[1].procedures.map(\.title) == ["First round", "Second round"])
        let ready = runbook.steps[0]
        #expect(ready.hints.map(\.text.source) == ["Mind the gap.\nTwice, even."] && ready.hints[0].style == .warning)
        #expect(ready.text?.source.contains("  - `Alpha.Read.All` reads\n") == true)
        let round = runbook.steps[1].procedures[0]
        #expect(round.actions[0].text.source.contains("`Get-Thing -Name 'quoted' | Out-Null`"))
        #expect(round.actions[1].text.source.contains("Outcome\n   All lamps glow."))
        #expect(
            round.hints.map(\.text.source) == ["Spare title\nColons carry counsel."] && round.hints[0].style == .success
        )
        #expect(
            runbook.steps[1].procedures[1].hints[0].text.source == "Perilous passage.\n\nSecond perilous paragraph.")
        #expect(
            runbook.items.map(\.text.source) == [
                "The `lamp` is lit (https://lamp.example)", "Doors closed\nPlainly quoted.",
            ])
        let coverage = Coverage(of: outline, by: runbook)
        #expect(coverage.isWhole && coverage.percent == 100, "\(coverage.missing) \(coverage.unsaid)")
    }

    /// A table in HTML keeps its cells apart; what a page's head says to people is an opening word, the rest of it isn't.
    @Test(.computing) func whatIsWrittenInHTMLIsKept() throws {
        let table =
            "<table><thead><tr><th>Field</th><th>Value</th></tr></thead><tbody><tr><td>Issuer</td>"
            + "<td>https://a.example</td></tr><tr><td>Mode</td><td>SAML</td></tr></tbody></table>"
        let (runbook, _) = try Self.load(
            "---\ntitle: T\ndescription: \"How it begins.\"\npage_id: p:1\n---\n# T\n\nWhy.\n\n## One\n\n\(table)\n"
                + "<p>First</p><p>Second</p><ul><li>A</li><li>B</li></ul>\n\n1. Go")
        #expect(runbook.summary == "How it begins.\n\nWhy." && !runbook.summary.contains("p:1"), "\(runbook.summary)")
        let text = runbook.steps[0].text?.source ?? ""
        #expect(text.contains("Field: Value; Issuer: https://a.example; Mode: SAML"), "\(text)")
        #expect(text.contains("First Second A B"), "\(text)")
    }

    /// Three levels of headings are phases, steps and procedures.
    @Test(.computing) func headingsSayHowDeepItGoes() throws {
        let (deep, _) = try Self.load(
            "# T\n\n## One\nWhy.\n### A\n#### a\n1. Go\n### B\n1. Stop\n## Two\n1. Rest\n- [ ] Done")
        #expect(deep.phases.map(\.title) == ["One", "Two"] && deep.phases[0].text.source == "Why.")
        #expect(deep.steps.map(\.title) == ["A", "B", "Two"] && deep.steps[2].phase == deep.phases[1].id)
        #expect(deep.steps[0].procedures.map(\.title) == ["a"] && deep.steps[2].checklist.count == 1)
        let (flat, _) = try Self.load("# T\n\n1. Go\n2. Stop")
        #expect(flat.phases.count == 1 && flat.steps.map(\.title) == ["T"])
    }

    /// Whoever takes the words out again has no longer all of it, though everything is declared.
    @Test(.computing) func anEmptyDraftIsNotWhole() throws {
        let outline = DocumentOutline(
            name: "page",
            markdown: """
                # T
                ## One
                Needs **Menu → Deep**, `Alpha.Read.All`, Beta.Write.All and 45 days.
                1. Close <https://closing.example/x>
                """)
        let files = [
            "runbook.yaml": """
            id: draft
            title: T
            summary: S
            source: page
            phases: [{ id: p, title: P, text: T, may-break: B }]
            steps: [one.yaml]
            """,
            "one.yaml": """
            id: one
            title: One
            phase: p
            source: one
            procedures:
              - { title: One, actions: [{ title: A, text: A menu., source: one/step-1 }] }
            """,
        ]
        let runbook = try RunbookLoader.load(RunbookSource(id: "draft", files: files), vocabulary: Registry.vocabulary)
        let coverage = Coverage(of: outline, by: runbook)
        #expect(coverage.missing.isEmpty && coverage.isWhole && coverage.percent == 37, "\(coverage)")
        let labels = coverage.unsaid.map(\.label)
        for label in ["Alpha.Read.All", "Beta.Write.All", "45", "Deep", "https://closing.example/x"] {
            #expect(labels.contains(label), "\(label): \(labels)")
        }
    }

    @Test func whatIsNoPageIsSaid() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            let page = "# A\n\n## One\n\n1. Go\n"
            for (name, text, to, says) in [
                ("a.html", "<!DOCTYPE html>\n<html><h1>A</h1></html>", "rb", "is a page in HTML"),
                ("a.pdf", "%PDF-1.7", "rb", "is a PDF"), ("a.docx", "PK\u{3}\u{4}x", "rb", "an office program"),
                ("a.bin", "# A\n\u{0}", "rb", "is no text"), ("empty.md", " \n", "rb", "is empty: it has no heading"),
                ("a.md", "words alone", "rb", "has no heading, step or checklist"),
                ("b.md", page, "rb/Bad Name", "Try --to rb/bad-name"), ("b.md", page, "rb/Ä/ö!", "Try --to rb/Ä/ö"),
                ("b.md", page, "", "is empty"),
            ] {
                let path = folder.url.appending(path: name).path
                try Data(text.utf8).write(to: URL(filePath: path))
                let target = to.isEmpty ? "" : folder.url.path + "/" + to
                let result = try Program.run(["import", path, "--to", target], store: folder.url)
                let said = result.errors.replacing("\(folder.url.path)/", with: "").replacing("'", with: "")
                #expect(result.code == 2 && said.contains(says) && result.output.isEmpty, "\(name) \(to): \(result)")
                #expect(!FileManager.default.fileExists(atPath: folder.url.path + "/rb"), "\(name)")
            }
            let path = folder.url.appending(path: "flow.md").path
            try Data(Self.page.utf8).write(to: URL(filePath: path))
            let made = try Program.run(["import", path, "--to", folder.url.path + "/rb/flow"], store: folder.url)
            #expect(made.output.contains("Two braces on end stand with a blank between them"), "\(made)")
            #expect(made.code == 0 && made.output.contains("Left out: \"Agent Instructions"), "\(made)")
            let main = try String(contentsOfFile: folder.url.path + "/rb/flow/runbook.yaml", encoding: .utf8)
            #expect(main.hasPrefix("# yaml-language-server: $schema=runbook.schema.json\n"))
            #expect(try Program.run(["lint", folder.url.path + "/rb/flow"], store: folder.url).code == 0)
        }
    }
}
