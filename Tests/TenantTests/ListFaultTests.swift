import Foundation
import HTTPTransport
import Journal
import SimulatedTenant
import TestSupport
import Testing

@testable import Tenant
@testable import Verification

/// What goes wrong with lists: an object at the edge of two pages, a page that was asked for too late, one odd object.
@Suite(.serialized) struct ListFaultTests {
    /// More people than fit on one page of any reader.
    private static let count = 1_200

    private static func trainee(_ population: Int? = nil) async throws -> Trainee {
        let scenario = try Repository.scenario("ready-to-cut-over")
        return Trainee(
            try await SimulatedTenant.start(
                population.map { scenario.varied(seed: scenario.seed, population: $0) } ?? scenario))
    }

    private static func verdict(_ resource: String, _ expectation: String, _ trainee: Trainee) async throws
        -> Verdict
    {
        let item = try ResourceTests.item(resource, expectation)
        let found = await Evaluation.evaluate(
            [item], answers: CheckTests.answers, access: trainee.access, now: { Date() })
        return try #require(found["thing"]).verdict
    }

    // MARK: - Repeated objects

    /// Every page after the first begins with what the one before ended with, and is no longer than it was asked to be.
    @Test(
        .serialized,
        arguments: [
            "$top=10", "$top=10&$filter=accountEnabled eq true", "$top=7&$orderby=displayName&$count=true", "$top=2",
        ])
    func aPageBeginsWithTheLastObjectOfTheOneBefore(query: String) async throws {
        let service = Service(try await Self.trainee().tenant)
        let token = try await service.token(of: .checker)
        _ = try await service.trainer(.post, "faults", #"{"match": "GET /v1.0/users", "repeat": true}"#)
        var path = "/v1.0/users?\(query.replacing(" ", with: "%20"))"
        var (pages, all): ([[String]], [String]) = ([], [])
        while !path.isEmpty {
            let page = try await service.send(
                .get, path, token: token, headers: [("ConsistencyLevel", "eventual")])
            let ids = page.objects().compactMap { $0["id"] as? String }
            pages.append(ids)
            all += ids
            path = page.text("@odata.nextLink").replacing(service.tenant.address, with: "")
        }
        let size = try #require(query.firstMatch(of: /top=(\d+)/).flatMap { Int($0.1) })
        #expect(pages.count > 2 && pages.allSatisfy { $0.count <= size })
        for (before, after) in zip(pages, pages.dropFirst()) { #expect(before.last == after.first) }
        #expect(Set(all).count == 22 && all.count == 22 + pages.count - 1)
        await service.tenant.stop()
    }

    /// A page of one has no room for what was there before, and whoever reads on must come to an end.
    @Test func aPageOfOneRepeatsNothing() async throws {
        let trainee = try await Self.trainee()
        trainee.tenant.add(Fault(method: "GET", pathPrefix: "/v1.0/users", effect: .repeatedObject))
        let seen = try await Self.read(GraphPath(["users"], [("$top", "1")]), trainee)
        #expect(seen.count == 22 && Set(seen).count == 22)
        await trainee.tenant.stop()
    }

    @Test(.serialized, arguments: [Int.max, 1])
    func aRepeatedObjectCountsOnce(times: Int) async throws {
        let trainee = try await Self.trainee(Self.count)
        let wanted = Self.count + 1
        trainee.tenant.add(
            Fault(method: "GET", path: PathPattern("/v1.0/users$"), times: times, effect: .repeatedObject))
        #expect(try await Self.verdict("users: nordwind.example", "enabled: \(wanted)", trainee) == .passed)
        #expect(try await Self.read(GraphPath(["users"], [("$top", "100")]), trainee).count == wanted + 1)
        await trainee.tenant.stop()
    }

    private struct Anybody: Decodable, Hashable, Sendable { let id: String }

    private static func read(_ path: GraphPath, _ trainee: Trainee) async throws -> [String] {
        var ids: [String] = []
        for try await page in GraphPages(path, of: Anybody.self, trainee.checker) { ids += page.map(\.id) }
        return ids
    }

    // MARK: - Expired page tokens

    /// A list that is begun again comes to its end, and hands nobody out twice.
    @Test(.serialized, arguments: [1, 2])
    func anExpiredListIsBegunAgain(times: Int) async throws {
        let service = Service(try await Self.trainee(Self.count).tenant)
        let trainee = Trainee(service.tenant)
        _ = try await service.trainer(
            .post, "faults",
            #"{"id": "late", "match": "GET /v1.0/users", "expire-page": true, "nth": 3, "times": \#(times)}"#)
        let seen = try await Self.read(GraphPath(["users"], [("$top", "300")]), trainee)
        #expect(seen.count == Self.count + 2 && Set(seen).count == seen.count)
        let fault = try #require(try await service.trainer(.get, "faults").objects("faults").first)
        #expect(fault["met"] as? Int == times, "\(fault)")
        #expect(try await Self.verdict("users: nordwind.example", "enabled: \(Self.count + 1)", trainee) == .passed)
        await service.tenant.stop()
    }

    /// Nobody is counted by half, and what is said is true: which answer it was, and what to do.
    @Test func aListThatAlwaysExpiresIsGivenUp() async throws {
        let service = Service(try await Self.trainee(Self.count).tenant)
        let trainee = Trainee(service.tenant)
        _ = try await service.trainer(.post, "faults", #"{"match": "GET /v1.0/users$", "expire-page": true}"#)
        let verdict = try await Self.verdict("users: nordwind.example", "enabled: \(Self.count + 1)", trainee)
        guard case .unknown(let obstacle) = verdict else {
            Issue.record("\(verdict)")
            return
        }
        #expect(obstacle.reason.contains("400 Directory_ExpiredPageToken"), "\(obstacle)")
        #expect(obstacle.reason.contains("page token value has expired"), "\(obstacle)")
        #expect(obstacle.remedy.contains("the list is read from its beginning"), "\(obstacle)")
        // The first page was no late one: asked for three times, and each time answered.
        let fault = try #require(try await service.trainer(.get, "faults").objects("faults").first)
        #expect(fault["met"] as? Int == 3 && fault["seen"] as? Int == 3, "\(fault)")
        await service.tenant.stop()
    }

    /// In Graph's own shape, alone and in a batch; a list's beginning is never too late.
    @Test func anExpiredPageIsRefusedAsGraphDoes() async throws {
        let service = Service(try await Self.trainee().tenant)
        let token = try await service.token(of: .checker)
        let first = try await service.send(.get, "/v1.0/users?$top=5", token: token)
        let next = first.text("@odata.nextLink").replacing(service.tenant.address, with: "")
        _ = try await service.trainer(.post, "faults", #"{"match": "* /v1.0/*", "expire-page": true, "times": 2}"#)
        #expect(try await service.send(.get, "/v1.0/users?$top=5", token: token).status == 200)
        let late = try await service.send(.get, next, token: token)
        #expect(late.status == 400 && late.errorCode == "Directory_ExpiredPageToken")
        let batch = """
            {"requests": [{"id": "1", "method": "GET", "url": "\(next.dropFirst(5))"},
             {"id": "2", "method": "GET", "url": "/users?$top=5"}]}
            """
        let answers = try await service.send(.post, "/v1.0/$batch", token: token, json: batch).objects("responses")
        let statuses = Dictionary(
            uniqueKeysWithValues: answers.map { ($0["id"] as? String ?? "", $0["status"] as? Int ?? 0) })
        #expect(statuses == ["1": 400, "2": 200])
        #expect(try await service.send(.get, next, token: token).status == 200)
        await service.tenant.stop()
    }

    // MARK: - Odd objects

    /// What rests on an odd object is unknown, never green and never red, and the words name whose it is.
    @Test(
        .serialized,
        arguments: [
            (
                #"{"match": "GET /v1.0/domains", "odd": {"of": "nordwind.example", "isVerified": null}}"#,
                "domain: nordwind.example", "verified: true", "isVerified"
            ),
            (
                #"{"match": "GET /v1.0/domains", "odd": {"of": "nordwind.example", "authenticationType": 7}}"#,
                "domain: nordwind.example", "authentication: managed", "authenticationType"
            ),
            (
                #"{"match": "GET /v1.0/users", "odd": {"of": "ida.holm@nordwind.example", "accountEnabled": null}}"#,
                "role-holder: ida.holm@nordwind.example", "enabled: true", "accountEnabled"
            ),
        ])
    func whatRestsOnAnOddObjectIsUnknown(fault: String, resource: String, expectation: String, property: String)
        async throws
    {
        let service = Service(try await Self.trainee().tenant)
        _ = try await service.trainer(.post, "faults", fault)
        let verdict = try await Self.verdict(resource, expectation, Trainee(service.tenant))
        guard case .unknown(let obstacle) = verdict else {
            Issue.record("\(verdict)")
            return
        }
        let owner = resource.split(separator: " ").last ?? ""
        #expect(obstacle.reason.contains(property) && obstacle.reason.contains("of \(owner)"), "\(obstacle)")
        _ = try await service.trainer(.delete, "faults")
        #expect(try await Self.verdict(resource, expectation, Trainee(service.tenant)) == .passed)
        await service.tenant.stop()
    }

    /// The others of the list are as they were.
    @Test func anOddObjectSpoilsNoOther() async throws {
        let service = Service(try await Self.trainee().tenant)
        _ = try await service.trainer(
            .post, "faults",
            #"{"match": "GET /v1.0/users", "odd": {"of": "ida.holm@nordwind.example", "accountEnabled": null}}"#)
        let other = "role-holder: emergency@nordwind.onmicrosoft.com"
        #expect(try await Self.verdict(other, "enabled: true", Trainee(service.tenant)) == .passed)
        await service.tenant.stop()
    }

    /// By the name that a portal shows, where the answer has only the id; with any value; and never what wasn't asked for.
    @Test func anOddObjectIsShownAsTheFaultHasIt() async throws {
        let service = Service(try await Self.trainee().tenant)
        let token = try await service.token(of: .checker)
        _ = try await service.trainer(
            .post, "faults",
            #"{"match": "GET /v1.0/users", "odd": {"of": "Ida.Holm@nordwind.example", "accountEnabled": null, "mail": 7}}"#
        )
        func users(_ query: String) async throws -> [[String: Any]] {
            try await service.send(.get, "/v1.0/users?$top=100&$select=\(query)", token: token).objects()
        }
        let shown = try await users("id,accountEnabled")
        #expect(shown.count == 22 && shown.filter { $0["accountEnabled"] is NSNull }.count == 1)
        #expect(try await users("id,mail").filter { $0["mail"] as? Int == 7 }.count == 1)
        #expect(try await users("id,displayName").allSatisfy { $0["accountEnabled"] == nil && $0["mail"] == nil })
        let one = try await service.send(
            .get, "/v1.0/users/ida.holm@nordwind.example?$select=id,accountEnabled", token: token)
        #expect(one.json["accountEnabled"] is NSNull)
        let held = try await service.send(
            .get, "/v1.0/users?$filter=accountEnabled%20eq%20true&$select=id", token: token)
        #expect(held.objects().count == 22)
        await service.tenant.stop()
    }

    // MARK: - In a scenario's file

    /// The page's own examples, armed by a scenario; what has been met isn't met again when the rehearsal goes on.
    @Test func aScenariosFaultsGoOnWhereTheyWere() async throws {
        let page = try #require(try Repository.text("Runbooks/README.md").components(separatedBy: "## A scenario").last)
        let examples = page.matches(of: /```yaml\n([\s\S]*?)```/).map { String($0.1) }
        let faults = try #require(examples.first { $0.hasPrefix("faults:") })
        let scenario = try Scenario.load(
            try Repository.text("Runbooks/peig-microsoft-365/scenarios/ready-to-cut-over.yaml") + faults
                + "injects: [{ id: storm, title: S, do: [{ arm: { match: GET /v1.0/devices, status: 503 } }], expect: E }]\n",
            file: "faults")
        let folder = try TemporaryFolder()
        let log = folder.url.appending(path: "t.jsonl")
        let service = Service(try await SimulatedTenant.start(scenario, log: log))
        #expect(try await service.trainer(.get, "faults").objects("faults").count == 3)
        // What nobody gave a name takes no other's place.
        _ = try await service.trainer(.post, "faults", #"{"match": "GET /v1.0/groups", "status": 503}"#)
        _ = try await service.trainer(.post, "injects/storm")
        let token = try await service.token(of: .checker)
        let next = try await service.send(.get, "/v1.0/users?$top=5", token: token).text("@odata.nextLink")
            .replacing(service.tenant.address, with: "")
        // Of two faults that mean the same request, the first is met as long as it lasts.
        let repeated = try await service.send(.get, next, token: token)
        #expect(repeated.status == 200 && repeated.objects().count == 5)
        let domains = try await service.send(.get, "/v1.0/domains", token: token).objects()
        #expect(
            domains.filter { $0["isVerified"] is NSNull }.compactMap { $0["id"] as? String } == ["nordwind.example"])
        await service.tenant.stop()
        let again = Service(try await SimulatedTenant.resume(log: log))
        let records = try await again.trainer(.get, "faults").objects("faults")
        let met = Dictionary(
            uniqueKeysWithValues: records.map { ($0["id"] as? String ?? "", $0["met"] as? Int ?? 0) })
        #expect(
            met == ["fault-1": 1, "fault-2": 0, "fault-3": 1, "trainer-4": 0, "storm-1": 0], "\(records)")
        await again.tenant.stop()
    }

    /// A trainer sees what is armed.
    @Test func faultsOfListsAreNamed() async throws {
        let service = Service(try await Self.trainee().tenant)
        for (fault, words) in [
            (#"{"match": "GET /v1.0/users", "repeat": true}"#, "the next page repeats the last object"),
            (
                #"{"match": "GET /v1.0/users", "expire-page": true, "times": 2}"#,
                "the next page's token has expired, 2 times"
            ),
            (
                #"{"match": "GET /v1.0/domains", "odd": {"of": "a.example", "isVerified": null, "isRoot": "yes"}}"#,
                #"shows a.example with isRoot as "yes", isVerified as null"#
            ),
        ] {
            let armed = try await service.trainer(.post, "faults", fault)
            #expect(armed.text("armed").contains(words), "\(armed.text)")
        }
        await service.tenant.stop()
    }
}
