import ArgumentParser
import Authoring
import Console
import Foundation
import Text
import YAMLDocument

struct CoverageCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "coverage",
        abstract: "Say which parts of a document a runbook covers, misses, or follows though they are gone.",
        discussion: """
            Reads a GitBook or plain Markdown page: headings, steppers, numbered steps, checklists, hints and tables. \
            What a runbook follows stands in its "source": that is its author's word. Beside it stands which of the \
            document's labels (names in bold, code, addresses, permissions, numbers) are nowhere in the steps that follow \
            their part. The percentage counts both. The document is the one that the runbook, or one of its steps, names \
            by the file's name.

            Examples:
              lockstep coverage peig-microsoft-365 peig-app-registration.md
              lockstep coverage my-flow page.md --anchors

            Exit codes: 0 every part is followed, 1 one isn't or is gone, 2 usage, or another document.
            """)

    @Argument(help: "The runbook.", completion: ShellCompletions.runbooks) var runbook: String
    @Argument(help: "The document, Markdown.", completion: .file(extensions: ["md"])) var document: String
    @Flag(help: "List every part with its anchor: what goes into \"source\".") var anchors = false
    @OptionGroup var output: FormatOptions<ListFormat>
    @OptionGroup var library: RunbookLibrary

    func run() throws {
        let outline = try DocumentFile.outline(document)
        let loaded = try library.load(runbook).runbook
        let known = Coverage.documents(of: loaded)
        guard known.contains(outline.name) else {
            let follows = known.isEmpty ? "it names no document" : "it follows \(known.joined(separator: ", "))"
            throw InputProblem(
                "\(runbook) doesn't follow \(outline.name); \(follows)\(Suggestion.hint(for: outline.name, in: known))")
        }
        let coverage = Coverage(of: outline, by: loaded)
        let screen = Screen()
        if output.isJSON {
            screen.line(try JSONText.document(CoverageOutput(coverage: coverage)))
        } else {
            show(outline, coverage, screen)
        }
        if !coverage.isWhole { throw ExitStatus.failed }
    }

    private func show(_ outline: DocumentOutline, _ coverage: Coverage, _ screen: Screen) {
        var table = Table(.cut)
        for part in anchors ? outline.parts : coverage.missing {
            let isMissing = coverage.missing.contains(part)
            table.add(isMissing ? Style.red("✗") : Style.green("✓"), "\(part.line)", part.anchor, part.text)
        }
        for line in table.lines(columns: screen.columns) { screen.line(line) }
        for reference in coverage.gone {
            screen.text(
                "\(reference.subject) follows \(reference.anchor), which the document doesn't have",
                first: "\(Style.red("✗")) ", rest: "  ")
        }
        // Labels of a part that nothing follows go with it.
        let missing = Set(coverage.missing)
        for (part, unsaid) in grouped(coverage.unsaid.filter { !missing.contains($0.part) }) {
            screen.text(
                "\(part.line) \(part.anchor): not said where it is followed: \(unsaid.joined(separator: ", "))",
                first: "\(Style.yellow("?")) ", rest: "  ")
        }
        screen.text(
            "\(coverage.percent) % of \(outline.name): \(coverage.parts - coverage.missing.count) of \(coverage.parts) "
                + "parts are followed (as \"source\" says), \(coverage.labels - coverage.unsaid.count) of \(coverage.labels) "
                + "labels are said, \(coverage.gone.count) gone")
    }

    /// In the document's order.
    private func grouped(_ unsaid: [Coverage.Unsaid]) -> [(DocumentPart, [String])] {
        unsaid.reduce(into: []) { groups, next in
            if groups.last?.0 == next.part {
                groups[groups.count - 1].1.append(next.label)
            } else {
                groups.append((next.part, [next.label]))
            }
        }
    }
}
