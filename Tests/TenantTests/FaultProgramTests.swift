import Foundation
import HTTPTransport
import SimulatedTenant
import TestSupport
import Testing

/// Faults as a program: which requests they meet, when, and that they go on where they were.
@Suite(.serialized) struct FaultProgramTests {
    private static func service(_ clock: TestClock = TestClock(), log: URL? = nil) async throws -> Service {
        Service(
            try await SimulatedTenant.start(
                try Repository.scenario("ready-to-cut-over"), log: log, now: { clock.now }))
    }

    /// Asks again until it is so; not without a breath, or the server takes it for an attack.
    private static func wait(until holds: () async throws -> Bool) async throws {
        while try await !holds() { try await Task.sleep(for: .milliseconds(50)) }
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let fault: String
        /// What five reads of the organization answer.
        let statuses: [Int]
        var testDescription: String { fault }
    }

    @Test(
        .serialized,
        arguments: [
            Case(
                fault: #"{"match": "GET /v1.0/organization", "status": 429, "times": 2}"#,
                statuses: [429, 429, 200, 200, 200]),
            Case(
                fault: #"{"match": "GET /v1.0/organization", "status": 503, "nth": 3, "times": 1}"#,
                statuses: [200, 200, 503, 200, 200]),
            Case(fault: #"{"match": "* /v1.0/*$", "status": 500}"#, statuses: [500, 500, 500, 500, 500]),
            Case(fault: #"{"match": "POST /v1.0/organization", "status": 500}"#, statuses: [200, 200, 200, 200, 200]),
            Case(fault: #"{"match": "GET /v1.0$", "status": 500}"#, statuses: [200, 200, 200, 200, 200]),
            Case(
                fault: #"{"match": "GET /v1.0/organization", "client": "Lockstep", "status": 500, "times": 1}"#,
                statuses: [500, 200, 200, 200, 200]),
            Case(
                fault: #"{"match": "GET /v1.0/organization", "client": "Portal", "status": 500}"#,
                statuses: [200, 200, 200, 200, 200]),
            Case(
                fault: #"{"match": "GET /v1.0/organization", "inside-batch": true, "status": 500}"#,
                statuses: [200, 200, 200, 200, 200]),
            Case(
                fault: #"{"match": "GET /v1.0/organization", "probability": 0, "status": 500}"#,
                statuses: [200, 200, 200, 200, 200]),
            Case(
                fault: #"{"match": "GET /v1.0/organization", "after": "5m", "status": 500}"#,
                statuses: [200, 200, 200, 200, 200]),
            Case(
                fault: #"{"match": "GET /v1.0/organization", "until": "5m", "status": 500}"#,
                statuses: [500, 500, 500, 500, 500]),
        ])
    func aFaultMeetsWhatItNames(example: Case) async throws {
        let service = try await Self.service()
        #expect(try await service.trainer(.post, "faults", example.fault).status == 200)
        let token = try await service.token(of: .checker)
        var statuses: [Int] = []
        for _ in 0..<5 { statuses.append(try await service.send(.get, "/v1.0/organization", token: token).status) }
        #expect(statuses == example.statuses)
        await service.tenant.stop()
    }

    @Test func timeBeginsAndEndsFaults() async throws {
        let service = try await Self.service()
        let token = try await service.token(of: .checker)
        _ = try await service.trainer(
            .post, "faults", #"{"match": "GET /v1.0/organization", "after": "5m", "until": "10m", "status": 503}"#)
        var statuses: [Int] = []
        for _ in 0..<4 {
            statuses.append(try await service.send(.get, "/v1.0/organization", token: token).status)
            _ = try await service.trainer(.post, "clock", #"{"advance": "4m"}"#)
        }
        #expect(statuses == [200, 200, 503, 200])
        await service.tenant.stop()
    }

    /// The same seed draws the same lots, so that a rehearsal can be repeated.
    @Test func chanceFollowsFromTheSeed() async throws {
        var rounds: [[Int]] = []
        for _ in 0..<2 {
            let service = try await Self.service()
            let token = try await service.token(of: .checker)
            _ = try await service.trainer(
                .post, "faults", #"{"match": "GET /v1.0/organization", "probability": 0.5, "status": 503}"#)
            var statuses: [Int] = []
            for _ in 0..<24 {
                statuses.append(try await service.send(.get, "/v1.0/organization", token: token).status)
            }
            rounds.append(statuses)
            await service.tenant.stop()
        }
        #expect(rounds[0] == rounds[1] && Set(rounds[0]) == [200, 503])
    }

    @Test func faultsKeepTheServicesShape() async throws {
        let service = try await Self.service()
        let token = try await service.token(of: .checker)
        _ = try await service.trainer(.post, "faults", #"{"match": "* /*", "status": 429, "retry-after": 4}"#)
        let graph = try await service.send(.get, "/v1.0/organization", token: token)
        #expect(graph.errorCode == "TooManyRequests" && graph.headers["retry-after"] == "4")
        let entra = try await service.token([("grant_type", "client_credentials")])
        #expect(entra.json["error"] as? String == "temporarily_unavailable" && entra.headers["retry-after"] == "4")
        let ping = try await service.send(.get, "/v1/environments/x/propagation/stores", token: token)
        #expect(ping.text("code") == "REQUEST_LIMITED" && ping.headers["retry-after"] == "4")
        for answer in [graph, entra, ping] { #expect(answer.headers["content-type"]?.contains("json") == true) }
        await service.tenant.stop()
    }

    @Test func afterTheEffectMeansThatItTookEffect() async throws {
        let service = try await Self.service()
        let token = try await service.token(of: .portal)
        _ = try await service.trainer(
            .post, "faults", #"{"match": "POST /v1.0/domains", "status": 503, "phase": "after", "times": 1}"#)
        let first = try await service.send(.post, "/v1.0/domains", token: token, json: #"{"id": "a.example"}"#)
        let second = try await service.send(.post, "/v1.0/domains", token: token, json: #"{"id": "a.example"}"#)
        #expect(first.status == 503 && second.status == 409)
        await service.tenant.stop()
    }

    @Test func readsCanLagBehind() async throws {
        let service = try await Self.service()
        let token = try await service.token(of: .portal)
        _ = try await service.trainer(.post, "faults", #"{"match": "GET /v1.0/domains", "stale": "60s"}"#)
        _ = try await service.trainer(.post, "clock", #"{"advance": "10m"}"#)
        _ = try await service.send(.post, "/v1.0/domains", token: token, json: #"{"id": "a.example"}"#)
        #expect(try await service.send(.get, "/v1.0/domains/a.example", token: token).status == 404)
        _ = try await service.trainer(.post, "clock", #"{"advance": "61s"}"#)
        #expect(try await service.send(.get, "/v1.0/domains/a.example", token: token).status == 200)
        await service.tenant.stop()
    }

    /// A request that is on its way arrives, whatever became of the one who sent it.
    @Test(.serialized, .timeLimit(.minutes(1)), arguments: [false, true])
    func aHeldRequestLandsWithoutItsSender(isBatched: Bool) async throws {
        let service = try await Self.service()
        let token = try await service.token(of: .portal)
        _ = try await service.trainer(.post, "faults", #"{"match": "POST /v1.0/domains", "hold": "3s", "times": 1}"#)
        let sender = Task {
            let domain = #"{"id": "a.example"}"#
            let batch = """
                {"requests": [{"id": "1", "method": "POST", "url": "/domains", "body": \(domain),
                 "headers": {"Content-Type": "application/json"}}]}
                """
            return try await Service(service.tenant).send(
                .post, isBatched ? "/v1.0/$batch" : "/v1.0/domains", token: token, json: isBatched ? batch : domain)
        }
        try await Self.wait { try await service.trainer(.get, "faults").objects("faults").first?["met"] as? Int == 1 }
        sender.cancel()
        await #expect(throws: HTTPFailure.cancelled) { try await sender.value }
        func status() async throws -> Int {
            try await service.send(.get, "/v1.0/domains/a.example", token: token).status
        }
        #expect(try await status() == 404)
        try await Self.wait { try await status() == 200 }
        await service.tenant.stop()
    }

    @Test func aLateChangeShowsAfterItsAnswer() async throws {
        let clock = TestClock()
        let folder = try TemporaryFolder()
        let log = folder.url.appending(path: "t.jsonl")
        let first = try await Self.service(clock, log: log)
        let token = try await first.token(of: .portal)
        let path = "/v1.0/domains/nordwind.example"
        let certificate = try await first.send(.get, "/v1.0/peig/workspace", token: token).text("certificate")
        _ = try await first.trainer(
            .post, "faults", #"{"match": "POST /v1.0/domains/*/federationConfiguration", "late": "30s"}"#)
        let refused = try await first.send(.post, "\(path)/federationConfiguration", token: token, json: "{}")
        #expect(refused.status == 400)
        let made = try await first.send(
            .post, "\(path)/federationConfiguration", token: token,
            json: """
                {"issuerUri": "https://x.example/", "passiveSignInUri": "https://x.example/sso",
                 "signingCertificate": "\(certificate)"}
                """)
        #expect(made.status == 201)
        clock.advance(29)
        let before = try await first.send(.get, path, token: token)
        #expect(before.text("authenticationType") == "Managed")
        #expect(try await first.send(.get, "/v1.0/auditLogs/directoryAudits", token: token).objects().isEmpty)
        // What somebody else does to the domain until then stays.
        _ = try await first.send(.patch, path, token: token, json: #"{"passwordValidityPeriodInDays": 90}"#)
        await first.tenant.stop()

        let second = Service(try await SimulatedTenant.resume(log: log, now: { clock.now }))
        let again = try await second.token(of: .portal)
        #expect(try await second.send(.get, path, token: again).text("authenticationType") == "Managed")
        clock.advance(1)
        let after = try await second.send(.get, path, token: again)
        #expect(after.text("authenticationType") == "Federated")
        #expect(after.json["passwordValidityPeriodInDays"] as? Int == 90)
        let configuration = try await second.send(
            .get, "\(path)/federationConfiguration/\(made.text("id"))", token: again)
        #expect(configuration.status == 200)
        #expect(try await second.send(.get, "/v1.0/auditLogs/directoryAudits", token: again).objects().count == 2)
        await second.tenant.stop()
    }

    /// A rehearsal that goes on doesn't meet again what it has met.
    @Test func faultsGoOnWhereTheyWere() async throws {
        let folder = try TemporaryFolder()
        let log = folder.url.appending(path: "t.jsonl")
        let first = try await Self.service(log: log)
        _ = try await first.trainer(
            .post, "faults", #"{"id": "once", "match": "GET /v1.0/organization", "status": 503, "times": 2}"#)
        let token = try await first.token(of: .checker)
        #expect(try await first.send(.get, "/v1.0/organization", token: token).status == 503)
        await first.tenant.stop()

        let second = Service(try await SimulatedTenant.resume(log: log))
        let again = try await second.token(of: .checker)
        var statuses: [Int] = []
        for _ in 0..<3 { statuses.append(try await second.send(.get, "/v1.0/organization", token: again).status) }
        #expect(statuses == [503, 200, 200])
        #expect(try await second.trainer(.delete, "faults").status == 200)
        await second.tenant.stop()
        let third = Service(try await SimulatedTenant.resume(log: log))
        #expect(try await third.trainer(.get, "faults").objects("faults").isEmpty)
        await third.tenant.stop()
    }

    @Test(
        .serialized,
        arguments: [
            (#"{"match": "GET v1.0"}"#, "\"match\" is a method"), (#"{"match": "GET /x"}"#, "a fault has one effect"),
            (#"{"match": "GET /x", "status": 200}"#, "\"status\" must be from 400 to 599"),
            (#"{"match": "GET /x", "status": 500, "reset": true}"#, "a fault has one effect"),
            (#"{"match": "GET /x", "status": 500, "tims": 2}"#, "did you mean \"times\"?"),
            (#"{"match": "GET /x", "status": 500, "probability": 2}"#, "must be from 0 to 1"),
            (#"{"match": "GET /x", "delay": "soon"}"#, "must be a time such as"),
            (#"{"match": "GET /x", "hold": "soon"}"#, "must be a time such as"),
            (#"{"match": "GET /x", "hold": "1s", "late": "1s"}"#, "a fault has one effect"),
            ("[1, 2", "not valid YAML"),
        ])
    func aMistakenFaultIsRefusedWithItsPlace(text: String, says: String) async throws {
        let service = try await Self.service()
        let answer = try await service.trainer(.post, "faults", text)
        let message = (answer.json["error"] as? [String: Any])?["message"] as? String ?? ""
        #expect(answer.status == 400 && message.contains(says), "\(message)")
        await service.tenant.stop()
    }
}
