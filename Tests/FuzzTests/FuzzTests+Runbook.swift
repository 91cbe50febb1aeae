import Authoring
import Foundation
import Runbook
import TestSupport
import Testing
import Verification
import YAMLDocument

@testable import SimulatedTenant

extension FuzzTests {
    /// A folder of files, one of them damaged.
    struct Damaged: Sendable, CustomStringConvertible {
        var source: RunbookSource
        let file: String

        var description: String { "\(source.id)/\(file): \(source.files[file] ?? "")" }
    }

    static let runbooks = Result { () throws -> [(runbook: Runbook, source: RunbookSource)] in
        try FileManager.default.contentsOfDirectory(atPath: Repository.root.appending(path: "Runbooks").path).sorted()
            .filter { $0 != "shared" && !$0.contains(".") }
            .map { id in
                let source = try Repository.runbook(id)
                return (try RunbookLoader.load(source, vocabulary: Registry.vocabulary), source)
            }
    }

    private static let yaml = Result { () throws -> [[UInt8]] in
        let folder = Repository.root.appending(path: "Runbooks")
        return try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".yaml") }
            .sorted()
            .map { Array(try Data(contentsOf: folder.appending(path: $0))) }
    }

    /// YAML text with something wrong in how it is written, or in what it says.
    private static func damaged(_ text: String, _ chance: inout SeededGenerator) throws -> String {
        let corpus = try yaml.get()
        if Bool.random(using: &chance) {
            return String(
                decoding: Mutator(corpus: corpus).mutated(Array(text.utf8), &chance), as: UTF8.self)
        }
        let others = try YAMLDocument.parse(
            String(decoding: corpus.randomElement(using: &chance) ?? [], as: UTF8.self), file: "other")
        let mutator = TreeMutator(others: Tree(others).parts)
        return mutator.mutated(Tree(try YAMLDocument.parse(text, file: "f")), &chance).json
    }

    /// Every problem is where the file has a place.
    static func check(_ problems: Problems, _ files: [String: String]) throws {
        try Wrong.unless(!problems.list.isEmpty, "refused without a word")
        try Wrong.unless("\(problems)".utf8.count < 1_048_576, "an endless message: \("\(problems)".prefix(200))")
        let ends = Set("\n\r\u{85}\u{2028}\u{2029}".unicodeScalars)
        var known: [String: [Int]] = [:]
        for problem in problems.list.prefix(200) {
            let place = problem.location
            let text = files[place.file] ?? ""
            let lengths =
                known[place.file]
                ?? text.unicodeScalars.split(omittingEmptySubsequences: false) { ends.contains($0) }.map(\.count)
            known[place.file] = lengths
            try Wrong.unless(
                place.line >= 1 && place.line <= lengths.count + 1, "\(place) is behind the \(lengths.count) lines")
            try Wrong.unless(
                place.column >= 1 && place.column <= (lengths.max() ?? 0) + 1, "\(place) is behind the line's end")
            let shown = problem.sourceLine ?? ""
            try Wrong.unless(
                shown.isEmpty || text.contains(shown),
                "\(place) shows a line that isn't there: \(shown.debugDescription)")
        }
    }

    @Test func yamlDocuments() async throws {
        try await Test.fuzz("yamlDocuments") { chance in
            try Self.damaged(
                String(decoding: try Self.yaml.get().randomElement(using: &chance) ?? [], as: UTF8.self), &chance)
        } judge: { text in
            let node: YAMLNode
            do throws(Problems) {
                node = try YAMLDocument.parse(text, file: "f.yaml")
            } catch {
                try Self.check(error, ["f.yaml": text])
                return false
            }
            try Self.checkKeys(node)
            return true
        }
    }

    /// No mapping says one key twice.
    private static func checkKeys(_ node: YAMLNode) throws {
        switch node.content {
        case .null, .scalar: break
        case .list(let items): for item in items { try checkKeys(item) }
        case .mapping(let entries):
            let keys = entries.map(\.key)
            try Wrong.unless(Set(keys).count == keys.count, "one mapping has the keys \(keys)")
            for entry in entries { try checkKeys(entry.value) }
        }
    }

    @Test func runbookFolders() async throws {
        try await Test.fuzz("runbookFolders") { chance in
            let source = try Self.runbooks.get().map(\.source).randomElement(using: &chance)!
            let file = source.files.keys.sorted().randomElement(using: &chance)!
            var files = source.files
            files[file] = try Self.damaged(files[file]!, &chance)
            return Damaged(source: RunbookSource(id: source.id, files: files), file: file)
        } judge: { damaged in
            let runbook: Runbook
            do throws(Problems) {
                runbook = try RunbookLoader.load(damaged.source, vocabulary: Registry.vocabulary)
            } catch {
                try Self.check(error, damaged.source.files)
                return false
            }
            // A session opens whatever it once began with.
            let kept = try RunbookLoader.load(damaged.source, vocabulary: Registry.vocabulary, isKept: true)
            try Wrong.unless(kept.steps.count == runbook.steps.count && !runbook.steps.isEmpty, "it has no steps")
            for other in try Self.runbooks.get().map(\.runbook) where other.id == runbook.id {
                _ = RunbookDifference(from: other, to: runbook)
                _ = RunbookLoosening.sentences(from: other, to: runbook)
            }
            try Wrong.unless(RunbookDifference(from: runbook, to: runbook).isEmpty, "it differs from itself")
            _ = PrintedRunbook(runbook).text
            return true
        }
    }

    @Test func scenarios() async throws {
        let folder = Repository.root.appending(path: "Runbooks/peig-microsoft-365")
        let truths = try Repository.text("Runbooks/peig-microsoft-365/truths.yaml")
        let texts = try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: "scenarios").path)
            .sorted().map { try String(contentsOf: folder.appending(path: "scenarios/\($0)"), encoding: .utf8) }
        try await Test.fuzz("scenarios") { chance in
            let text = texts.randomElement(using: &chance) ?? ""
            // The scenario's file, or the one that all scenarios share.
            return Bool.random(using: &chance)
                ? [try Self.damaged(text, &chance), truths] : [text, try Self.damaged(truths, &chance)]
        } judge: { (files: [String]) in
            let scenario: Scenario
            do throws(Problems) {
                scenario = try Scenario.load(files[0], file: "s.yaml", truths: files[1])
            } catch {
                try Self.check(error, ["s.yaml": files[0], "truths.yaml": files[1]])
                return false
            }
            // Whatever was read makes a tenant.
            guard scenario.population.count < 5_000 else { return true }
            var seeder = Seeder(
                scenario, startedAt: Date(timeIntervalSince1970: 1_795_600_000),
                certificates: ProviderCertificates(signing: nil, next: nil))
            _ = seeder.seed()
            return true
        }
    }
}
