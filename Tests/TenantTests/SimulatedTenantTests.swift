import Foundation
import SimulatedTenant
import Tenant
import TestSupport
import Testing

@Suite struct SimulatedTenantTests {
    @Test func aRememberedTenantGoesOnWhereItWas() async throws {
        let folder = try TemporaryFolder()
        let log = folder.url.appending(path: "t.jsonl")
        let first = try await Trainee.start(log: log)
        let created = try await first.write(.post, "applications", #"{"displayName": "PeigUserManagerApp"}"#)
        try await first.write(.patch, "domains/nordwind.onmicrosoft.com", #"{"isDefault": true}"#)
        let before = try await first.read("users", [("$top", "999")])
        await first.tenant.stop()

        // A line that was cut off belongs to a request that was never answered.
        let handle = try FileHandle(forWritingTo: log)
        try handle.seekToEnd()
        try handle.write(contentsOf: Data(#"[{"put":"users","id":"half"#.utf8))
        try handle.close()

        let second = Trainee(try await SimulatedTenant.resume(log: log))
        #expect(second.tenant.tenantID == first.tenant.tenantID)
        let again = try await second.read("applications")
        #expect((again["value"] as? [[String: Any]])?.first?["id"] as? String == created["id"] as? String)
        #expect(try await second.read("domains/nordwind.example")["isDefault"] as? Bool == false)
        let after = try await second.read("users", [("$top", "999")])
        #expect((after["value"] as? [[String: Any]])?.count == (before["value"] as? [[String: Any]])?.count)

        // A second process only looks: what it changes is forgotten.
        let watcher = Trainee(try await SimulatedTenant.resume(log: log, isReadOnly: true))
        try await watcher.write(.delete, "applications/\(created["id"] ?? "")")
        await watcher.tenant.stop()
        try await second.write(.post, "domains", #"{"id": "late.example"}"#)
        await second.tenant.stop()
        let third = Trainee(try await SimulatedTenant.resume(log: log))
        #expect(((try await third.read("applications"))["value"] as? [Any])?.count == 1)
        #expect(try await third.read("domains/late.example")["isVerified"] as? Bool == false)
        await third.tenant.stop()
    }

    @Test func theFileHoldsNoSecret() async throws {
        let folder = try TemporaryFolder()
        let log = folder.url.appending(path: "t.jsonl")
        let trainee = try await Trainee.start(log: log)
        let app = try await trainee.write(.post, "applications", #"{"displayName": "A"}"#)
        let secret = try await trainee.write(.post, "applications/\(app["id"] ?? "")/addPassword", "{}")
        let text = try #require(secret["secretText"] as? String)
        let file = try String(contentsOf: log, encoding: .utf8)
        #expect(file.contains("passwordCredentials") && !file.contains(text))
        let mode = try FileManager.default.attributesOfItem(atPath: log.path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        await trainee.tenant.stop()
    }

    struct Refusal: Sendable, CustomTestStringConvertible {
        let method: String
        let path: String
        var body: String?
        let says: String
        var testDescription: String { "\(method) \(path)" }
    }

    @Test(arguments: [
        Refusal(
            method: "POST", path: "applications", body: #"{"displayNam": "x"}"#, says: "Invalid property 'displayNam'"),
        Refusal(
            method: "POST", path: "users", body: Trainee.newUser("a@elsewhere.example"), says: "verified domain names"),
        Refusal(method: "POST", path: "domains", body: #"{"id": "nordwind.example"}"#, says: "conflicting object"),
        Refusal(method: "GET", path: "groups", says: "doesn't serve GET /groups"),
        Refusal(method: "GET", path: "users/nobody@nordwind.example", says: "'nobody@nordwind.example' does not exist"),
        Refusal(
            method: "POST", path: "domains/nordwind.onmicrosoft.com/federationConfiguration",
            body: #"{"issuerUri": "x"}"#, says: "initial domain cannot be federated"),
        Refusal(
            method: "POST", path: "domains/nordwind.example/federationConfiguration", body: #"{"issuerUri": "x"}"#,
            says: "default domain cannot be federated"),
    ])
    func whatGraphRefusesIsRefused(refusal: Refusal) async throws {
        let trainee = try await Trainee.start()
        do {
            if refusal.method == "GET" {
                _ = try await trainee.read(refusal.path)
            } else {
                try await trainee.write(.post, refusal.path, refusal.body)
            }
            Issue.record("it was taken")
        } catch let fault as TenantFault {
            if case .unavailable(status: 501, _) = fault {
                #expect(refusal.says.contains("doesn't serve"))
            } else {
                #expect(fault.reason.contains(refusal.says), "\(fault.reason)")
            }
        }
        await trainee.tenant.stop()
    }

    /// Seen at the real service: no certificate, an answer of 500, and a federated domain all the same.
    @Test func aMissingCertificateFederatesWithAnError() async throws {
        let trainee = try await Trainee.start("ready-to-cut-over")
        await #expect(throws: TenantFault.self) {
            try await trainee.write(.post, "domains/nordwind.example/federationConfiguration", #"{"issuerUri": "x"}"#)
        }
        #expect(try await trainee.read("domains/nordwind.example")["authenticationType"] as? String == "Federated")
        await #expect(throws: TenantFault.self) {
            _ = try await trainee.read("domains/nordwind.example/federationConfiguration")
        }
        await trainee.tenant.stop()
    }

    @Test func theCheckingAppMayNotWrite() async throws {
        let trainee = try await Trainee.start()
        let reply = await trainee.checker.write(.delete, GraphPath(["users", "ida.holm@nordwind.example"]))
        guard case .failure(.forbidden) = reply.result else {
            Issue.record("the checking app deleted a user")
            return
        }
        await trainee.tenant.stop()
    }

    @Test func wrongAndUnknownCredentialsAreRefusedAsEntraDoes() async throws {
        let trainee = try await Trainee.start()
        let (id, secret) = trainee.tenant.credential(.checker)
        for (client, word, code) in [
            (id, "wrong", "AADSTS7"), ("00000000-0000-4000-8000-000000000000", secret, "AADSTS700016"),
        ] {
            let endpoints = TenantEndpoints(
                authority: trainee.tenant.address, graph: trainee.tenant.address,
                scope: "https://graph.microsoft.com/.default", anchor: trainee.tenant.anchor)
            let stranger = GraphClient(
                endpoints: endpoints,
                credential: ClientCredential(tenant: trainee.tenant.tenantID, clientID: client, secret: word))
            let reply = await stranger.get(GraphPath(["organization"]))
            guard case .failure(.signIn(_, let message)) = reply.result else {
                Issue.record("signed in with the wrong credentials")
                continue
            }
            #expect(message.contains(code))
            #expect(!message.contains(secret))
        }
        await trainee.tenant.stop()
    }

    @Test func pagesLeadOnUntilTheEnd() async throws {
        let trainee = try await Trainee.start()
        var seen: [String] = []
        var reply = await trainee.admin.get(GraphPath(["users"], [("$select", "id"), ("$top", "5")]))
        while true {
            let page = try GraphDecoding.decode(Page<ID>.self, from: try reply.result.get()).get()
            seen += page.value.map(\.id)
            guard let link = page.nextLink else { break }
            reply = await trainee.admin.get(next: link)
        }
        #expect(seen.count == 14 && Set(seen).count == 14)
        await trainee.tenant.stop()
    }

    private struct ID: Decodable, Sendable {
        let id: String
    }

    @Test func aTokenIsNeverTakenElsewhere() async throws {
        let trainee = try await Trainee.start()
        let reply = await trainee.admin.get(next: "https://localhost:1/v1.0/users?$skiptoken=x")
        guard case .failure(.unexpected(let detail)) = reply.result else {
            Issue.record("a foreign link was followed")
            return
        }
        #expect(detail.contains("another host"))
        await trainee.tenant.stop()
    }
}
