import ArgumentParser
import Authoring
import Console
import Foundation
import PrivateFiles
import Runbook
import Verification
import YAMLDocument

struct Import: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make a runbook's first draft from a document.",
        discussion: """
            Reads a GitBook or plain Markdown page and writes a folder that lint accepts: procedures, actions, hints and \
            checklist, each with its place in the document. What could be checked in the tenant is asked of a person \
            until you say how.

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
        guard !outline.parts.isEmpty else {
            throw InputProblem("\(document) has no heading, step or checklist to follow")
        }
        let folder = to ?? outline.name
        try MadeFolder.check(folder)
        let id = URL(filePath: folder, directoryHint: .isDirectory).lastPathComponent
        let files = Skeleton.files(outline, id: id)
        // What would not load is not written.
        _ = try RunbookLoader.load(RunbookSource(id: id, files: files), vocabulary: Registry.vocabulary)
        try MadeFolder.make(files.mapValues { Data($0.utf8) }, at: folder)
        Screen().line(
            "\(outline.parts.count) parts of \(outline.name) are in \(folder). Next: put it into your words, "
                + "and turn attest into check where the tenant can tell.")
    }
}
