import ArgumentParser
import Authoring
import Console
import Foundation
import Text

struct CoverageCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "coverage",
        abstract: "Say which parts of a document a runbook covers, misses, or follows though they are gone.",
        discussion: """
            Reads a GitBook or plain Markdown page: headings, steppers, numbered steps, checklists, hints and tables. \
            What a runbook follows stands in its "source". The document is the one that the runbook, or one of its \
            steps, names by the file's name.

            Examples:
              lockstep coverage peig-microsoft-365 peig-app-registration.md
              lockstep coverage my-flow page.md --anchors

            Exit codes: 0 all is covered, 1 something isn't or is gone, 2 usage.
            """)

    @Argument(help: "The runbook.", completion: ShellCompletions.runbooks) var runbook: String
    @Argument(help: "The document, Markdown.", completion: .file(extensions: ["md"])) var document: String
    @Flag(help: "List every part with its anchor: what goes into \"source\".") var anchors = false
    @OptionGroup var output: FormatOptions<ListFormat>
    @OptionGroup var library: RunbookLibrary

    func run() throws {
        let outline = try DocumentFile.outline(document)
        // Of nothing everything is covered.
        guard !outline.parts.isEmpty else {
            throw InputProblem("\(document) has no heading, step or checklist that a runbook could follow")
        }
        let coverage = Coverage(of: outline, by: try library.load(runbook).runbook)
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
        screen.line(
            "\(coverage.percent) % of \(outline.name): \(coverage.parts - coverage.missing.count) of \(coverage.parts) "
                + "parts, \(coverage.gone.count) gone")
    }
}

/// A document on the disk.
enum DocumentFile {
    /// More than any page has.
    private static let largest = 4 * 1_048_576

    static func outline(_ path: String) throws -> DocumentOutline {
        let text = try BoundedFile.text(path, limit: largest)
        return DocumentOutline(
            name: URL(filePath: path).deletingPathExtension().lastPathComponent, markdown: text)
    }
}
