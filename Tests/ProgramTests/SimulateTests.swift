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
        let process = Process()
        process.executableURL = Program.url
        process.arguments = ["simulate", "ready-to-cut-over", "--env-file", file.path]
        process.environment = Program.environment(folder.url)
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        try await blocking {
            var seen = Data()
            while !String(decoding: seen, as: UTF8.self).contains("Ctrl-C ends it.") {
                let chunk = output.fileHandleForReading.availableData
                try #require(!chunk.isEmpty)
                seen.append(chunk)
            }
        }
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

        kill(process.processIdentifier, SIGTERM)
        try await blocking { process.waitUntilExit() }
        #expect(process.terminationStatus == 0)
        #expect(!FileManager.default.fileExists(atPath: file.path), "the secret outlived the tenant")
    }
}
