import Authoring
import Foundation
import Runbook
import TestSupport
import Testing
import Verification

@testable import SimulatedTenant

/// The documents' demands, held against the runbooks: whatever breaks one is noticed by the item, the word or the page that the
/// matrix names. The documents themselves aren't here; `Tests/Outlines` has the anchors of their parts.
@Suite struct MatrixTests {
    struct Play: Sendable, CustomTestStringConvertible {
        let matrix: Matrix
        let start: Matrix.Start
        var testDescription: String { "\(matrix.document), \(start.id)" }

        var rows: [Matrix.Row] { matrix.rows.filter { $0.start == start.id } }
    }

    struct Weakened: Sendable, CustomTestStringConvertible {
        let matrix: Matrix
        let item: String
        var testDescription: String { "\(matrix.document) without \(item)" }
    }

    private static let documents = [
        "license-management-microsoft-365", "peig-app-registration", "peig-managing-identifiers", "peig-microsoft-365",
        "pingone-azure-office-365",
    ]

    private static let plays = Matrix.all.flatMap { matrix in matrix.starts.map { Play(matrix: matrix, start: $0) } }

    private static func runbook(_ source: RunbookSource) throws -> Runbook {
        try RunbookLoader.load(source, vocabulary: Registry.vocabulary)
    }

    private static func scenario(_ name: String, of runbook: String) throws -> Scenario {
        let folder = "Runbooks/\(runbook)"
        return try Scenario.load(
            try Repository.text("\(folder)/scenarios/\(name).yaml"), file: "\(name).yaml",
            truths: try? Repository.text("\(folder)/truths.yaml"))
    }

    /// Required items that look at the tenant.
    private static func checked(_ runbook: Runbook) -> [String] {
        runbook.items.filter { $0.isRequired && $0.check != nil }.map(\.id)
    }

    // MARK: - What is written down

    @Test(arguments: documents) func everyDocumentHasAMatrix(document: String) throws {
        let file = "\(document).yaml"
        let matrix = try Matrix(try Repository.text("Tests/Matrix/\(file)"), file: file)
        #expect(matrix.document == document)
    }

    /// Each part of a document has a row, and no row is of a part that isn't there.
    @Test(arguments: Matrix.all) func everyPartHasARow(matrix: Matrix) throws {
        let outline = DocumentOutline(
            name: matrix.document, markdown: try Repository.text("Tests/Outlines/\(matrix.document).md"))
        let (parts, rows) = (outline.parts.map(\.anchor), Set(matrix.rows.map(\.anchor)))
        #expect(parts.filter { !rows.contains($0) } == [], "no row of these parts")
        #expect(rows.subtracting(parts).sorted() == [], "rows of parts that aren't there")
    }

    /// What a row says that the page shows stands there.
    @Test(arguments: Matrix.all) func thePageShowsIt(matrix: Matrix) throws {
        let page = Self.plain(
            PrintedRunbook(try Self.runbook(try Repository.runbook(matrix.runbook)), form: .screen).text)
        for row in matrix.rows {
            guard case .shown(let texts) = row.notice else { continue }
            #expect(!texts.isEmpty)
            for text in texts { #expect(page.contains(Self.plain(text)), "\(row.place): no page shows “\(text)”") }
        }
    }

    private static func plain(_ text: String) -> String {
        String(text.filter { !["*", "`", "\\"].contains($0) }).split(whereSeparator: \.isWhitespace).joined(
            separator: " ")
    }

    /// Each required item that looks at the tenant is some row's, or says why no line asks for it.
    @Test(arguments: Set(Matrix.all.map(\.runbook)).sorted())
    func everyItemIsSomebodysOrOurs(runbook: String) throws {
        let matrices = Matrix.all.filter { $0.runbook == runbook }
        let items = Self.checked(try Self.runbook(try Repository.runbook(runbook)))
        let red = Set(matrices.flatMap(\.rows).compactMap(\.redItem))
        let ours = Set(matrices.flatMap(\.ours.keys))
        #expect(items.filter { !red.contains($0) && !ours.contains($0) } == [], "no row makes these red")
        #expect(
            ours.filter { !$0.contains("/") && (!items.contains($0) || red.contains($0)) }.sorted() == [],
            "these are no longer only ours")
    }

    // MARK: - What is played

    /// Each play once, however many tests ask for what came of it.
    private actor Played {
        private var tasks: [String: Task<MatrixPlay.Result, any Error>] = [:]

        func result(of play: Play) async throws -> MatrixPlay.Result {
            let task =
                tasks[play.testDescription]
                ?? Task {
                    let source = try Repository.runbook(play.matrix.runbook)
                    return try await MatrixPlay(
                        source: source, runbook: try MatrixTests.runbook(source),
                        scenario: try MatrixTests.scenario(play.start.scenario, of: play.matrix.runbook),
                        start: play.start
                    ).result(of: play.rows)
                }
            tasks[play.testDescription] = task
            return try await task.value
        }
    }

    private static let played = Played()

    /// Each start is green, each break makes its item red or its word untrue, and none of it stays.
    @Test(arguments: plays) func everyBreakIsNoticed(play: Play) async throws {
        for objection in try await Self.played.result(of: play).objections { Issue.record("\(objection)") }
    }

    /// A check that asks for less is missed: for each property that a required item asks about, some row is red for it alone, or
    /// the matrix says why none is.
    @Test(arguments: Set(Matrix.all.map(\.runbook)).sorted())
    func everyExpectationIsSomebodysOrOurs(runbook: String) async throws {
        var grounds: Set<String> = []
        for play in Self.plays where play.matrix.runbook == runbook {
            for ground in try await Self.played.result(of: play).grounds where ground.properties.count == 1 {
                grounds.formUnion(ground.properties.map { "\(ground.item)/\($0)" })
            }
        }
        let ours = Set(Matrix.all.filter { $0.runbook == runbook }.flatMap(\.ours.keys))
        let loaded = try Self.runbook(try Repository.runbook(runbook))
        let asked = loaded.items.filter { $0.isRequired && !ours.contains($0.id) }.flatMap { item in
            Set(item.check?.expectations.map { "\(item.id)/\($0.property)" } ?? [])
        }
        #expect(asked.filter { !grounds.contains($0) && !ours.contains($0) }.sorted() == [], "no row rests on these")
        #expect(
            ours.filter { $0.contains("/") && (grounds.contains($0) || !asked.contains($0)) }.sorted() == [],
            "these are no longer only ours")
    }

    /// A break that changes nothing, one that the session refuses, and an item that isn't green are found.
    @Test(arguments: [
        ("[portal users]", "red: admin-access", "nobody notices: admin-access is passed"),
        ("[portal verify-domain other.example]", "red: admin-access", "it is refused"),
        ("[portal users]", "red: app-registered", "app-registered is failed at the start"),
        ("[portal users]", "red: nothing", "the runbook has no item nothing"),
        ("[portal users]", "untrue: users-appear", "a word on users-appear isn't true at the start"),
    ])
    func aBreakThatNobodyNoticesIsFound(breaks: String, notice: String, says: String) async throws {
        let matrix = try Matrix(
            """
            document: d
            runbook: license-management-microsoft-365
            starts: [{ id: s, scenario: first-setup }]
            rows: [{ anchor: a, says: It is so., start: s, break: \(breaks), \(notice) }]
            """, file: "m")
        let source = try Repository.runbook(matrix.runbook)
        let found = try await MatrixPlay(
            source: source, runbook: try Self.runbook(source),
            scenario: try Self.scenario("first-setup", of: matrix.runbook), start: matrix.starts[0]
        ).result(of: matrix.rows).objections
        #expect(found.contains { $0.words.contains(says) }, "\(found)")
    }

    private static let weakened: [Weakened] = Matrix.all.flatMap { matrix in
        let items = ((try? Repository.runbook(matrix.runbook)).flatMap { try? runbook($0) }).map(checked) ?? []
        let red = items.filter { item in matrix.rows.contains { $0.redItem == item }
        }
        return Effort.some(2, of: red).map { Weakened(matrix: matrix, item: $0) }
    }

    /// A runbook that leaves an item out breaks a row.
    @Test(arguments: weakened) func aWeakenedRunbookIsFound(weakened: Weakened) async throws {
        let (matrix, item) = (weakened.matrix, weakened.item)
        var source = try Repository.runbook(matrix.runbook)
        source = RunbookSource(id: source.id, files: source.files.mapValues { Self.text($0, without: item) })
        let runbook = try Self.runbook(source)
        try #require(runbook.item(item) == nil)
        for start in matrix.starts {
            let rows = matrix.rows.filter { $0.redItem == item && $0.start == start.id }
            guard !rows.isEmpty else { continue }
            let found = try await MatrixPlay(
                source: source, runbook: runbook, scenario: try Self.scenario(start.scenario, of: matrix.runbook),
                start: start, without: item
            ).result(of: rows).objections
            #expect(found.contains { $0.words.contains(item) }, "nobody misses \(item): \(found)")
        }
    }

    /// A step's file without one entry of its checklist, from its `- id:` to what comes after it.
    private static func text(_ text: String, without item: String) -> String {
        var (lines, indent): ([Substring], Int?) = ([], nil)
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let depth = line.prefix { $0 == " " }.count
            if let begun = indent, !line.allSatisfy(\.isWhitespace), depth <= begun { indent = nil }
            if line.dropFirst(depth) == "- id: \(item)" { indent = depth }
            if indent == nil { lines.append(line) }
        }
        return lines.joined(separator: "\n")
    }
}
