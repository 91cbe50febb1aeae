import Foundation
import Glibc
import HTTPTransport
import TestSupport
import Testing

/// The simulated tenant by itself, as other tools meet it.
@Suite(.serialized) struct SimulateTests {
    @Test func toolsFindItTrustItAndAreRefusedAsTheyShould() async throws {
        let folder = try TemporaryFolder()
        let file = folder.url.appending(path: "sim.env")
        let process = try await Self.started(["ready-to-cut-over", "--env-file", file.path], folder.url)
        let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        var exports: [String: String] = [:]
        for match in try String(contentsOf: file, encoding: .utf8).matches(of: /export (\w+)='([^']*)'/) {
            exports[String(match.1)] = String(match.2)
        }
        #expect(exports["REQUESTS_CA_BUNDLE"] == exports["SSL_CERT_FILE"])

        var configuration = HTTPConfiguration()
        configuration.trust = .anchors(try Data(contentsOf: URL(filePath: try #require(exports["SSL_CERT_FILE"]))))
        configuration.proxy = .none
        let client = HTTPClient(configuration)
        let graph = try #require(exports["LOCKSTEP_GRAPH"])
        let tenant = try #require(exports["AZURE_TENANT_ID"])
        func signIn(_ secret: String) async throws -> (status: Int, body: [String: Any]) {
            let form = [
                "grant_type=client_credentials", "client_id=\(exports["AZURE_CLIENT_ID"] ?? "")",
                "client_secret=\(secret)", "scope=https%3A%2F%2Fgraph.microsoft.com%2F.default",
            ].joined(separator: "&")
            let response = try await client.send(
                HTTPRequest(
                    .post, "\(exports["AZURE_AUTHORITY_HOST"] ?? "")/\(tenant)/oauth2/v2.0/token",
                    headers: [("Content-Type", "application/x-www-form-urlencoded")], body: Data(form.utf8)))
            return (response.status, try JSONSerialization.jsonObject(with: response.body) as? [String: Any] ?? [:])
        }
        let good = try await signIn(try #require(exports["AZURE_CLIENT_SECRET"]))
        let token = try #require(good.body["access_token"] as? String)
        #expect(good.status == 200)
        let users = try await client.send(
            HTTPRequest(.get, "\(graph)/v1.0/users?$top=3", headers: [("Authorization", "Bearer \(token)")]))
        #expect(users.status == 200)
        #expect(String(decoding: users.body, as: UTF8.self).contains("\(graph)/v1.0/users?"), "links lead back here")
        for (secret, code) in [("wrong", 7_000_215), (exports["LOCKSTEP_EXPIRED_SECRET"] ?? "", 7_000_222)] {
            let refused = try await signIn(secret)
            #expect(refused.status == 401 && refused.body["error"] as? String == "invalid_client")
            #expect(refused.body["error_codes"] as? [Int] == [code])
        }

        try await blocking { [exports] in try Self.workAsTheTrainer(graph, exports, folder.url) }

        kill(process.processIdentifier, SIGTERM)
        try await blocking { process.waitUntilExit() }
        #expect(process.terminationStatus == 0)
        #expect(!FileManager.default.fileExists(atPath: file.path), "the secret outlived the tenant")
    }

    /// A simulation that serves.
    private static func started(_ arguments: [String], _ store: URL) async throws -> Process {
        let process = Process()
        process.executableURL = Program.url
        process.arguments = ["simulate"] + arguments
        process.environment = Program.environment(store)
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        try await blocking {
            var seen = Data()
            while !String(decoding: seen, as: UTF8.self).contains("Ctrl-C ends it.") {
                let chunk = output.fileHandleForReading.chunk()
                try #require(!chunk.isEmpty)
                seen.append(chunk)
            }
        }
        return process
    }

    /// The usual file is the one's that runs, and whoever comes after one that was killed gets it.
    @Test func theUsualFileIsNobodyElsesWhileItServes() async throws {
        let folder = try TemporaryFolder()
        let file = folder.url.appending(path: "lockstep/simulated.env")
        for signal in [SIGKILL, SIGTERM] {
            let process = try await Self.started([], folder.url)
            let before = try Data(contentsOf: file)
            let other = try await blocking { try Program.run(["simulate"], store: folder.url) }
            #expect(other.code == 2 && other.errors.contains("another simulation that runs has"), "\(other)")
            #expect(try Data(contentsOf: file) == before)
            kill(process.processIdentifier, signal)
            try await blocking { process.waitUntilExit() }
            #expect(FileManager.default.fileExists(atPath: file.path) == (signal == SIGKILL))
        }
    }

    /// Who names no scenario begins with the runbook's usual one.
    @Test func everyRunbookCanBeRehearsed() async throws {
        let folders = Repository.root.appending(path: "Runbooks")
        let names = try FileManager.default.contentsOfDirectory(atPath: folders.path).filter {
            FileManager.default.fileExists(atPath: folders.appending(path: "\($0)/scenarios").path)
        }
        #expect(names.count >= 6)
        for name in names {
            let scenarios = folders.appending(path: "\(name)/scenarios")
            let usual = try FileManager.default.contentsOfDirectory(atPath: scenarios.path).filter {
                try String(contentsOf: scenarios.appending(path: $0), encoding: .utf8).contains("\nusual: true\n")
            }
            let folder = try TemporaryFolder()
            let result = try await blocking {
                try Program.run(["rehearse", name], store: folder.url, input: "quit\n")
            }
            let all = try await blocking { try Program.run(["sessions"], store: folder.url) }
            #expect(
                result.code == 0 && usual.count == 1 && all.output.contains(usual[0].dropLast(5)),
                "\(name): \(result) \(all)")
        }
    }

    /// Each of the trainer's commands, as a trainer types it.
    private static func workAsTheTrainer(_ graph: String, _ exports: [String: String], _ store: URL) throws {
        let environment = ["LOCKSTEP_TRAINER_KEY", "SSL_CERT_FILE"].reduce(into: [:]) { $0[$1] = exports[$1] }
        for (words, code, says) in [
            (["status"], 0, "Ready to cut over (ready-to-cut-over)"),
            (
                [
                    "fault", "--match", "GET /v1.0/organization", "--status", "429", "--retry-after", "2", "--times",
                    "1",
                ], 0,
                "Armed trainer-1: GET /v1.0/organization, answers 429 with Retry-After 2, once"
            ),
            (
                ["fault", "--match", "GET /v1.0/domains", "--odd", "nordwind.example", "--shows", "isVerified=null"], 0,
                "Armed trainer-2: GET /v1.0/domains, shows nordwind.example with isVerified as null"
            ),
            (
                ["fault", "--match", "GET /v1.0/users", "--expire-page", "--times", "2"], 0,
                "the next page's token has expired, 2 times"
            ),
            (["fault", "--match", "GET /v1.0/users", "--repeat"], 0, "the next page repeats the last object"),
            (["fault", "--match", "GET /v1.0/users", "--shows", "a=b"], 2, "name the object with --odd"),
            (["faults"], 0, "met 0 of 0"), (["faults", "--clear"], 0, "No fault is armed."),
            (["fault", "--match", "GET organization", "--status", "429"], 1, "\"match\" is a method"),
            (["inject"], 0, "The scenario has no injects."), (["inject", "x"], 1, "There is no inject x."),
            (["clock"], 0, ", running"), (["clock", "advance", "10m"], 0, "Simulated time"),
            (["clock", "scale", "60"], 0, "60 times as fast"), (["clock", "stop"], 0, "stopped"),
            (["clock", "run"], 0, ", running"), (["clock", "advance"], 2, "advance needs a time"),
            (["snapshot", "before"], 0, "Kept as before."), (["snapshot"], 0, "before"),
            (["restore", "before"], 0, "as it was at before"), (["restore", "after"], 1, "There are: before."),
            (["sign-in", "ida.holm@nordwind.example"], 0, "Signed in with the password"),
            (["sign-in", "x@nordwind.example"], 1, "AADSTS50034"),
            (["log"], 0, "GET /v1.0/users?$top=3  · Simulation client"),
            (["debrief"], 1, "✗ nordwind.example is federated"),
            (["device", "XXX", "--decline"], 1, "That code isn't waiting"), (["device", "XXX"], 2, "--account"),
            ([], 2, "Say what to do"),
        ] as [([String], Int32, String)] {
            let result = try Program.run(["trainer", graph] + words, store: store, environment: environment)
            #expect(
                result.code == code && (result.output + result.errors).contains(says),
                "\(words): \(result.code) \(result.output)\(result.errors)")
        }
        let keyless = try Program.run(["trainer", graph, "status"], store: store)
        #expect(keyless.code == 2 && keyless.errors.contains("the trainer's key is missing"))
        let stranger = try Program.run(
            ["trainer", graph, "status"], store: store,
            environment: environment.merging(["LOCKSTEP_TRAINER_KEY": "x"]) { $1 })
        #expect(stranger.code == 1 && stranger.errors.contains("key is missing or wrong"))
    }
}
