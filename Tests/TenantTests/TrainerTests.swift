import Foundation
import SimulatedTenant
import TestSupport
import Testing

/// The trainer's hand: who may use it, and what it does.
@Suite(.serialized) struct TrainerTests {
    private static func service(_ scenario: String, _ clock: TestClock = TestClock(), log: URL? = nil) async throws
        -> Service
    {
        Service(try await SimulatedTenant.start(try Repository.scenario(scenario), log: log, now: { clock.now }))
    }

    @Test func noTokenOpensTheControls() async throws {
        let service = try await Self.service("ready-to-cut-over")
        for identity in [SimulatedTenant.Identity.checker, .portal] {
            let token = try await service.token(of: identity)
            #expect(try await service.send(.get, "/trainer/status", token: token).status == 401)
        }
        #expect(try await service.send(.get, "/trainer/status").status == 401)
        #expect(try await service.send(.get, "/trainer/status", token: service.tenant.trainerKey + "x").status == 401)
        #expect(try await service.trainer(.get, "status").status == 200)
        #expect(try await service.trainer(.get, "nothing").status == 404)
        // And the key opens nothing but them.
        #expect(
            try await service.send(.get, "/v1.0/organization", token: service.tenant.trainerKey).status == 401)
        await service.tenant.stop()
    }

    @Test func injectsComeOnTimeOnConditionAndByHand() async throws {
        let clock = TestClock()
        let service = try await Self.service("lost-global-admin", clock)
        let token = try await service.token(of: .portal)
        func isAdministrator() async throws -> Bool {
            let roles = try await service.send(
                .get, "/v1.0/users/ida.holm@nordwind.example/memberOf", token: token
            ).objects()
            return roles.contains { $0["displayName"] as? String == "Global Administrator" }
        }
        #expect(try await isAdministrator())
        clock.advance(14 * 60)
        #expect(try await isAdministrator())
        clock.advance(2 * 60)
        #expect(try await !isAdministrator())
        let injects = try await service.trainer(.get, "injects").objects("injects")
        #expect(injects.first?["outcome"] as? String == "happened, by its time")
        await service.tenant.stop()

        let wrong = try await Self.service("cutover-gone-wrong", clock)
        let portal = try await wrong.token(of: .portal)
        func certificate() async throws -> String {
            try await wrong.send(.get, "/v1.0/peig/workspace", token: portal).text("certificate")
        }
        let before = try await certificate()
        #expect(try await wrong.trainer(.post, "injects/certificat-rolls").status == 404)
        #expect(try await wrong.trainer(.post, "injects/certificate-rolls").status == 200)
        #expect(try await certificate() != before)
        await wrong.tenant.stop()
    }

    /// Contingent: it stays away where the trainee was in time.
    @Test(arguments: [true, false])
    func anInjectStaysAwayFromWhoWasInTime(isRolledBack: Bool) async throws {
        let clock = TestClock()
        let service = try await Self.service("cutover-gone-wrong", clock)
        let token = try await service.token(of: .portal)
        let certificate = try await service.send(.get, "/v1.0/peig/workspace", token: token).text("certificate")
        let path = "/v1.0/domains/nordwind.example/federationConfiguration"
        let made = try await service.send(
            .post, path, token: token,
            json: """
                {"issuerUri": "https://login.nordwind-peig.example/idp/shibboleth",
                 "passiveSignInUri": "https://x.example/", "signingCertificate": "\(certificate)"}
                """)
        #expect(made.status == 201)
        clock.advance(601)
        if isRolledBack {
            #expect(try await service.send(.delete, "\(path)/\(made.text("id"))", token: token).status == 204)
        }
        _ = try await service.trainer(.post, "clock", #"{"advance": "30m"}"#)
        let injects = try await service.trainer(.get, "injects").objects("injects")
        let outcome = injects.first { $0["id"] as? String == "board-calls" }?["outcome"] as? String
        #expect(outcome == (isRolledBack ? "stayed away" : "happened, by its time"))
        await service.tenant.stop()
    }

    @Test func theClockRunsAsTheTrainerWants() async throws {
        let clock = TestClock(Date(timeIntervalSince1970: 1_800_000_000))
        let folder = try TemporaryFolder()
        let log = folder.url.appending(path: "t.jsonl")
        let service = try await Self.service("ready-to-cut-over", clock, log: log)
        func now() async throws -> TimeInterval { service.tenant.clock.now.timeIntervalSince1970 - 1_800_000_000 }
        #expect(try await now() == 0)
        #expect(try await service.trainer(.post, "clock", #"{"advance": "10m"}"#).status == 200)
        #expect(try await now() == 600)
        _ = try await service.trainer(.post, "clock", #"{"scale": 60}"#)
        clock.advance(10)
        #expect(try await now() == 1_200)
        // Clients keep the wall's time: their tokens live as long by it as by the simulated one.
        let (id, secret) = service.tenant.credential(.checker)
        let token = try await service.token([
            ("grant_type", "client_credentials"), ("client_id", id), ("client_secret", secret),
            ("scope", "https://graph.microsoft.com/.default"),
        ])
        #expect(token.json["expires_in"] as? Int == 59)
        _ = try await service.trainer(.post, "clock", #"{"scale": 0}"#)
        clock.advance(1_000)
        #expect(try await now() == 1_200)
        for wrong in [#"{"advance": "later"}"#, #"{"scale": -1}"#, "{}", "x"] {
            #expect(try await service.trainer(.post, "clock", wrong).status == 400)
        }
        await service.tenant.stop()
        // Another day it goes on at its own time.
        let again = try await SimulatedTenant.resume(log: log, now: { clock.now })
        #expect(again.clock.now.timeIntervalSince1970 - 1_800_000_000 - 1_000 <= 1_200)
        #expect(again.clock.scale == 0)
        await again.stop()
    }

    @Test func theWorldGoesBackToASnapshot() async throws {
        let folder = try TemporaryFolder()
        let log = folder.url.appending(path: "t.jsonl")
        let service = try await Self.service("ready-to-cut-over", log: log)
        let token = try await service.token(of: .portal)
        let user = "/v1.0/users/ida.holm@nordwind.example"
        func count() async throws -> Int {
            try await service.send(.get, "/v1.0/users?$top=999", token: token).objects().count
        }
        let before = try await count()
        #expect(try await service.trainer(.post, "snapshots/before").status == 200)
        #expect(try await service.send(.delete, user, token: token).status == 204)
        let generated = try await service.send(.get, "/v1.0/users?$top=1", token: token).objects()
        let id = generated.first?["id"] as? String ?? ""
        #expect(try await service.send(.delete, "/v1.0/users/\(id)", token: token).status == 204)
        #expect(try await count() == before - 2)
        #expect(try await service.trainer(.post, "snapshots/befor/restore").status == 404)
        #expect(try await service.trainer(.post, "snapshots/before/restore").status == 200)
        #expect(try await count() == before)
        await service.tenant.stop()
        let again = Service(try await SimulatedTenant.resume(log: log))
        let portal = try await again.token(of: .portal)
        #expect(try await again.send(.get, "/v1.0/users?$top=999", token: portal).objects().count == before)
        #expect(try await again.trainer(.get, "snapshots").json["snapshots"] as? [String] == ["before"])
        await again.tenant.stop()
    }

    @Test func theLogTellsEveryRequestAndItsOutcome() async throws {
        let service = try await Self.service("ready-to-cut-over")
        let token = try await service.token(of: .checker)
        _ = try await service.trainer(
            .post, "faults", #"{"id": "f", "match": "GET /v1.0/domains", "status": 503, "times": 1}"#)
        _ = try await service.send(.get, "/v1.0/domains", token: token)
        _ = try await service.send(
            .get, "/v1.0/users/nobody?$select=id", token: token, headers: [("CommandName", "ad user show")])
        let requests = try await service.trainer(.get, "log").objects("requests")
        let lines = requests.map { request in
            ["method", "path", "status", "client", "fault", "command"].map { "\(request[$0] ?? "")" }.joined(
                separator: " ")
        }
        #expect(lines.contains("GET /v1.0/domains 503 Lockstep f <null>"), "\(lines)")
        #expect(lines.contains("GET /v1.0/users/nobody?$select=id 404 Lockstep <null> ad user show"), "\(lines)")
        #expect(!lines.joined().contains(service.tenant.credential(.checker).secret))
        let last = requests.last?["number"] as? Int ?? 0
        #expect(try await service.trainer(.get, "log?after=\(last)").objects("requests").isEmpty)
        await service.tenant.stop()
    }
}
