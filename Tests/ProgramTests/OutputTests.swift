import Foundation
import TestSupport
import Testing

@testable import enum lockstep.OutputCatalogue

/// What Lockstep prints for machines is what its own schema says, and nothing else.
struct OutputTests {
    /// What each document is printed by, in a store with a switched rehearsal and beside a tenant with faults. `ACCOUNTS` and
    /// `PAGE` are files, `TENANT` an address, `SECRET` an environment with a wrong secret.
    private static let commands: [(name: String, arguments: [String])] = [
        ("check", ["check", "night", "--json"]), ("check", ["check", "live", "--json"]),
        ("check", ["SECRET", "check", "live", "--json"]),
        ("identifiers", ["identifiers", "--with", "ACCOUNTS", "--domain", "nordwind.example", "--json"]),
        ("identifiers", ["identifiers", "--with", "ACCOUNTS", "--json", "--all"]),
        ("identifiers", ["identifiers", "--with", "ACCOUNTS", "--json", "--search", "nobody at all"]),
        ("failure", ["SECRET", "identifiers", "--with", "ACCOUNTS", "--json"]),
        ("sessions", ["sessions", "--json"]), ("sessions", ["sessions", "--json", "--match", "nobody at all"]),
        ("sessions", ["sessions", "--format", "json"]),
        ("report", ["report", "night", "--json"]), ("report", ["report", "live", "--format", "json"]),
        ("upgrade", ["upgrade", "night", "--dry-run", "--json", "--runbooks", "OTHER"]),
        ("upgrade", ["upgrade", "night", "--dry-run", "--json"]),
        ("keys", ["trust", "list", "--json"]), ("whoami", ["whoami", "--json"]),
        ("failure", ["SECRET", "whoami", "--json"]), ("doctor", ["doctor", "--json"]),
        ("doctor", ["SECRET", "doctor", "peig-microsoft-365", "--json"]),
        ("permissions", ["permissions", "peig-microsoft-365", "--json"]),
        ("runbooks", ["runbooks", "--json"]), ("coverage", ["coverage", "peig-microsoft-365", "PAGE", "--json"]),
        ("lint", ["lint", "OTHER", "--json"]), ("lint", ["lint", "BROKEN", "--json"]),
        ("operations", ["simulate", "--operations"]), ("fidelity", ["simulate", "--fidelity"]),
        ("trainer-status", ["trainer", "TENANT", "status", "--json"]),
        ("trainer-faults", ["trainer", "TENANT", "faults", "--json"]),
        ("trainer-debrief", ["trainer", "TENANT", "debrief", "--json"]),
        ("trainer-request", ["trainer", "TENANT", "log", "--json"]),
        ("test", ["test", "staging-domain", "--scenario", "somebody-there", "--json"]),
    ]

    @Test func whatIsPrintedIsWhatTheSchemaSays() async throws {
        let live = try await LiveTenant("mismatched-identifiers")
        let desk = try await Desk(live)
        try await blocking {
            let schema = try Program.run(["schema", "--output"], store: live.folder.url).output
            let form = try JSONForm(schema)
            for (name, arguments) in Self.commands {
                let result = try desk.run(arguments)
                let isStream = name == "trainer-request"
                let documents = isStream ? result.output.split(separator: "\n").map(String.init) : [result.output]
                #expect(!documents.isEmpty, "\(arguments)")
                for document in documents {
                    let problems = form.problems(of: document, as: name)
                    #expect(
                        problems.isEmpty,
                        "\(arguments): \(problems.prefix(5))\n\(result.output.prefix(600))\n\(result.errors)")
                }
                if !isStream { #expect(!result.output.contains("\" : null"), "\(arguments)") }
            }
            // Nothing is promised that no command here has shown.
            #expect(Set(Self.commands.map(\.name)) == form.documents)
        }
        await live.tenant.stop()
    }

    /// A line for each look that found something else, while somebody works in the session; the pen stays theirs.
    @Test func watchingPrintsALineForWhatTurns() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            let form = try JSONForm(try Program.run(["schema", "--output"], store: folder.url).output)
            _ = try Program.run(
                ["rehearse", "peig-microsoft-365", "--name", "night"], store: folder.url, input: "quit\n")
            let process = Process()
            process.executableURL = Program.url
            process.arguments = ["check", "night", "--watch", "--json"]
            process.environment = Program.environment(folder.url)
            let output = Pipe()
            process.standardOutput = output
            process.standardInput = FileHandle.nullDevice
            try process.run()
            defer { process.terminate() }
            var said = ""
            func lines(_ count: Int) -> [String] {
                while said.split(separator: "\n", omittingEmptySubsequences: false).count <= count {
                    let more = output.fileHandleForReading.chunk()
                    if more.isEmpty { break }
                    said += String(decoding: more, as: UTF8.self)
                }
                return said.split(separator: "\n").map(String.init)
            }
            let first = lines(1)
            #expect(first.count == 1 && form.problems(of: first.first ?? "", as: "check").isEmpty, "\(first)")
            #expect(try #require(first.first).contains("\"recorded\":false"))
            let worked = try Program.run(["resume", "night"], store: folder.url, input: "attest peig-admin yes\n")
            #expect(worked.output.contains("recorded: peig-admin"), "\(worked)")
            let second = lines(2)
            #expect(second.count == 2 && form.problems(of: second.last ?? "", as: "check").isEmpty, "\(second)")
            func passed(_ line: String) -> Int? { line.firstMatch(of: /"passed":(\d+)/).flatMap { Int($0.1) } }
            let (before, after) = (passed(first.first ?? ""), passed(second.last ?? ""))
            #expect(after == (before ?? 0) + 1, "\(second)")
            #expect(try Program.run(["check", "night", "--watch", "--format", "junit"], store: folder.url).code == 2)
        }
    }

    /// It ends by itself where everything passes.
    @Test func watchingEndsWhenAllIsWell() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            let script = PipedTests.readyScript + "cutover\nnordwind.example\n"
            let words = ["way-back-still-there", "pilot-signed-in", "provider-assigned"].map { "attest \($0) yes\n" }
            _ = try Program.run(
                ["rehearse", "peig-microsoft-365", "--scenario", "ready-to-cut-over", "--name", "night"],
                store: folder.url, input: script + "portal sign-in lena.brandt@nordwind.example\n" + words.joined())
            let watched = try Program.run(["check", "night", "--watch"], store: folder.url)
            #expect(watched.code == 0 && watched.output.contains(" 0 failed, 0 unknown"), "\(watched)")
        }
    }

    /// The form itself fails where something is amiss: it is no rubber stamp.
    @Test func theFormSaysNo() throws {
        let form = try JSONForm(String(decoding: JSONEncoder().encode(OutputCatalogue.schema.json), as: UTF8.self))
        let well = #"{"version":1,"keys":[{"name":"a","fingerprint":"f","kind":"k","isOwn":true,"counts":true}]}"#
        #expect(form.problems(of: well, as: "keys").isEmpty)
        for (text, says) in [
            (#"{"keys":[]}"#, "version is missing"), (#"{"version":2,"keys":[]}"#, "version is whole(2)"),
            (#"{"version":1,"keys":[],"more":1}"#, "more isn't known"), (#"{"version":1,"keys":{}}"#, "keys"),
            (well.replacing("true", with: "1"), "isOwn"), (well.replacing("\"f\"", with: "null"), "fingerprint"),
            (well.replacing(#""kind":"k","#, with: ""), "kind is missing"), ("[]", "no object"), ("{", "no JSON"),
            (well.replacing("{\"name\"", with: "{\"until\":7,\"name\""), "until"),
        ] {
            #expect(form.problems(of: text, as: "keys").contains { $0.contains(says) }, "\(text): \(says)")
        }
        let word = #"{"version":1,"findings":[{"what":"a","standing":"fine","detail":"d"}]}"#
        #expect(form.problems(of: word, as: "doctor").contains { $0.contains("fine") })
    }

    @Test func noTwoShapesShareAName() { #expect(OutputCatalogue.schema.clashes.isEmpty) }

    /// The page for people has every name of the schema, in 80 columns.
    @Test func thePageSaysTheSame() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            let form = try JSONForm(try Program.run(["schema", "--output"], store: folder.url).output)
            let page = try Program.run(
                ["schema", "--output", "--format", "text"], store: folder.url, environment: ["COLUMNS": "80"])
            #expect(page.code == 0)
            let lines = page.output.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
            for (name, members) in form.names {
                #expect(lines.contains("\(name) = {"), "\(name)")
                for member in members where member != "version" {
                    #expect(
                        lines.contains { $0.hasPrefix("\(member): ") || $0.hasPrefix("\(member)?: ") },
                        "\(name).\(member)")
                }
            }
            for (arguments, says) in [
                (["schema", "--format", "text"], "--output"), (["schema", "--output", "--format", "xml"], "xml"),
            ] {
                let result = try Program.run(arguments, store: folder.url)
                #expect(result.code == 2 && result.errors.contains(says), "\(arguments): \(result)")
            }
        }
    }

    /// A store with two sessions, one of them switched, and the files that commands want.
    private struct Desk: Sendable {
        let place: URL
        let environment: [String: String]
        let address: String

        init(_ live: LiveTenant) async throws {
            place = live.folder.url
            address = live.tenant.address
            environment = live.environment.merging(["LOCKSTEP_TRAINER_KEY": live.tenant.trainerKey]) { $1 }
            let service = Service(live.tenant)
            let accounts = try await service.trainer(.get, "accounts").text
            try Data(accounts.utf8).write(to: place.appending(path: "accounts.csv"))
            try Data("# A\n\n## One\n\n1. Go\n\n- [ ] **Look** at it\n".utf8).write(
                to: place.appending(path: "peig-app-registration.md"))
            let broken = place.appending(path: "broken")
            try FileManager.default.createDirectory(at: broken, withIntermediateDirectories: true)
            try Data("title: [\n".utf8).write(to: broken.appending(path: "runbook.yaml"))
            try FileManager.default.copyItem(
                at: Repository.root.appending(path: "Runbooks"), to: place.appending(path: "other"))
            let main = place.appending(path: "other/peig-microsoft-365/runbook.yaml")
            let text = try String(contentsOf: main, encoding: .utf8)
            try Data(text.replacing("title: ", with: "title: Other ").utf8).write(to: main)
            _ = try await live.run(
                ["rehearse", "peig-microsoft-365", "--scenario", "ready-to-cut-over", "--name", "night"],
                input: PipedTests.readyScript + "cutover\nnordwind.example\n")
            _ = try await live.run(
                ["start", "peig-microsoft-365", "--name", "live"], input: LiveTests.answers + "check all\n")
            _ = try await service.trainer(
                .post, "faults", #"{"match":"GET /v1.0/users","status":429,"retry-after":1,"times":2}"#)
        }

        func run(_ arguments: [String]) throws -> Program.Result {
            var (arguments, environment) = (arguments, environment)
            if arguments.first == "SECRET" {
                environment["AZURE_CLIENT_SECRET"] = "wrong"
                arguments.removeFirst()
            }
            let words = arguments.map { word in
                switch word {
                case "ACCOUNTS": place.appending(path: "accounts.csv").path
                case "PAGE": place.appending(path: "peig-app-registration.md").path
                case "BROKEN": place.appending(path: "broken").path
                case "OTHER": place.appending(path: "other").path
                case "TENANT": address
                default: word
                }
            }
            return try Program.run(words, store: place, environment: environment)
        }
    }
}
