import Foundation
import HTTPTransport
import SimulatedTenant
import Tenant
import TestSupport
import Testing

@Suite(.serialized) struct SimulatedTenantTests {
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

    @Test(
        .serialized,
        arguments: [
            Refusal(
                method: "POST", path: "applications", body: #"{"displayNam": "x"}"#,
                says: "Invalid property 'displayNam'"),
            Refusal(
                method: "POST", path: "users", body: Trainee.newUser("a@elsewhere.example"),
                says: "verified domain names"),
            Refusal(method: "POST", path: "domains", body: #"{"id": "nordwind.example"}"#, says: "conflicting object"),
            Refusal(method: "GET", path: "teams", says: "doesn't serve GET /teams"),
            Refusal(
                method: "GET", path: "users/nobody@nordwind.example", says: "'nobody@nordwind.example' does not exist"),
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

    private struct ID: Decodable, Hashable, Sendable {
        let id: String
    }

    @Test func aTokenIsNeverTakenElsewhere() async throws {
        let trainee = try await Trainee.start()
        let reply = await trainee.admin.get(next: "https://localhost:1/v1.0/users?$skiptoken=x")
        guard case .failure(.unexpected(let detail, _, _)) = reply.result else {
            Issue.record("a foreign link was followed")
            return
        }
        #expect(detail.contains("another host"))
        await trainee.tenant.stop()
    }

    // MARK: - What clients read before they have a token

    private static func get(_ tenant: SimulatedTenant, _ path: String) async throws -> (
        status: Int, json: [String: Any]
    ) {
        var configuration = HTTPConfiguration()
        configuration.trust = .anchors(tenant.anchor)
        configuration.proxy = .none
        let response = try await HTTPClient(configuration).send(HTTPRequest(.get, tenant.address + path))
        return (response.status, try JSONSerialization.jsonObject(with: response.body) as? [String: Any] ?? [:])
    }

    @Test func discoveryLeadsToTheTokenEndpoint() async throws {
        let tenant = try await Trainee.start().tenant
        for name in [tenant.tenantID, "nordwind.example"] {
            let (status, document) = try await Self.get(tenant, "/\(name)/v2.0/.well-known/openid-configuration")
            #expect(status == 200)
            #expect(document["token_endpoint"] as? String == "\(tenant.address)/\(name)/oauth2/v2.0/token")
            #expect(document["authorization_endpoint"] != nil)
            #expect((document["issuer"] as? String)?.contains(tenant.tenantID) == true)
            let keys = try #require(document["jwks_uri"] as? String)
            let (_, set) = try await Self.get(tenant, String(keys.dropFirst(tenant.address.count)))
            #expect((set["keys"] as? [[String: Any]])?.first?["kty"] as? String == "EC")
        }
        let (status, refusal) = try await Self.get(tenant, "/nowhere.example/v2.0/.well-known/openid-configuration")
        #expect(status == 400 && refusal["error"] as? String == "invalid_tenant")
        #expect((refusal["error_description"] as? String)?.hasPrefix("AADSTS90002") == true)
        // As clients ask it: without the port.
        let (_, instance) = try await Self.get(
            tenant,
            "/common/discovery/instance?api-version=1.1&authorization_endpoint="
                + "https%3A%2F%2Flocalhost%2F\(tenant.tenantID)%2Foauth2%2Fv2.0%2Fauthorize")
        #expect(
            instance["tenant_discovery_endpoint"] as? String
                == "\(tenant.address)/\(tenant.tenantID)/v2.0/.well-known/openid-configuration")
        let (_, metadata) = try await Self.get(tenant, "//metadata/endpoints?api-version=2022-09-01")
        #expect((metadata["authentication"] as? [String: Any])?["loginEndpoint"] as? String == tenant.address)
        await tenant.stop()
    }

    @Test func theRealmFollowsTheDomain() async throws {
        let trainee = try await Trainee.start("ready-to-cut-over")
        func realm(_ login: String) async throws -> String? {
            try await Self.get(trainee.tenant, "/getuserrealm.srf?login=\(login)").json["NameSpaceType"] as? String
        }
        #expect(try await realm("ida.holm@nordwind.example") == "Managed")
        #expect(try await realm("ida@elsewhere.example") == "Unknown")
        let certificate = try await trainee.read("peig/workspace")["certificate"] as? String ?? ""
        try await trainee.write(
            .post, "domains/nordwind.example/federationConfiguration",
            #"{"issuerUri": "x", "passiveSignInUri": "https://x.example/", "signingCertificate": "\#(certificate)"}"#)
        #expect(try await realm("ida.holm@nordwind.example") == "Federated")
        await trainee.tenant.stop()
    }

    // MARK: - $batch

    private static func batch(_ trainee: Trainee, _ requests: String) async throws -> [String: [String: Any]] {
        let answer = try await trainee.write(.post, "$batch", #"{"requests": [\#(requests)]}"#)
        let responses = answer["responses"] as? [[String: Any]] ?? []
        return Dictionary(uniqueKeysWithValues: responses.map { ($0["id"] as? String ?? "", $0) })
    }

    @Test func aBatchAnswersEachRequestForItself() async throws {
        let trainee = try await Trainee.start()
        trainee.tenant.add(
            Fault(method: "GET", pathPrefix: "/v1.0/subscribedSkus", effect: .status(429, retryAfter: 9)))
        let responses = try await Self.batch(
            trainee,
            """
            {"id": "1", "method": "GET", "url": "/organization?$select=id"},
            {"id": "2", "method": "GET", "url": "/users/nobody@nordwind.example"},
            {"id": "3", "method": "GET", "url": "/subscribedSkus"},
            {"id": "4", "method": "GET", "url": "/organization", "dependsOn": ["2"]},
            {"id": "5", "method": "GET", "url": "https://localhost/v1.0/organization"},
            {"id": "6", "method": "POST", "url": "/domains", "body": {"id": "a.example"}},
            {"id": "7", "method": "POST", "url": "/domains", "headers": {"Content-Type": "application/json"}, "body": {"id": "b.example"}}
            """)
        let statuses = responses.mapValues { $0["status"] as? Int }
        #expect(statuses == ["1": 200, "2": 404, "3": 429, "4": 424, "5": 400, "6": 400, "7": 201])
        #expect((responses["3"]?["headers"] as? [String: String])?["Retry-After"] == "9")
        #expect(try await trainee.read("domains/b.example")["isVerified"] as? Bool == false)
        await trainee.tenant.stop()
    }

    @Test(
        .serialized,
        arguments: [
            ("", "has no requests"),
            (#"{"id": "a", "method": "GET", "url": "/x"}, {"id": "A", "method": "GET", "url": "/y"}"#, "is not unique"),
            (
                (0..<21).map { #"{"id": "\#($0)", "method": "GET", "url": "/x"}"# }.joined(separator: ","),
                "maximum value of 20"
            ),
            (#"{"method": "GET", "url": "/x"}"#, "needs id, method and url"),
        ])
    func aMalformedBatchIsRefusedWhole(requests: String, says: String) async throws {
        let trainee = try await Trainee.start()
        do {
            _ = try await Self.batch(trainee, requests)
            Issue.record("it was taken")
        } catch let fault as TenantFault {
            #expect(fault.reason.contains(says), "\(fault.reason)")
        }
        await trainee.tenant.stop()
    }

    // MARK: - Queries

    struct Query: Sendable, CustomTestStringConvertible {
        let url: String
        var isEventual = false
        let status: Int
        /// How many objects come, where any do.
        var count: Int?
        var testDescription: String { url + (isEventual ? " (eventual)" : "") }
    }

    /// 14 people; the advanced ones need the header, as Graph's documentation has it.
    @Test(
        .serialized,
        arguments: [
            Query(url: "/users/$count", status: 400),
            Query(url: "/users/$count", isEventual: true, status: 200),
            Query(url: "/users?$top=1000", status: 400),
            Query(url: "/users?$top=999", status: 200, count: 14),
            Query(url: "/users?$filter=startswith(displayName,'ida')", status: 200, count: 2),
            Query(
                url: "/users?$filter=userPrincipalName in ('ida.holm@nordwind.example','IDA.HOLM@nordwind.example')",
                status: 200, count: 1),
            Query(url: "/users?$filter=userType eq 'Member' and accountEnabled eq true", status: 200, count: 14),
            Query(url: "/users?$filter=userType ne 'Guest'", status: 400),
            Query(url: "/users?$filter=userType ne 'Guest'&$count=true", isEventual: true, status: 200, count: 14),
            Query(
                url: "/users?$filter=endswith(userPrincipalName,'@nordwind.example')&$count=true", isEventual: true,
                status: 200, count: 14),
            Query(url: "/users?$search=\"displayName:hol\"", status: 400),
            Query(url: "/users?$search=\"displayName:hol\"", isEventual: true, status: 200, count: 1),
            Query(url: "/users?$orderby=displayName desc", status: 200, count: 14),
            Query(url: "/users?$orderby=displayName&$filter=userType eq 'Member'", status: 400),
            Query(url: "/users?$orderby=jobTitle", status: 501),
            Query(url: "/users?$filter=length(displayName) gt 3", status: 501),
            Query(url: "/users?$expand=manager", status: 501),
            Query(
                url:
                    "/servicePrincipals?$filter=servicePrincipalNames/any(c:c eq '00000003-0000-0000-c000-000000000000')",
                status: 200, count: 1),
        ])
    func queriesAreAnsweredAsGraphDoes(query: Query) async throws {
        let trainee = try await Trainee.start()
        let headers = query.isEventual ? #", "headers": {"ConsistencyLevel": "eventual"}"# : ""
        let url = query.url.replacingOccurrences(of: "\"", with: "\\\"")
        let responses = try await Self.batch(trainee, #"{"id": "1", "method": "GET", "url": "\#(url)"\#(headers)}"#)
        let response = try #require(responses["1"])
        #expect(response["status"] as? Int == query.status, "\(response)")
        let body = response["body"] as? [String: Any]
        if let count = query.count { #expect((body?["value"] as? [Any])?.count == count) }
        if query.url.contains("$count=true"), query.isEventual { #expect(body?["@odata.count"] as? Int == 14) }
        if query.url.hasSuffix("/$count"), query.isEventual { #expect(response["body"] as? String == "14") }
        await trainee.tenant.stop()
    }
}
