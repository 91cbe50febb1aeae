import Authoring
import Foundation
import Runbook
import TestSupport
import Testing
import YAMLDocument

@testable import Verification

/// What authors of runbooks work with: lint, coverage, import, schema, show.
@Suite struct AuthoringTests {
    /// The documents' outlines: their headings, labels and order, without their sentences.
    private static func outline(_ name: String) throws -> DocumentOutline {
        DocumentOutline(name: name, markdown: try Repository.text("Tests/Outlines/\(name).md"))
    }

    @Test(
        .computing,
        arguments: [
            ("peig-microsoft-365", "peig-microsoft-365", 18), ("peig-microsoft-365", "peig-app-registration", 34),
            ("peig-microsoft-365", "peig-managing-identifiers", 13),
            ("peig-managing-identifiers", "peig-managing-identifiers", 13),
            ("pingone-microsoft-365", "pingone-azure-office-365", 39),
            ("license-management-microsoft-365", "license-management-microsoft-365", 49),
        ])
    func documentsAreCoveredWhole(runbook: String, document: String, parts: Int) throws {
        let loaded = try RunbookLoader.load(try Repository.runbook(runbook), vocabulary: Registry.vocabulary)
        let coverage = Coverage(of: try Self.outline(document), by: loaded)
        #expect(coverage.parts == parts)
        #expect(coverage.missing.isEmpty, "\(coverage.missing.map(\.anchor))")
        #expect(coverage.gone.isEmpty, "\(coverage.gone)")
        #expect(coverage.percent >= 90 && coverage.labels > 0, "\(coverage.unsaid.map(\.label))")
    }

    /// What changed in a document since is found in both directions.
    @Test(.computing) func changedDocumentsAreNoticed() throws {
        let loaded = try RunbookLoader.load(
            try Repository.runbook("license-management-microsoft-365"), vocabulary: Registry.vocabulary)
        let text =
            try Repository.text("Tests/Outlines/license-management-microsoft-365.md")
            .replacing("### Missing users", with: "### Users that are missing") + "\n## Support\n\n1. Call us.\n"
        let coverage = Coverage(
            of: DocumentOutline(name: "license-management-microsoft-365", markdown: text), by: loaded)
        #expect(coverage.missing.map(\.anchor) == ["users-that-are-missing", "support", "support/step-1"])
        #expect(Set(coverage.gone.map(\.anchor)) == ["missing-users"])
        #expect(coverage.percent < 100 && !coverage.isWhole)
    }

    @Test(.computing) func everyKindOfPartIsRead() {
        let outline = DocumentOutline(
            name: "page",
            markdown: """
                ---
                title: not this
                ---
                # The page
                ## One & two
                {% stepper %}
                {% step %}
                ### Do it
                * **Name:** x
                {% endstep %}
                {% endstepper %}
                {% hint style="danger" %}
                Take *care*.
                {% endhint %}
                > [!WARNING]
                > Or a quote.

                * [ ] First [line](https://x.example)
                * [x] Second
                ## One & two
                1. Go
                   ### Result
                   It went.
                2) Stop

                | A | B |
                | - | - |
                | **Field** | what
                   more |
                | Other | |

                |  |  |
                | - | - |
                |  | A box |
                ```
                # not a heading
                ```
                """)
        #expect(outline.title == "The page")
        #expect(
            outline.parts.map { "\($0.kind.rawValue) \($0.anchor)" } == [
                "heading one-and-two", "heading do-it", "term do-it/name", "hint one-and-two/hint-1",
                "hint one-and-two/hint-2", "check one-and-two/check-1", "check one-and-two/check-2",
                "heading one-and-two-1", "numbered one-and-two-1/step-1", "heading result",
                "numbered one-and-two-1/step-2", "row one-and-two-1/field", "row one-and-two-1/other",
                "hint one-and-two-1/hint-1",
            ])
        #expect(outline.parts[3].style == "danger" && outline.parts[3].text == "Take care.")
        #expect(outline.parts[5].text == "First line" && outline.parts[1].isStep && !outline.parts[7].isStep)
    }

    @Test(.computing, arguments: ["peig-microsoft-365", "peig-app-registration", "peig-managing-identifiers"])
    func whatIsImportedLoads(document: String) throws {
        let outline = try Self.outline(document)
        let files = Skeleton.files(outline, id: "draft")
        let runbook = try RunbookLoader.load(
            RunbookSource(id: "draft", files: files), vocabulary: Registry.vocabulary)
        // It follows every part of the document from the start.
        let coverage = Coverage(of: outline, by: runbook)
        #expect(coverage.isWhole && coverage.percent == 100, "\(coverage.missing.map(\.anchor)) \(coverage.unsaid)")
        #expect(runbook.items.count == outline.parts.count { $0.kind == .check })
    }

    @Test func theProgramDoesAllOfIt() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            let page = Repository.root.appending(path: "Tests/Outlines/peig-app-registration.md").path
            let draft = folder.url.appending(path: "my-flow").path
            let made = try Program.run(["import", page, "--to", draft], store: folder.url)
            #expect(made.code == 0 && made.output.contains("34 parts of peig-app-registration"))
            #expect(try Program.run(["import", page, "--to", draft], store: folder.url).code == 2)
            let well = try Program.run(["lint", draft], store: folder.url)
            #expect(well.code == 0 && well.output.contains("1 file or folder is well."), "\(well.errors)")
            let shown = try Program.run(
                ["show", "my-flow", "--runbooks", folder.url.path, "--markdown"], store: folder.url)
            #expect(shown.output.hasPrefix("# App registration\n") && shown.output.contains("* [ ] "))
            let whole = try Program.run(
                ["coverage", "my-flow", page, "--runbooks", folder.url.path], store: folder.url)
            #expect(
                whole.code == 0 && whole.output.contains("100 % of peig-app-registration: 34 of 34 parts are followed"))
            let other = try Program.run(["coverage", "pingone-microsoft-365", page, "--json"], store: folder.url)
            #expect(
                other.code == 2 && other.output.isEmpty
                    && other.errors.contains(
                        "doesn't follow peig-app-registration; it follows pingone-azure-office-365")
            )
            let all = try Program.run(["lint", Repository.root.appending(path: "Runbooks").path], store: folder.url)
            #expect(all.code == 0, "\(all.errors)")
            for name in ["peig-microsoft-365", "pingone-microsoft-365", "license-management-microsoft-365"] {
                let page = try Program.run(["show", name], store: folder.url)
                #expect(
                    page.code == 0
                        && page.output.split(separator: "\n").allSatisfy { $0.count <= 84 || $0.contains("https://") },
                    "\(name)")
            }
        }
    }

    @Test(.computing) func thePageSaysWhatIsAskedBeforeTheSwitchOnly() throws {
        let runbook = try RunbookLoader.load(
            try Repository.runbook("peig-microsoft-365"), vocabulary: Registry.vocabulary)
        let lines = PrintedRunbook(runbook).text.split(separator: "\n").filter { $0.hasPrefix("* [ ] ") }
        #expect(
            lines.contains(
                "* [ ] The provider is assigned to nobody (asked before the switch only) "
                    + "(your word: No user has the Microsoft 365 provider yet)"))
        #expect(
            lines.count { $0.contains("(asked before the switch only)") }
                == runbook.items.count { $0.asked == .beforeSwitch })
    }

    /// The package manager copies a folder of resources once, and not again when a file in it changes.
    @Test(.computing) func theBuildHasTodaysRunbooks() throws {
        let copy = Program.url.deletingLastPathComponent()
            .appending(path: "lockstep_BundledRunbooks.resources/Runbooks")
        let own = Repository.root.appending(path: "Runbooks")
        let paths = try FileManager.default.subpathsOfDirectory(atPath: own.path).filter { $0.hasSuffix(".yaml") }
        #expect(paths.count > 40)
        for path in paths {
            #expect(
                FileManager.default.contentsEqual(
                    atPath: own.appending(path: path).path, andPath: copy.appending(path: path).path),
                "The build has another \(path): rm -rf \(copy.deletingLastPathComponent().path), and build again.")
        }
    }

    /// Every word of the vocabulary, and what the runbooks that come with the program use, is in the schema.
    @Test(.computing) func theSchemaKnowsTheVocabulary() throws {
        let schema = RunbookSchema(Registry.vocabulary).json
        let root = try #require(try JSONSerialization.jsonObject(with: Data(schema.utf8)) as? [String: Any])
        let definitions = try #require(root["$defs"] as? [String: Any])
        let checks = (definitions["check"] as? [String: Any])?["oneOf"] as? [[String: Any]] ?? []
        #expect(checks.count == Registry.vocabulary.resources.count)
        for (resource, check) in zip(Registry.vocabulary.resources, checks) {
            let expect = ((check["properties"] as? [String: Any])?["expect"] as? [String: Any])?["properties"]
            let names = Set((expect as? [String: Any] ?? [:]).keys)
            #expect(names == Set(resource.properties.map(\.name)), "\(resource.name)")
        }
        let item = (definitions["item"] as? [String: Any])?["properties"] as? [String: Any]
        #expect((item?["asked"] as? [String: [String]])?["enum"] == ["always", "before-switch", "while-switched"])
        // Every reference leads somewhere.
        for reference in schema.matches(of: /"\$ref" : "#\/\$defs\/([a-zA-Z]+)"/) {
            #expect(definitions[String(reference.1)] != nil, "\(reference.1)")
        }
    }

    /// What editors read is what the program says today.
    @Test(.computing) func theSchemaBesideTheRunbooksIsTheLatest() throws {
        #expect(
            try Repository.text("Runbooks/runbook.schema.json") == RunbookSchema(Registry.vocabulary).json + "\n",
            "lockstep schema > Runbooks/runbook.schema.json")
        let folder = Repository.root.appending(path: "Runbooks")
        for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path)
        where path.hasSuffix(".yaml") && !path.contains("/scenarios/") && !path.hasSuffix("truths.yaml") {
            let depth = path.count { $0 == "/" }
            let line = "# yaml-language-server: $schema=\(String(repeating: "../", count: depth))runbook.schema.json\n"
            #expect(try Repository.text("Runbooks/\(path)").hasPrefix(line), "\(path)")
        }
    }

    /// A scenario names nothing that its runbook hasn't, and a file that several share is told of once.
    @Test func whatAScenarioNamesIsThere() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            let runbook = folder.url.appending(path: "peig-microsoft-365")
            try FileManager.default.copyItem(
                at: Repository.root.appending(path: "Runbooks/peig-microsoft-365"), to: runbook)
            for (file, right, wrong) in [
                ("scenarios/ready-to-cut-over.yaml", "\n  admin_upn:", "\n  admin_upm:"),
                (
                    "scenarios/ready-to-cut-over.yaml", "\n  domain: nordwind.example\n  a",
                    "\n  domain: nordwind.example.\n  a"
                ),
                ("truths.yaml", "saml-info-confirmed:", "saml-info-confirme:"),
            ] {
                let url = runbook.appending(path: file)
                let text = try String(contentsOf: url, encoding: .utf8)
                try text.replacing(right, with: wrong).write(to: url, atomically: true, encoding: .utf8)
            }
            let shared = folder.url.appending(path: "shared")
            try FileManager.default.copyItem(at: Repository.root.appending(path: "Runbooks/shared"), to: shared)
            let result = try Program.run(["lint", runbook.path], store: folder.url)
            let errors = result.errors.split(separator: "\n").filter { $0.contains(": error: ") }
            #expect(errors.count == 3 && result.code == 2, "\(result.errors)")
            for says in [
                "the runbook asks no such question; did you mean \"admin_upn\"?", "did you mean \"nordwind.example\"?",
                "\(runbook.path)/truths.yaml:20:1: error: the runbook has no item and no step \"saml-info-confirme\"",
            ] { #expect(result.errors.contains(says), "\(says): \(result.errors)") }
        }
    }

    /// A folder of broken runbooks: each file says in its first line what lint must say, and where.
    @Test func brokenRunbooksAreToldWhatIsWrong() async throws {
        let folder = Repository.root.appending(path: "Tests/Broken")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        #expect(names.count >= 20)
        try await blocking {
            for name in names where !name.hasPrefix(".") && name != "shared" {
                let store = try TemporaryFolder()
                let wanted = try String(contentsOf: folder.appending(path: "\(name)/expected.txt"), encoding: .utf8)
                    .split(separator: "\n").map(String.init)
                let result = try Program.run(["lint", folder.appending(path: name).path], store: store.url)
                #expect(result.code == 2, "\(name)")
                let errors = result.errors.split(separator: "\n").filter { $0.contains(": error: ") }
                    .map { $0.replacing("\(folder.path)/\(name)/", with: "") }
                #expect(errors.map(String.init) == wanted, "\(name)")
            }
        }
    }

    /// Whatever is thrown at the loader and at the reader of pages, they answer, and end.
    @Test(.computing) func nothingMakesTheReadersFallOver() throws {
        var random = SeededGenerator(11)
        let pages = try ["peig-app-registration", "pingone-azure-office-365"].map {
            Array(try Repository.text("Tests/Outlines/\($0).md").utf8)
        }
        let runbook = try Repository.runbook("pingone-microsoft-365")
        let scraps = [
            "{{", "}}", "|", "\n", "- ", ": ", "&a ", "*a", "{% hint %}", "#", "[", "]", "\"", "\t", "\u{0}", "🏴",
            "include: ", "when: {", "../", "1. ",
        ]
        func mutated(_ bytes: [UInt8]) -> [UInt8] {
            var bytes = bytes
            for _ in 0..<Int.random(in: 1...12, using: &random) where !bytes.isEmpty {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes.remove(at: place)
                case 2: bytes.insert(contentsOf: scraps.randomElement(using: &random)!.utf8, at: place)
                default:
                    let end = min(bytes.count, place + Int.random(in: 1...200, using: &random))
                    bytes.insert(contentsOf: bytes[place..<end], at: place)
                }
            }
            return bytes
        }
        for round in 0..<Effort.times(30, long: 250) {
            let page = String(decoding: mutated(pages.randomElement(using: &random)!), as: UTF8.self)
            let outline = DocumentOutline(name: "page", markdown: page)
            #expect(Set(outline.parts.map(\.anchor)).count == outline.parts.count)
            if !outline.parts.isEmpty {
                // Whatever a page holds, its draft is a runbook.
                #expect(throws: Never.self, "round \(round)") {
                    _ = try RunbookLoader.load(
                        RunbookSource(id: "draft", files: Skeleton.files(outline, id: "draft")),
                        vocabulary: Registry.vocabulary)
                }
            }
            var files = runbook.files
            let name = files.keys.sorted().randomElement(using: &random)!
            files[name] = String(decoding: mutated(Array(files[name]!.utf8)), as: UTF8.self)
            do throws(Problems) {
                _ = try RunbookLoader.load(
                    RunbookSource(id: runbook.id, files: files), vocabulary: Registry.vocabulary)
            } catch {
                #expect(!error.list.isEmpty && error.list.allSatisfy { $0.location.line >= 1 && !$0.message.isEmpty })
            }
        }
    }
}
