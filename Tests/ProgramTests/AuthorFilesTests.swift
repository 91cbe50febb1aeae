import Foundation
import Runbook
import SimulatedTenant
import TestSupport
import Testing
import Verification
import YAMLDocument

@testable import Authoring
@testable import enum lockstep.SchemaFiles

/// What somebody with the program alone works with: a runbook's own files, a scenario of their own, the schemas of both.
@Suite struct AuthorFilesTests {
    private static func plain(_ node: YAMLNode) -> Any {
        switch node.content {
        case .null: "" as Any
        case .scalar(let text, let plain):
            plain ? ["true": true, "false": false][text] ?? Int(text) ?? text as Any : text as Any
        case .list(let items): items.map(Self.plain)
        case .mapping(let entries): Dictionary(uniqueKeysWithValues: entries.map { ($0.key, Self.plain($0.value)) })
        }
    }

    private static func plain(_ text: String) throws -> Any { plain(try YAMLDocument.parse(text, file: "f")) }

    private static let paths =
        (try? FileManager.default.subpathsOfDirectory(
            atPath: Repository.root.appending(path: "Runbooks").path))?.filter {
            $0.contains("/scenarios/") || $0.hasSuffix("truths.yaml")
        }.sorted() ?? []

    /// Every scenario and all truths are what their schemas say, and name them in their first line.
    @Test(.computing) func theSchemasHoldWhatComesWithTheProgram() throws {
        #expect(Self.paths.count > 20)
        let forms = try [SchemaFiles.Subject.scenario, .truths].map { try FileForm(SchemaFiles.json(of: $0)) }
        for path in Self.paths {
            let (isTruths, text) = (path.hasSuffix("truths.yaml"), try Repository.text("Runbooks/\(path)"))
            let problems = forms[isTruths ? 1 : 0].problems(of: try Self.plain(text))
            #expect(problems.isEmpty, "\(path): \(problems)")
            let line = isTruths ? "../truths.schema.json" : "../../scenario.schema.json"
            #expect(text.hasPrefix("# yaml-language-server: $schema=\(line)\n"), "\(path)")
        }
        for (name, text) in SchemaFiles.all {
            #expect(try Repository.text("Runbooks/\(name)") == text, "lockstep schema --of … > Runbooks/\(name)")
        }
    }

    /// What the loader refuses for a key, a word or a type, the schema refuses too; and the other way round.
    @Test(
        .computing,
        arguments: [
            ("domain: []", false), ("seed: x", false), ("seed: 7", true),
            ("population: { count: -1, domain: x.example }", false),
            ("population: { count: 3, domain: x.example, discrepancies: { unlinkd: 1 } }", false),
            ("groups: [{ name: G, members: [ida@x.example], owners: [{ upn: ida@x.example }] }]", true),
            ("groups: [{ name: G, members: [{ upm: ida@x.example }] }]", false),
            ("groups: [{ name: G, eligible-owners: [{ upn: ida@x.example, activated: true, ends: 8h }] }]", true),
            ("debrief: [{ id: a, text: T, expect: { all: [{ not: { signs-in: everyone } }] } }]", true),
            ("debrief: [{ id: a, text: T, expect: { all: [{ not: { signs-im: everyone } }] } }]", false),
            ("debrief: [{ id: a, text: T, expect: {} }]", false),
            ("debrief: [{ id: a, text: T, expect: { provider: maybe } }]", false),
            ("injects: [{ id: a, title: A, expect: E, do: [{ arm: { match: GET /x, status: 500 } }] }]", true),
            ("injects: [{ id: a, title: A, expect: E, do: [{ arm: { match: GET /x, statis: 500 } }] }]", false),
            ("injects: [{ id: a, title: A, expect: E, do: [{ disable-usr: ida@x.example }] }]", false),
            ("subscriptions: [{ part-number: SBP }]", false), ("devices: [{ name: D, trust-type: AzureAD }]", false),
            ("faults: [{ match: GET /x, odd: { of: x.example, isVerified: false } }]", true),
            ("answers: { domain: x.example, count: 3 }", true), ("device-codes: perhaps", false),
            ("security-defaults: true", true), ("security-defaults: sometimes", false),
            ("applications: [{ name: A, application-permissions: [User.Red.All] }]", false),
        ])
    func theSchemaRefusesWhatTheLoaderRefuses(addition: String, isTaken: Bool) throws {
        let text = """
            id: x
            title: X
            briefing: X
            tenant: { name: X, initial-domain: x.onmicrosoft.com }
            domains: [{ name: x.example }]
            users: [{ upn: ida@x.example, name: Ida }]
            \(addition)

            """
        let problems = try FileForm(SchemaFiles.json(of: .scenario)).problems(of: try Self.plain(text))
        #expect(problems.isEmpty == isTaken, "\(problems)")
        // Somebody who may be there for a time only is no word of the schema's.
        if !addition.contains("eligible-owners"), !addition.contains("seed: 7"), isTaken || addition != "domain: []" {
            let loaded = try? Scenario.load(text, file: "f")
            #expect((loaded != nil) == isTaken)
        }
    }

    /// A runbook's files, written out, are a runbook again: linted, rehearsed, and shown as the one that they come from.
    @Test func filesThatAreWrittenOutAreARunbook() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            let place = folder.url.appending(path: "mine/own-flow").path
            let made = try Program.run(["show", "peig-microsoft-365", "--yaml", "--to", place], store: folder.url)
            #expect(made.code == 0 && made.output.contains("lockstep lint \(place)"), "\(made)")
            let paths = try FileManager.default.subpathsOfDirectory(atPath: place)
            // What it includes, and nothing else of what runbooks share.
            #expect(paths.filter { $0.hasPrefix("shared/") } == ["shared/managing-identifiers.yaml"])
            #expect(paths.contains("truths.yaml") && paths.contains("scenarios/fresh-tenant.yaml"))
            for path in paths where path.hasSuffix(".yaml") {
                let text = try String(contentsOfFile: "\(place)/\(path)", encoding: .utf8)
                let schema = try #require(
                    text.firstMatch(of: /^# yaml-language-server: \$schema=(\S+)\n/)?.1, "\(path)")
                let lies = URL(filePath: "\(place)/\(path)").deletingLastPathComponent().appending(path: String(schema))
                #expect(FileManager.default.fileExists(atPath: lies.standardizedFileURL.path), "\(path): \(schema)")
            }
            let lint = try Program.run(["lint", place], store: folder.url)
            #expect(lint.code == 0, "\(lint)")
            let shown = try Program.run(
                ["show", "own-flow", "--runbooks", folder.url.path + "/mine"], store: folder.url)
            #expect(shown.output == (try Program.run(["show", "peig-microsoft-365"], store: folder.url)).output)
            // A mistake in what it has of its own is told where it lies.
            let shared = place + "/shared/managing-identifiers.yaml"
            let text = try String(contentsOfFile: shared, encoding: .utf8)
            try text.replacing("checklist:", with: "cheklist:").write(toFile: shared, atomically: true, encoding: .utf8)
            #expect(try Program.run(["lint", place], store: folder.url).errors.contains("\(shared):"))
            for (words, says) in [
                (["--yaml", "--to", place], "is there already"),
                (["--yaml", "--to", "\(place)/Own flow"], "/own-flow"),
                (["--to", "x"], "--yaml shows them"), (["--yaml", "--markdown"], "choose one"),
                (["--yaml", "--scenario", "fresh-tenat"], "did you mean \"fresh-tenant\"?"),
            ] {
                let result = try Program.run(["show", "peig-microsoft-365"] + words, store: folder.url)
                #expect(result.code == 2 && result.errors.contains(says), "\(words): \(result)")
            }
            let stream = try Program.run(["show", "staging-domain", "--yaml"], store: folder.url).output
            let heads = stream.split(separator: "\n").filter { $0.hasPrefix("---  # ") }
            #expect(
                heads.first == "---  # staging-domain/runbook.yaml"
                    && heads.last == "---  # staging-domain/truths.yaml")
        }
    }

    /// A scenario of one's own: held to the runbook before anything begins, and kept with the session.
    @Test func aScenarioMayBeAFile() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            let file = folder.url.appending(path: "own.yaml").path
            func run(_ words: [String], _ input: String = "") throws -> Program.Result {
                try Program.run(words, store: folder.url, input: input)
            }
            let text = try run(["show", "peig-microsoft-365", "--yaml", "--scenario", "fresh-tenant"]).output
            func write(_ text: String) throws { try text.write(toFile: file, atomically: true, encoding: .utf8) }
            for (right, wrong, says) in [
                ("portal grant-consent", "portal grant-consnt", "did you mean \"grant-consent\"?"),
                ("about: way-back", "about: way-bak", "did you mean \"way-back\"?"),
                ("id: fresh-tenant", "id: \"\"", "needs \"id\""), ("\nusers:", "\nuser:", "did you mean \"users\"?"),
            ] {
                try write(text.replacing(right, with: wrong))
                let refused = try run(["rehearse", "peig-microsoft-365", "--scenario", file])
                #expect(
                    refused.code == 2 && refused.errors.contains("\(file):") || refused.errors.contains(says),
                    "\(refused)")
            }
            let none = try run(["sessions"])
            #expect((none.output + none.errors).contains("no sessions yet"), "\(none)")
            let own = text.replacing("id: fresh-tenant", with: "id: mine").replacing(
                "portal grant-consent", with: "portal grant-consent --app \"{{app_name}}\"")
            try write(own)
            let begun = try run(
                ["rehearse", "peig-microsoft-365", "--scenario", file], "stuck permissions-consented\n")
            #expect(begun.code == 0, "\(begun)")
            #expect(try run(["sessions"]).output.contains(" mine "))
            try FileManager.default.removeItem(atPath: file)
            let resumed = try run(["resume", "mine"], "stuck permissions-consented\n")
            #expect(resumed.output.contains("portal grant-consent --app \"PeigUserManagerApp\""), "\(resumed)")
            let gone = try run(["rehearse", "peig-microsoft-365", "--scenario", "fresh-tenant.yaml"])
            #expect(gone.code == 2 && gone.errors.contains("--scenario fresh-tenant?"), "\(gone)")
        }
    }

    /// What an item's author explains, and what a text links, is on paper too.
    @Test(.computing) func thePageHasHintsAndLinks() throws {
        let files = [
            "runbook.yaml": """
            id: x
            title: X
            summary: See [the page](https://x.example/a_b) first.
            phases: [{ id: p, title: P, text: T, may-break: B }]
            steps: [one.yaml]
            """,
            "one.yaml": """
            id: one
            title: One
            phase: p
            checklist: [{ id: i, text: It is so, attest: I saw it, hint: Look behind the door. }]
            """,
        ]
        let runbook = try RunbookLoader.load(RunbookSource(id: "x", files: files), vocabulary: Registry.vocabulary)
        let (screen, markdown) = (PrintedRunbook(runbook, form: .screen).text, PrintedRunbook(runbook).text)
        #expect(
            screen.contains("See the page (https://x.example/a_b) first.")
                && screen.contains("\n  Look behind the door.\n"))
        #expect(markdown.contains("See [the page](<https://x.example/a_b>) first."), "\(markdown)")
    }

    @Test(
        .computing,
        arguments: [
            ("**Tenant ID:** copy it", "Tenant ID", "copy it"), ("`password`: a phrase", "password", "a phrase"),
            ("**Save**", "Save", ""), ("Save.", "Save", ""), ("**Save** keeps it.", "Save", "**Save** keeps it."),
            ("**Client ID:** copy it", "Tenant ID", "**Client ID:** copy it"), ("Copy it", "Tenant ID", "Copy it"),
            ("Configure:\n\n- Name", "Configure:", "\n- Name"),
            ("Configure it:\n- Name", "Configure", "Configure it:\n- Name"),
        ])
    func aLabelIsSaidOnce(text: String, title: String, rest: String) {
        #expect(PrintedRunbook.rest(of: text, behind: title) == rest)
    }
}
