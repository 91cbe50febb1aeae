import Foundation
import FoundationXML
import TestSupport
import Testing

/// `lockstep test` says of a small runbook's scenarios what is so.
struct TestCommandTests {
    private static let start = "verdicts: { verified: passed, registered: failed, noted: waiting, closed: waiting }\n"
    private static let registered =
        "stages: [{ title: registered, type: [portal register-app], verdicts: { registered: passed } }]"

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let stages: String
        let code: Int32
        /// On standard output; with code 2 on standard error.
        let says: [String]
        var saysNot: [String] = []
    }

    static let cases: [Case] = [
        .init(
            testDescription: "all as wanted", stages: start + registered, code: 0,
            says: ["5 verdicts in 1 scenario, all as wanted"], saysNot: ["✗"]),
        .init(
            testDescription: "a wrong verdict", stages: "verdicts: { registered: passed }", code: 1,
            says: [
                "✗ first, start: registered is failed, and passed is wanted.",
                "There is no app registration named PeigUserManagerApp", "/small/scenarios/first.yaml:9:13",
                "/small/steps/1-only.yaml:8:9", "1 otherwise than wanted",
            ]),
        .init(
            testDescription: "right at the start, wrong after the line",
            stages: start + registered.replacing("registered: passed", with: "registered: failed"), code: 1,
            says: ["✗ first, stage 1 (registered): registered is passed, and failed is wanted."]),
        .init(
            testDescription: "a line that is refused",
            stages: "stages: [{ type: [portal verify-domain other.example] }]", code: 1,
            says: ["first, stage 1: “portal verify-domain other.example”: it is refused:", "first.yaml:9:19"]),
        .init(
            testDescription: "a line that is refused as it is to be",
            stages:
                "stages: [{ type: [{ refused: portal verify-domain other.example }], verdicts: { verified: passed } }]",
            code: 0, says: ["1 verdict in 1 scenario, all as wanted"]),
        .init(
            testDescription: "a line that is to be refused and isn't",
            stages: "stages: [{ type: [{ refused: portal register-app }] }]", code: 1, says: ["it isn't refused"]),
        .init(
            testDescription: "stages in their order, and none after a refused line",
            stages: """
                stages:
                  - { type: [portal register-app], verdicts: { registered: passed } }
                  - { type: [portal delete-app], verdicts: { registered: failed } }
                  - { type: [portal delete-app] }
                  - { verdicts: { verified: failed } }
                """, code: 1, says: ["first, stage 3: “portal delete-app”: it is refused:"],
            saysNot: ["stage 1:", "stage 2:", "stage 4"]),
        .init(
            testDescription: "answers, and what the screen has shown",
            stages: """
                stages:
                  - type: [portal register-app, portal add-secret, { line: set note, answers: [PeigUserManagerApp] }]
                    verdicts: { noted: passed }
                  - { type: [set note <client-id>], verdicts: { noted: failed } }
                """, code: 0, says: ["all as wanted"]),
        .init(
            testDescription: "a question without an answer", stages: "stages: [{ type: [set note] }]", code: 1,
            says: ["it asks \"note:\", and no answer is left for it"]),
        .init(
            testDescription: "an answer without a question",
            stages: "stages: [{ type: [{ line: portal register-app, answers: [yes] }] }]", code: 1,
            says: ["nothing asked for the answer \"yes\""]),
        .init(
            testDescription: "what the screen hasn't shown", stages: "stages: [{ type: [set note <secret>] }]", code: 1,
            says: ["the screen hasn't shown"]),
        .init(
            testDescription: "a word that isn't true, and becomes true",
            stages: """
                stages:
                  - { type: [attest closed yes], verdicts: { closed: failed } }
                  - { type: [portal end-migration], verdicts: { closed: passed }, expect: { migration: false } }
                """, code: 0, says: ["all as wanted"]),
        .init(
            testDescription: "an untrue word is no pass",
            stages: "stages: [{ type: [attest closed yes], verdicts: { closed: passed } }]",
            code: 1, says: ["closed is failed, and passed is wanted", "isn't true here, says truths.yaml"]),
        .init(
            testDescription: "a world that is otherwise",
            stages: "stages: [{ expect: { migration: false, provider: true } }]", code: 1,
            says: ["what is expected of the world doesn't hold: migration", "first.yaml:9:22"],
            saysNot: ["hold: provider"]),
        .init(
            testDescription: "an item that isn't there", stages: "verdicts: { registred: passed }", code: 2,
            says: ["first.yaml:9:13: error: the runbook has no item \"registred\"; did you mean \"registered\"?"]),
        .init(
            testDescription: "a word that is no verdict", stages: "verdicts: { registered: pased }", code: 2,
            says: ["first.yaml:9:25: error: there is no verdict \"pased\"; did you mean \"passed\"?"]),
        .init(
            testDescription: "a key that is none", stages: "stages: [{ typ: [check] }]", code: 2,
            says: ["error: a stage has no \"typ\"; did you mean \"type\"?"]),
        .init(
            testDescription: "a command, a verb, an option, a question and a step that are none",
            stages: """
                stages:
                  - type: [chek all, portal regster-app, portal register-app --nam x, set domian x, goto onyl, attest sad yes, attest verified yes, quit]
                """, code: 2,
            says: [
                "there is no command \"chek\"; did you mean \"check\"?",
                "the portal has no \"regster-app\"; did you mean \"register-app\"?",
                "portal register-app: Unknown option '--nam'",
                "there is no question \"domian\"; did you mean \"domain\"?",
                "there is no step \"onyl\"; did you mean \"only\"?", "there is no item \"sad\"; did you mean \"said\"?",
                "\"quit\" can't be played", "nobody's word is asked on \"verified\"", "first.yaml:10:12: error",
            ]),
        .init(
            testDescription: "a name that no screen shows", stages: "stages: [{ type: [set note <secrt>] }]", code: 2,
            says: ["the screen shows nothing that is called \"secrt\"; did you mean \"secret\"?"]),
        .init(
            testDescription: "what contradicts the runbook, with its line in both files",
            stages:
                "verdicts: { said: failed, closed: unknown, registered: skipped }\nstages: [{ verdicts: { registered: waiting } }]",
            code: 2,
            says: [
                "first.yaml:9:13: error: \"said\" can't come to failed: it has no \"check\", and truths.yaml says nothing of it",
                "(steps/1-only.yaml:17:9)", "\"closed\" can't come to unknown", "\"registered\" can't come to skipped",
                "first.yaml:10:24: error: \"registered\" can't come to waiting", "(steps/1-only.yaml:8:9)",
            ]),
        .init(
            testDescription: "a scenario that judges nothing", stages: "", code: 2,
            says: ["there is nothing to test: no scenario of small says what items come to"]),
    ]

    @Test(arguments: cases) func aScenarioIsPlayed(_ one: Case) async throws {
        try await blocking {
            let result = try TestedRunbook(["first": one.stages]).run()
            let said = (one.code == 2 ? result.errors : result.output)
            let plain = said.replacing(/\s+/, with: " ")
            #expect(result.code == one.code, "\(result)")
            for text in one.says { #expect(plain.contains(text), "“\(text)” is missing from: \(said)") }
            for text in one.saysNot { #expect(!plain.contains(text), "“\(text)” is in: \(said)") }
            if one.code == 2 {
                #expect(
                    result.output.isEmpty && !result.errors.contains("all as wanted"), "something was played: \(result)"
                )
            }
        }
    }

    /// Linting a scenario says the same of its stages.
    @Test(arguments: cases.filter { $0.code == 2 && !$0.stages.isEmpty })
    func lintSaysTheSame(_ one: Case) async throws {
        try await blocking {
            let tested = try TestedRunbook(["first": one.stages])
            let result = try Program.run(["lint", "\(tested.folder.url.path)/small"], store: tested.folder.url)
            #expect(result.code == 2)
            for text in one.says {
                #expect(result.errors.contains(text), "“\(text)” is missing from: \(result.errors)")
            }
        }
    }

    /// What no scenario shows red, or green, is told of all of them together, and of one alone it isn't.
    @Test func whatIsNeverShownIsTold() async throws {
        try await blocking {
            let tested = try TestedRunbook([
                "first": Self.start + Self.registered,
                "second": "stages: [{ type: [attest said yes], verdicts: { said: passed } }]",
            ])
            let all = try tested.run()
            #expect(all.code == 0, "\(all)")
            #expect(all.output.contains("No scenario shows red: verified, noted, said"), "\(all.output)")
            #expect(all.output.contains("No scenario shows green: noted, closed"), "\(all.output)")
            let one = try tested.run("--scenario", "second")
            #expect(
                one.code == 0 && !one.output.contains("No scenario") && one.errors.contains("second: 1 verdict,"),
                "\(one)")
            let none = try tested.run("--scenario", "secnd")
            #expect(none.code == 2 && none.errors.contains("did you mean \"second\"?"), "\(none)")
        }
    }

    /// For machines: JSON says what the text does; JUnit is XML that counts what it holds.
    @Test func machinesReadTheSame() async throws {
        try await blocking {
            let tested = try TestedRunbook(["first": "verdicts: { verified: passed, registered: passed }"])
            let json = try tested.run("--json")
            let document = try #require(
                try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
            #expect(
                json.code == 1 && document["judged"] as? Int == 2 && document["wrong"] as? Int == 1, "\(json.output)")
            let file = tested.folder.url.appending(path: "out.xml")
            #expect(try tested.run("--junit", file.path).code == 1)
            let xml = try XMLDocument(contentsOf: file)
            #expect(try xml.nodes(forXPath: "//testcase").count == 2)
            let failures = try xml.nodes(forXPath: "//testcase[@name='start: registered']/failure")
            #expect(failures.count == 1 && failures[0].stringValue?.contains("first.yaml:9:31") == true)
            #expect(try xml.nodes(forXPath: "/testsuites[@tests='2' and @failures='1']").count == 1)
            // What is there stays.
            let again = try tested.run("--junit", file.path)
            #expect(again.code == 2 && again.errors.contains("is there already") && again.output.isEmpty, "\(again)")
            let both = try tested.run("--junit", "-", "--json")
            #expect(both.code == 2, "\(both)")
            let printed = try tested.run("--junit", "-")
            #expect(printed.code == 1 && printed.output.hasPrefix("<?xml"), "\(printed)")
        }
    }

    /// Being asked to end breaks it off, and leaves nothing behind.
    @Test(arguments: [SIGINT, SIGTERM]) func itEndsWhenAsked(signal: Int32) async throws {
        try await blocking {
            // Waits for hours of a service that asks for patience.
            let tested = try TestedRunbook([
                "first":
                    "faults: [{ match: \"* /v1.0/*\", client: Lockstep, status: 429, retry-after: 60 }]\nverdicts: { registered: unknown }"
            ])
            let scratch = tested.folder.url.appending(path: "scratch")
            try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
            let process = Process()
            process.executableURL = Program.url
            process.arguments = ["test", "small", "--runbooks", tested.folder.url.path]
            process.environment = Program.environment(tested.folder.url).merging(["TMPDIR": scratch.path]) { $1 }
            let errors = Pipe()
            process.standardError = errors
            process.standardOutput = FileHandle.nullDevice
            try process.run()
            func isAtWork() throws -> Bool {
                try FileManager.default.subpathsOfDirectory(atPath: scratch.path).contains {
                    $0.hasSuffix("sessions.sqlite")
                }
            }
            let end = Date(timeIntervalSinceNow: 60)
            while try !isAtWork(), process.isRunning, Date() < end { usleep(20_000) }
            kill(process.processIdentifier, signal)
            let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            process.waitUntilExit()
            #expect(process.terminationReason == .exit && process.terminationStatus == 1, "\(said)")
            #expect(said.contains("broken off"), "\(said)")
            #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path).isEmpty)
        }
    }

    private static let runbooks = {
        let folder = Repository.root.appending(path: "Runbooks")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter {
            FileManager.default.fileExists(atPath: folder.appending(path: "\($0)/runbook.yaml").path)
        }.sorted()
    }()

    /// The runbooks that come with Lockstep are as their scenarios say.
    @Test(arguments: runbooks) func theBundledRunbooksAreAsTheirScenariosSay(name: String) async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            let result = try Program.run(["test", name], store: folder.url)
            #expect(result.code == 0, "\(result.output)\n\(result.errors)")
        }
    }
}
