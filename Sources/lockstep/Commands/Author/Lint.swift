import ArgumentParser
import Console
import Foundation
import Runbook
import SimulatedTenant
import Verification
import YAMLDocument

struct Lint: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check runbooks and scenarios for mistakes.",
        discussion: """
            Takes folders of runbooks, single runbooks and scenario files; a scenario that lies beside no runbook is held to \
            itself alone, until "rehearse RUNBOOK --scenario FILE" holds it to one. Every mistake is told at once, as \
            file:line:column: error: what, with the line and a caret under it.

            Examples:
              lockstep lint Runbooks
              lockstep lint Runbooks/my-flow Runbooks/my-flow/scenarios/first.yaml
              lockstep lint Runbooks --json | jq -r '.mistakes[].file' | sort -u

            Exit codes: 0 nothing is wrong, 2 something is.
            """)

    @Argument(help: "Folders and files.", completion: .file()) var paths: [String]
    @OptionGroup var output: FormatOptions<ListFormat>

    func run() throws {
        let screen = Screen()
        var problems: [Problem] = []
        var count = 0
        // What is wrong with a file that several share is said once.
        var told: Set<String> = []
        for path in paths {
            guard path != "-" else {
                throw InputProblem(
                    "a runbook is a folder, which standard input isn't; name the folder. (A file called - is ./-)")
            }
            for target in try targets(URL(filePath: path)) {
                count += 1
                do {
                    try check(target)
                } catch let unread as InputProblem {
                    // Nothing of it can be placed: it isn't text, or can't be read.
                    let place = SourceLocation(file: target.folder.relativePath, line: 1, column: 1)
                    problems.append(Problem(location: place, message: unread.description))
                } catch let found as Problems {
                    for problem in found.list.map({ placed($0, in: target) }) where told.insert("\(problem)").inserted {
                        problems.append(problem)
                    }
                }
            }
        }
        if output.isJSON {
            screen.line(try JSONText.document(LintOutput(looked: count, mistakes: problems)))
            if !problems.isEmpty { throw ExitStatus.badInput }
            return
        }
        for problem in problems { screen.error("\(problem)", wraps: false) }
        guard problems.isEmpty else {
            screen.error("\(problems.count) \(problems.count == 1 ? "mistake" : "mistakes").")
            throw ExitStatus.badInput
        }
        screen.line("\(count) \(count == 1 ? "file or folder is" : "files and folders are") well.")
    }

    private enum Target {
        case runbook(URL)
        case scenario(URL, truths: URL)
        /// One that lies beside no runbook: nobody knows whose it is.
        case lone(URL)

        var folder: URL {
            switch self {
            case .runbook(let url): url
            case .scenario(let url, _), .lone(let url): url.deletingLastPathComponent()
            }
        }
    }

    /// A runbook and its scenarios, or all of those in a folder.
    private func targets(_ url: URL) throws -> [Target] {
        let files = FileManager.default
        var isFolder: ObjCBool = false
        guard files.fileExists(atPath: url.path, isDirectory: &isFolder) else {
            throw InputProblem("there is no \(url.path)")
        }
        guard isFolder.boolValue else {
            guard url.pathExtension == "yaml" else {
                throw InputProblem("\(url.path) is neither a folder nor a .yaml file")
            }
            let folder = url.deletingLastPathComponent()
            if folder.lastPathComponent == "scenarios" {
                return [.scenario(url, truths: folder.deletingLastPathComponent().appending(path: "truths.yaml"))]
            }
            if let runbook = Lint.runbook(above: url) {
                throw InputProblem("\(url.path) is one file of a runbook: name the runbook's folder, \(runbook.path)")
            }
            return [.lone(url)]
        }
        if files.fileExists(atPath: url.appending(path: RunbookFolder.mainFile).path) {
            let scenarios = url.appending(path: "scenarios")
            for folder in [url, scenarios, url.appending(path: "steps")] {
                let names = (try? files.contentsOfDirectory(atPath: folder.path)) ?? []
                if let name = names.sorted().first(where: { $0.hasSuffix(".yml") }) {
                    throw InputProblem(
                        "\(folder.appending(path: name).path) isn't read: files of a runbook end in .yaml")
                }
            }
            let names = ((try? files.contentsOfDirectory(atPath: scenarios.path)) ?? []).filter {
                $0.hasSuffix(".yaml")
            }.sorted()
            return [.runbook(url)]
                + names.map { .scenario(scenarios.appending(path: $0), truths: url.appending(path: "truths.yaml")) }
        }
        let inside = try files.contentsOfDirectory(atPath: url.path).sorted()
            .map { url.appending(path: $0) }
            .filter { files.fileExists(atPath: $0.appending(path: RunbookFolder.mainFile).path) }
        guard !inside.isEmpty else { throw InputProblem("\(url.path) holds no runbook: no runbook.yaml in it") }
        return try inside.flatMap { try targets($0) }
    }

    /// The folder of the runbook that a file is part of; nil where none is above it.
    private static func runbook(above file: URL) -> URL? {
        var folder = file.deletingLastPathComponent().standardizedFileURL
        for _ in 0..<4 where folder.path != "/" {
            if FileManager.default.fileExists(atPath: folder.appending(path: RunbookFolder.mainFile).path) {
                return folder
            }
            folder = folder.deletingLastPathComponent()
        }
        return nil
    }

    private func check(_ target: Target) throws {
        switch target {
        case .runbook(let url):
            _ = try RunbookLoader.load(try RunbookFolder(url).source(), vocabulary: AuthorVocabulary.vocabulary)
        case .scenario(let url, let truths):
            // A scenario's answers are answers to its runbook's questions. What is wrong with the runbook itself is told of that.
            let source = try? RunbookFolder(truths.deletingLastPathComponent()).source()
            let runbook = source.flatMap { try? RunbookLoader.load($0, vocabulary: Registry.vocabulary) }
            _ = try ScenarioFile(url, truths: truths).load(
                for: source.flatMap { source in runbook.map { ScenarioRunbook($0, source) } },
                stages: source.flatMap { source in runbook.map { StageKnowledge($0, source, truths: truths) } },
                as: url.lastPathComponent, isNamed: true)
        case .lone(let url):
            _ = try ScenarioFile(url, truths: nil).load(for: nil, as: url.lastPathComponent)
        }
    }

    /// With the path as the person would open it.
    private func placed(_ problem: Problem, in target: Target) -> Problem {
        let file = problem.location.file
        // What several share lies beside the folder of each, unless the runbook has it in its own.
        let own = target.folder.appending(path: file)
        let isShared =
            file == "truths.yaml" || file.hasPrefix("shared/") && !FileManager.default.fileExists(atPath: own.path)
        let folder = isShared ? target.folder.deletingLastPathComponent() : target.folder
        let path = folder.appending(path: file).relativePath
        return Problem(
            location: SourceLocation(file: path, line: problem.location.line, column: problem.location.column),
            message: problem.message, sourceLine: problem.sourceLine)
    }
}
