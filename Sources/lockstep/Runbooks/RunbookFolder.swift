import Authoring
import Escaping
import Foundation
import Runbook
import YAMLDocument

/// A runbook's folder on the disk, and what it shares with its neighbours.
struct RunbookFolder {
    static let mainFile = "runbook.yaml"
    /// Beside the runbooks' folders: files that several of them include.
    static let shared = "shared"
    /// A runbook's files are text and few; more than this is a mistake.
    private static let maximumFiles = 200

    private let url: URL

    init(_ url: URL) { self.url = url }

    /// The files, without what rehearsals alone need.
    func source() throws -> RunbookSource {
        var files: [String: String] = [:]
        try add(url, prefix: "", to: &files)
        let neighbour = url.standardizedFileURL.deletingLastPathComponent().appending(path: RunbookFolder.shared)
        if FileManager.default.fileExists(atPath: neighbour.path) {
            try add(neighbour, prefix: RunbookFolder.shared + "/", to: &files)
        }
        return RunbookSource(id: url.standardizedFileURL.lastPathComponent, files: files)
    }

    /// What rehearsals alone need: its scenarios, and what makes a person's word true in them.
    func rehearsals() throws -> [String: String] {
        let scenarios = url.appending(path: "scenarios")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: scenarios.path)) ?? []
        let paths = names.filter { $0.hasSuffix(".yaml") }.map { "scenarios/\($0)" } + ["truths.yaml"]
        var files: [String: String] = [:]
        for path in paths where FileManager.default.fileExists(atPath: url.appending(path: path).path) {
            files[path] = try RunbookFolder.text(url.appending(path: path))
        }
        return files
    }

    private func add(_ folder: URL, prefix: String, to files: inout [String: String]) throws {
        for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted() {
            guard path.hasSuffix(".yaml"), !path.hasPrefix("scenarios/"), path != "truths.yaml" else { continue }
            guard files.count < RunbookFolder.maximumFiles else {
                throw InputProblem("\(folder.path) holds more than \(RunbookFolder.maximumFiles) files of a runbook")
            }
            let file = folder.appending(path: path)
            // A link could lead anywhere.
            guard file.resolvingSymlinksInPath().path.hasPrefix(folder.resolvingSymlinksInPath().path + "/") else {
                throw InputProblem("\(file.path) leads out of the runbook's folder")
            }
            files[prefix + path] = try RunbookFolder.text(file)
        }
    }

    /// The runbook's id that a folder's name is: others call it by that.
    static func name(of folder: String) throws -> String {
        let name = URL(filePath: folder, directoryHint: .isDirectory).standardizedFileURL.lastPathComponent
        let isGood =
            !name.isEmpty
            && name.unicodeScalars.allSatisfy {
                "-_".unicodeScalars.contains($0) || $0.properties.isAlphabetic || ("0"..."9").contains($0)
            }
        guard !isGood else { return name }
        let parent = URL(filePath: folder).deletingLastPathComponent().relativePath
        let better = DocumentOutline.anchor(of: name)
        let whole = parent == "." ? better : "\(parent)/\(better)"
        throw InputProblem(
            "\"\(name)\" is no name for a runbook, whose id it becomes: letters, digits, - and _ make one; nothing was "
                + "written" + (better.isEmpty ? "" : ". Try \(ShellText.command("--to", whole))"))
    }

    static func text(_ url: URL) throws -> String {
        try BoundedFile.text(url.path, limit: YAMLDocument.Limits().bytes)
    }
}
