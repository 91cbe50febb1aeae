import Foundation
import HTTPTransport
import SimulatedTenant
import TestSupport
import Testing

/// The directory's audit log: who changed how a domain's people sign in, and when.
@Suite(.serialized) struct DirectoryAuditTests {
    private static let log = "/v1.0/auditLogs/directoryAudits"
    private static let path = "/v1.0/domains/nordwind.example/federationConfiguration"

    private static func service(_ clock: TestClock = TestClock(), log: URL? = nil) async throws -> Service {
        Service(
            try await SimulatedTenant.start(try Repository.scenario("ready-to-cut-over"), log: log, now: { clock.now }))
    }

    @discardableResult
    private static func federate(_ service: Service, _ token: String, request: String? = nil) async throws
        -> Service.Answer
    {
        let portal = try await service.token(of: .portal)
        let certificate = try await service.send(.get, "/v1.0/peig/workspace", token: portal).text("certificate")
        return try await service.send(
            .post, path, token: token,
            json: """
                {"displayName": "Peig", "issuerUri": "https://x.example/", "passiveSignInUri": "https://x.example/sso",
                 "signingCertificate": "\(certificate)"}
                """, headers: request.map { [("client-request-id", $0)] } ?? [])
    }

    private static func entries(_ service: Service, _ query: String = "") async throws -> [[String: Any]] {
        let encoded = query.addingPercentEncoding(withAllowedCharacters: .urlQueryAllowed) ?? query
        let answer = try await service.send(
            .get, "\(log)\(encoded)", token: try await service.token(of: .checker))
        #expect(answer.status == 200, "\(answer.text)")
        return answer.objects()
    }

    private static func names(_ entries: [[String: Any]]) -> [String] {
        entries.map { $0["activityDisplayName"] as? String ?? "" }
    }

    /// The only target of an entry, and what was changed about it: property, old and new value.
    private static func target(_ entry: [String: Any]?) throws -> (domain: String, changes: [[String?]]) {
        let target = try #require((entry?["targetResources"] as? [[String: Any]])?.first)
        let changes = target["modifiedProperties"] as? [[String: Any]] ?? []
        return (
            target["displayName"] as? String ?? "",
            changes.map { change in ["displayName", "oldValue", "newValue"].map { change[$0] as? String } }
        )
    }

    @Test func aSwitchByAnAppIsRecorded() async throws {
        let clock = TestClock(Date(timeIntervalSince1970: 1_800_000_000.25))
        let service = try await Self.service(clock)
        let checker = try await service.token(of: .checker)
        #expect(try await Self.entries(service).isEmpty)
        let request = "7C7A8A7E-0B52-4B0C-9D6D-1D3B0E2B5A11"
        #expect(try await Self.federate(service, checker, request: request).status == 201)

        let entries = try await Self.entries(service)
        #expect(Self.names(entries) == ["Set federation settings on domain", "Set domain authentication"])
        let switched = try #require(entries.last)
        #expect(switched["category"] as? String == "DirectoryManagement")
        #expect(switched["loggedByService"] as? String == "Core Directory")
        #expect(switched["operationType"] as? String == "Update" && switched["result"] as? String == "success")
        #expect(switched["activityDateTime"] as? String == "2027-01-15T08:00:00.250Z")
        #expect(entries.allSatisfy { $0["correlationId"] as? String == request.lowercased() })
        let id = try #require(switched["id"] as? String)
        #expect(id.wholeMatch(of: /Directory_[0-9a-f-]{36}_[A-Z]{5}_\d+/) != nil)
        let initiator = switched["initiatedBy"] as? [String: Any]
        let app = initiator?["app"] as? [String: Any]
        #expect(app?["appId"] as? String == service.tenant.credential(.checker).clientID)
        #expect(app?["displayName"] as? String == "Lockstep" && initiator?["user"] is NSNull)
        let target = try Self.target(switched)
        #expect(target.domain == "nordwind.example")
        #expect(
            target.changes == [
                ["LiveType", #"["Managed"]"#, #"["Federated"]"#], ["Included Updated Properties", nil, #""LiveType""#],
            ])
        let settings = try Self.target(entries.first)
        #expect(settings.changes.contains(["IssuerUri", "[]", #"["https://x.example/"]"#]))
        let one = try await service.send(.get, "/v1.0/auditLogs/directoryaudits/\(id)", token: checker)
        #expect(one.text("id") == id)
        #expect(try await service.send(.get, "\(Self.log)/nothing", token: checker).status == 404)
        await service.tenant.stop()
    }

    @Test func aSwitchByAPersonNamesThem() async throws {
        let clock = TestClock()
        let service = try await Self.service(clock)
        let client = "14d82eec-204b-4c2f-b7e8-296a70dab67e"
        let started = try await service.send(
            .post, "/\(service.tenant.tenantID)/oauth2/v2.0/devicecode",
            form: [("client_id", client), ("scope", "Domain-InternalFederation.ReadWrite.All")])
        _ = try await service.trainer(
            .post, "devices/\(started.text("user_code"))", #"{"account": "ida.holm@nordwind.example"}"#)
        let ida = try await service.token([
            ("grant_type", "urn:ietf:params:oauth:grant-type:device_code"), ("client_id", client),
            ("device_code", started.text("device_code")),
        ]).text("access_token")
        // A name that is no GUID isn't carried on.
        #expect(try await Self.federate(service, ida, request: "mine").status == 201)
        clock.advance(601)
        let portal = try await service.token(of: .portal)
        let patched = try await service.send(
            .patch, "/v1.0/domains/nordwind.example", token: portal, json: #"{"authenticationType": "Managed"}"#)
        #expect(patched.status == 204)

        let switches = try await Self.entries(service, "?$filter=activityDisplayName eq 'Set domain authentication'")
        let people = switches.map { ($0["initiatedBy"] as? [String: Any])?["user"] as? [String: Any] }
        #expect(people.map { $0?["displayName"] as? String } == ["Portal", "Ida Holm"])
        #expect(people.map { $0?["userPrincipalName"] as? String } == [nil, "ida.holm@nordwind.example"])
        #expect(switches.allSatisfy { ($0["initiatedBy"] as? [String: Any])?["app"] is NSNull })
        #expect(switches.allSatisfy { UUID(uuidString: $0["correlationId"] as? String ?? "") != nil })
        await service.tenant.stop()
    }

    @Test func removalAndPatchAreRecorded() async throws {
        let clock = TestClock()
        let service = try await Self.service(clock)
        let token = try await service.token(of: .portal)
        let made = try await Self.federate(service, token)
        clock.advance(601)
        let one = "\(Self.path)/\(made.text("id"))"
        #expect(
            try await service.send(.patch, one, token: token, json: #"{"displayName": "Peig 2"}"#).status == 200)
        clock.advance(1)
        #expect(try await service.send(.delete, one, token: token).status == 204)
        let entries = try await Self.entries(service)
        #expect(
            Self.names(entries) == [
                "Set domain authentication", "Set federation settings on domain", "Set federation settings on domain",
                "Set domain authentication",
            ])
        #expect(try Self.target(entries[0]).changes.first == ["LiveType", #"["Federated"]"#, #"["Managed"]"#])
        #expect(
            try Self.target(entries[1]).changes == [
                ["DisplayName", #"["Peig"]"#, #"["Peig 2"]"#],
                ["Included Updated Properties", nil, #""DisplayName""#],
            ])
        await service.tenant.stop()
    }

    @Test func onlyWhatTookEffectIsRecorded() async throws {
        let service = try await Self.service()
        let token = try await service.token(of: .portal)
        let bare = try await service.send(.post, Self.path, token: token, json: #"{"issuerUri": "x"}"#)
        #expect(bare.status == 500)
        // There is one already, and the time between two switches isn't over.
        #expect(try await Self.federate(service, token).status == 400)
        let early = try await service.send(
            .patch, "/v1.0/domains/nordwind.example", token: token, json: #"{"authenticationType": "Managed"}"#)
        #expect(early.status == 400)
        let entries = try await Self.entries(service)
        #expect(Self.names(entries) == ["Set domain authentication"])
        #expect(entries.first?["result"] as? String == "success")
        await service.tenant.stop()
    }

    @Test func theLogIsAskedByTimeActivityAndCorrelation() async throws {
        let clock = TestClock(Date(timeIntervalSince1970: 1_800_000_000.25))
        let service = try await Self.service(clock)
        let token = try await service.token(of: .portal)
        let made = try await Self.federate(service, token)
        clock.advance(601)
        let request = "7c7a8a7e-0b52-4b0c-9d6d-1d3b0e2b5a11"
        // In a batch each request has a name of its own.
        let batch = try await service.send(
            .post, "/v1.0/$batch", token: token,
            json: """
                {"requests": [{"id": "1", "method": "DELETE", "headers": {"client-request-id": "\(request)"},
                 "url": "\(Self.path.dropFirst(5))/\(made.text("id"))"}]}
                """)
        #expect(batch.objects("responses").first?["status"] as? Int == 204)
        let all = try await Self.entries(service)
        #expect(all.count == 3)
        let id = all[0]["id"] as? String ?? ""
        for (filter, count) in [
            ("activityDateTime ge 2027-01-15T08:10:01Z", 1), ("activityDateTime ge 2027-01-15T08:10:01.3Z", 0),
            ("activityDateTime eq 2027-01-15T08:10:01.2500000Z", 1),
            ("activityDateTime le 2027-01-15T08:00:00.25Z", 2),
            (
                "activityDateTime ge 2027-01-15T08:00:00Z and activityDateTime le 2027-01-15T08:05:00Z and "
                    + "activityDisplayName eq 'Set domain authentication'", 1
            ), ("startswith(activityDisplayName, 'Set')", 3), ("correlationId eq '\(request)'", 1),
            ("loggedByService eq 'Core Directory' and category eq 'DirectoryManagement' and result eq 'success'", 3),
            ("id eq '\(id)'", 1), ("(id eq '\(id)' or activityDisplayName eq 'x') and result eq 'success'", 1),
        ] {
            #expect(try await Self.entries(service, "?$filter=\(filter)").count == count, "\(filter)")
        }
        let pages = try await service.send(.get, "\(Self.log)?$top=2", token: token)
        let link = pages.text("@odata.nextLink")
        #expect(pages.objects().count == 2 && link.hasPrefix(service.tenant.address))
        let next = try await service.send(
            .get, String(link.dropFirst(service.tenant.address.count)), token: token)
        #expect(next.objects().count == 1 && next.text("@odata.nextLink").isEmpty)
        let wrong = try await service.send(.get, "\(Self.log)?$filter=activity%20eq%20'x'", token: token)
        #expect(wrong.status == 400)
        await service.tenant.stop()
    }

    @Test func theLogWantsItsOwnPermission() async throws {
        let service = try await Self.service()
        let portal = try await service.token(of: .portal)
        let app = try await service.send(
            .post, "/v1.0/applications", token: portal, json: #"{"displayName": "Stranger"}"#)
        let secret = try await service.send(
            .post, "/v1.0/applications/\(app.text("id"))/addPassword", token: portal, json: "{}")
        _ = try await service.send(
            .post, "/v1.0/servicePrincipals", token: portal, json: #"{"appId": "\#(app.text("appId"))"}"#)
        let stranger = try await service.token(clientID: app.text("appId"), secret: secret.text("secretText"))
        #expect(!stranger.isEmpty)
        let answer = try await service.send(.get, Self.log, token: stranger)
        #expect(answer.status == 403 && answer.errorCode == "Authorization_RequestDenied")
        await service.tenant.stop()
    }

    @Test func theLogLagsBehindWhereAFaultSaysSo() async throws {
        let service = try await Self.service()
        _ = try await service.trainer(
            .post, "faults", #"{"match": "GET /v1.0/auditLogs/directoryAudits", "stale": "3m"}"#)
        let token = try await service.token(of: .checker)
        _ = try await service.trainer(.post, "clock", #"{"advance": "10m"}"#)
        try await Self.federate(service, token)
        #expect(try await Self.entries(service).isEmpty)
        _ = try await service.trainer(.post, "clock", #"{"advance": "181s"}"#)
        #expect(try await Self.entries(service).count == 2)
        await service.tenant.stop()
    }

    @Test func theLogSurvivesARestart() async throws {
        let folder = try TemporaryFolder()
        let file = folder.url.appending(path: "t.jsonl")
        let first = try await Self.service(log: file)
        try await Self.federate(first, try await first.token(of: .checker))
        let before = try await Self.entries(first)
        await first.tenant.stop()
        let second = Service(try await SimulatedTenant.resume(log: file))
        let after = try await Self.entries(second)
        #expect(after.count == 2 && after.map { $0["id"] as? String } == before.map { $0["id"] as? String })
        await second.tenant.stop()
    }
}
