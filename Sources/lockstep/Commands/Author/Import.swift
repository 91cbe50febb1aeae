import ArgumentParser
import Authoring
import Console
import Escaping
import Foundation
import PrivateFiles
import Runbook

struct Import: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make a runbook's first draft from a document.",
        discussion: """
            Reads a GitBook or plain Markdown page and writes a folder that lint accepts: steps, procedures, actions, hints \
            and checklist, each with its place in the document and with every word that stands there. What could be \
            checked in the tenant is asked of a person until you say how.

            Examples:
              lockstep import page.md --to Runbooks/my-flow
              lockstep import page.md --to Runbooks/my-flow && lockstep lint Runbooks/my-flow
            """)

    @Argument(help: "The document, Markdown.", completion: .file(extensions: ["md"])) var document: String
    @Option(
        help: ArgumentHelp(
            "The folder to make; its name is the runbook's id. What has that name already stays, and nothing is written. "
                + "(default: the document's name)"))
    var to: String?

    func run() throws {
        let outline = try DocumentFile.outline(document)
        let folder = to ?? outline.name
        try MadeFolder.check(folder)
        let id = try RunbookFolder.name(of: folder)
        // Beside other runbooks lies a schema that all of them share.
        let parent = URL(filePath: folder, directoryHint: .isDirectory).standardizedFileURL.deletingLastPathComponent()
        let schema = SchemaFiles.Subject.runbook.file
        let isShared = FileManager.default.fileExists(atPath: parent.appending(path: schema).path)
        var files = Skeleton.files(outline, id: id, schema: isShared ? "../\(schema)" : schema)
        // What would not load is not written.
        _ = try RunbookLoader.load(RunbookSource(id: id, files: files), vocabulary: AuthorVocabulary.vocabulary)
        if !isShared { files[schema] = SchemaFiles.json(of: .runbook) + "\n" }
        try MadeFolder.make(files.mapValues { Data($0.utf8) }, at: folder)
        let screen = Screen()
        screen.text(
            "\(outline.parts.count) parts of \(outline.name) are in \(folder), with every word that stands there. Next: put "
                + "it into your words, and turn attest into check where the tenant can tell.")
        if let dropped = outline.dropped {
            screen.text("Left out: \"\(dropped)\" and what follows it. Its host wrote that, for programs.")
        }
        if outline.hasDoubleBraces {
            screen.text(
                "Two braces on end stand with a blank between them: without it they would be the place of an answer.")
        }
        screen.line("  \(ShellText.command("lockstep", "lint", folder))")
    }
}
