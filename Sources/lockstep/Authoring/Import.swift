import ArgumentParser
import Authoring
import Console
import Foundation
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
    @Option(help: ArgumentHelp("The folder to make; its name is the runbook's id. (default: the document's name)"))
    var to: String?

    func run() throws {
        let outline = try DocumentFile.outline(document)
        guard !outline.parts.isEmpty else {
            throw InputProblem("\(document) has no heading, step or checklist to follow")
        }
        let folder = URL(filePath: to ?? outline.name, directoryHint: .isDirectory)
        guard !FileManager.default.fileExists(atPath: folder.path) else {
            throw InputProblem("\(folder.relativePath) is there already; nothing was written")
        }
        let id = folder.lastPathComponent
        let files = Skeleton.files(outline, id: id)
        // What would not load is not written.
        _ = try RunbookLoader.load(RunbookSource(id: id, files: files), vocabulary: Registry.vocabulary)
        for (path, text) in files.sorted(by: { $0.key < $1.key }) {
            let url = folder.appending(path: path)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try text.write(to: url, atomically: true, encoding: .utf8)
        }
        Screen().line(
            "\(outline.parts.count) parts of \(outline.name) are in \(folder.relativePath). Next: put it into your words, "
                + "and turn attest into check where the tenant can tell.")
    }
}
