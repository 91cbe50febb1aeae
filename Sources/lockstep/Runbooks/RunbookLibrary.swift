import ArgumentParser
import BundledRunbooks
import Foundation
import Journal
import Runbook
import SessionStore
import SimulatedTenant
import Verification
import YAMLDocument

/// The folder of runbooks: one folder each, scenarios beside the steps.
struct RunbookLibrary: ParsableArguments {
    @Option(
        help: ArgumentHelp("The folder of the runbooks. (default: those that come with lockstep)", valueName: "folder"))
    var runbooks: String?

    private func folder() throws -> URL {
        if let runbooks { return URL(filePath: runbooks, directoryHint: .isDirectory) }
        guard let folder = BundledRunbooks.folder else {
            throw InputProblem(
                "the runbooks that come with lockstep aren't beside it; name their folder with --runbooks")
        }
        return folder
    }

    /// A runbook's folder.
    func place(of id: String) throws -> URL {
        _ = try source(id)
        return try folder().appending(path: id)
    }

    /// Names of all runbooks there are.
    func names() throws -> [String] {
        let folder = try folder()
        let entries = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
        let names = entries.filter { FileManager.default.fileExists(atPath: $0.appending(path: "runbook.yaml").path) }
            .map(\.lastPathComponent).sorted()
        guard !names.isEmpty else {
            throw InputProblem("\(folder.path) holds no runbooks: no folder with a runbook.yaml in it")
        }
        return names
    }

    /// The files of a runbook, without what rehearsals alone need.
    func source(_ id: String) throws -> RunbookSource {
        let names = try names()
        guard names.contains(id) else {
            let elsewhere = runbooks == nil ? "; --runbooks FOLDER says where your own are" : ""
            throw InputProblem(
                "there is no runbook \"\(id)\"\(Suggestion.hintOrList(for: id, in: names))\(elsewhere)")
        }
        return try RunbookFolder(try folder().appending(path: id)).source()
    }

    func load(_ id: String) throws -> (source: RunbookSource, runbook: Runbook) {
        let source = try source(id)
        return (source, try LoadedRunbooks.load(source))
    }

    /// The folder that a runbook is read from, where it isn't one of those that come with Lockstep.
    func place(_ id: String) throws -> String? {
        runbooks == nil ? nil : try folder().appending(path: id).standardizedFileURL.path
    }

    /// Where a session's runbook comes from, compared with the one of that name that comes with this Lockstep.
    static func origin(_ runbook: Runbook, _ state: SessionState) -> RunbookOrigin {
        RunbookOrigin(runbook, state, bundled: bundled(runbook.id))
    }

    /// The runbook of a name that comes with this Lockstep; nil if none does.
    static func bundled(_ id: String) -> RunbookOrigin.Bundled? {
        // Names come out of journals: only those that are there.
        guard let folder = BundledRunbooks.folder,
            (try? FileManager.default.contentsOfDirectory(atPath: folder.path))?.contains(id) == true
        else { return nil }
        guard let source = try? RunbookFolder(folder.appending(path: id)).source(),
            let runbook = try? LoadedRunbooks.load(source)
        else { return nil }
        return RunbookOrigin.Bundled(source, runbook)
    }

    func scenarioNames(of runbook: String) throws -> [String] {
        let folder = try folder().appending(path: runbook).appending(path: "scenarios")
        let entries = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return entries.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
    }

    /// The folder of a runbook.
    func url(of runbook: String) throws -> URL { try folder().appending(path: runbook) }

    /// What a test of a runbook plays, each read with all that the runbook says of it.
    /// - Parameter name: nil for all of them.
    func scenarios(of runbook: String, named name: String?, for test: RunbookTest) throws -> [Scenario] {
        let names = try scenarioNames(of: runbook)
        if let name, !names.contains(name) {
            throw InputProblem(
                "\(runbook) has no scenario \"\(name)\"\(Suggestion.hintOrList(for: name, in: names))")
        }
        var (scenarios, problems): ([Scenario], [Problem]) = ([], [])
        for each in name.map({ [$0] }) ?? names {
            do {
                scenarios.append(try load(each, of: runbook, for: test))
            } catch let found as Problems {
                for problem in found.list where !problems.contains(problem) { problems.append(problem) }
            }
        }
        guard problems.isEmpty else { throw Problems(problems) }
        guard scenarios.contains(where: { !$0.stages.isEmpty }) else {
            throw InputProblem(
                "there is nothing to test: \(name ?? "no scenario of \(runbook)") says what items come to (\"verdicts\")"
            )
        }
        return scenarios.filter { !$0.stages.isEmpty }
    }

    /// - Parameter name: nil for the one that is usual; a file's path, where it reads as one.
    func scenario(_ name: String?, of runbook: String) throws -> Scenario {
        let names = try scenarioNames(of: runbook)
        guard let name else { return try usual(names, of: runbook) }
        if name.contains("/") || name.hasSuffix(".yaml") { return try scenario(at: name, of: runbook, names) }
        guard names.contains(name) else {
            throw InputProblem(
                "\(runbook) has no scenario \"\(name)\"\(Suggestion.hintOrList(for: name, in: names))")
        }
        return try load(name, of: runbook)
    }

    /// Somebody's own scenario: held to the runbook before anything begins, as lint holds those beside it.
    private func scenario(at path: String, of runbook: String, _ names: [String]) throws -> Scenario {
        let known = URL(filePath: path).deletingPathExtension().lastPathComponent
        guard FileManager.default.fileExists(atPath: path) else {
            let hint = names.contains(known) ? "; did you mean the runbook's own, --scenario \(known)?" : ""
            throw InputProblem("there is no \(path)\(hint)")
        }
        let (source, loaded) = try load(runbook)
        let truths = try folder().appending(path: runbook).appending(path: "truths.yaml")
        let scenario = try ScenarioFile(URL(filePath: path), truths: truths).load(
            for: ScenarioRunbook(loaded, source), stages: StageKnowledge(loaded, source, truths: truths), as: path)
        // The session is called by it.
        if let problem = SessionStore.problem(ofName: scenario.id) {
            throw InputProblem("\(path): a session can't be called by this scenario's id: \(problem)")
        }
        return scenario
    }

    private func usual(_ names: [String], of runbook: String) throws -> Scenario {
        guard let first = names.first else {
            throw InputProblem("\(runbook) has no scenario to rehearse it with; put one into its folder scenarios")
        }
        if names.count == 1 { return try load(first, of: runbook) }
        for name in names {
            // What can't be read is no reason not to begin with another.
            let (root, path) = try place(of: name, of: runbook)
            guard let text = try? RunbookFolder.text(root.appending(path: path)), text.contains("usual"),
                let scenario = try? load(name, of: runbook), scenario.isUsual
            else { continue }
            return scenario
        }
        throw InputProblem(
            "none of \(runbook)'s scenarios is the usual one: name it (--scenario \(first)). There are "
                + "\(names.joined(separator: ", "))")
    }

    /// The runbook's folder, and a scenario's file in it.
    private func place(of name: String, of runbook: String) throws -> (root: URL, path: String) {
        (try folder().appending(path: runbook), "scenarios/\(name).yaml")
    }

    /// With all that the runbook says of it, and named as a person would open it.
    private func load(_ name: String, of runbook: String, for test: RunbookTest) throws -> Scenario {
        let (root, path) = try place(of: name, of: runbook)
        let truths = root.appending(path: "truths.yaml")
        return try ScenarioFile(root.appending(path: path), truths: truths).load(
            for: ScenarioRunbook(test.runbook, test.source),
            stages: StageKnowledge(test.runbook, test.source, truths: truths), as: "\(root.relativePath)/\(path)")
    }

    private func load(_ name: String, of runbook: String) throws -> Scenario {
        let (root, path) = try place(of: name, of: runbook)
        return try ScenarioFile(root.appending(path: path), truths: root.appending(path: "truths.yaml"))
            .load(for: nil, as: path)
    }
}
