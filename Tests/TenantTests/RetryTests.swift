import Foundation
import HTTPTransport
import SimulatedTenant
import Synchronization
import TestSupport
import Testing

@testable import Tenant

/// When a read is asked again, after how long, and when it isn't.
@Suite(.serialized) struct RetryTests {
    /// Keeps the waits instead of waiting.
    private final class Waits: Sendable {
        let seconds = Mutex<[TimeInterval]>([])

        var policy: RetryPolicy {
            var policy = RetryPolicy()
            policy.chance = { 1 }
            policy.sleep = { wait in self.seconds.withLock { $0.append(wait) } }
            return policy
        }

        var all: [TimeInterval] { seconds.withLock { $0 } }
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let effect: Fault.Effect
        let times: Int
        var path = "/v1.0/organization"
        let waits: [TimeInterval]
        let succeeds: Bool
        var testDescription: String { "\(effect) \(times) times at \(path)" }
    }

    @Test(
        .serialized,
        arguments: [
            Case(effect: .status(429, retryAfter: 7), times: 2, waits: [7, 7], succeeds: true),
            Case(effect: .status(429), times: 3, waits: [0.5, 1, 2], succeeds: true),
            Case(effect: .status(503), times: 4, waits: [0.5, 1, 2, 4], succeeds: true),
            Case(effect: .status(504), times: 5, waits: [0.5, 1, 2, 4], succeeds: false),
            Case(effect: .status(502), times: 1, waits: [0.5], succeeds: true),
            Case(effect: .reset, times: 1, waits: [], succeeds: true),
            // A day is told at once, a refusal isn't repeated, and 500 may be for good.
            Case(effect: .status(429, retryAfter: 86_400), times: 1, waits: [], succeeds: false),
            Case(effect: .status(500), times: 1, waits: [], succeeds: false),
            Case(effect: .status(403), times: 1, waits: [], succeeds: false),
            Case(effect: .html, times: 1, waits: [], succeeds: false),
            // At the token endpoint nothing was sent to Graph yet.
            Case(
                effect: .status(429, retryAfter: 3), times: 1, path: "/*/oauth2/v2.0/token", waits: [3], succeeds: true),
            Case(effect: .status(503), times: 2, path: "/*/oauth2/v2.0/token", waits: [0.5, 1], succeeds: true),
        ])
    func readsAreAskedAgainWhereItIsWorthIt(example: Case) async throws {
        let waits = Waits()
        let trainee = try await Trainee.start(policy: waits.policy)
        let told = Mutex<[TimeInterval]>([])
        trainee.checker.onWait { waiting in told.withLock { $0.append(waiting.seconds) } }
        trainee.tenant.add(
            Fault(path: PathPattern(example.path), times: example.times, effect: example.effect))
        let reply = await trainee.checker.get(GraphPath(["organization"]))
        #expect(((try? reply.result.get()) != nil) == example.succeeds, "\(reply.result)")
        #expect(waits.all == example.waits)
        #expect(told.withLock { $0 } == example.waits, "a wait that nobody was told of")
        await trainee.tenant.stop()
    }

    /// Repeating a write could do it twice.
    @Test(
        .serialized,
        arguments: [Fault.Effect.status(503), .status(429, retryAfter: 1), .reset, .failureAfterEffect(status: 503)])
    func writesAreNeverRepeated(effect: Fault.Effect) async throws {
        let waits = Waits()
        let trainee = try await Trainee.start(policy: waits.policy)
        trainee.tenant.add(Fault(method: "POST", pathPrefix: "/v1.0/domains", effect: effect))
        let reply = await trainee.admin.write(.post, GraphPath(["domains"]), ["id": "a.example"])
        #expect((try? reply.result.get()) == nil && waits.all.isEmpty)
        let log = try await Service(trainee.tenant).trainer(.get, "log").objects("requests")
        #expect(log.count { $0["method"] as? String == "POST" && $0["path"] as? String == "/v1.0/domains" } == 1)
        await trainee.tenant.stop()
    }

    @Test(.computing) func theBudgetEndsTheWaiting() throws {
        let time = TestClock()
        var policy = RetryPolicy()
        policy.budget = 30
        let patience = Patience(policy, now: { time.now })
        #expect(patience.allows(20))
        time.advance(20)
        #expect(patience.allows(10) && !patience.allows(11))
        time.advance(11)
        #expect(!patience.allows(0))
    }

    @Test(
        .computing,
        arguments: [
            ("7", nil, 7), (" 12 ", nil, 12), ("-3", nil, 0), ("soon", nil, nil), ("", nil, nil),
            ("Fri, 20 Nov 2026 21:00:09 GMT", "Fri, 20 Nov 2026 21:00:00 GMT", 9),
            ("Fri, 20 Nov 2026 20:00:00 GMT", "Fri, 20 Nov 2026 21:00:00 GMT", 0),
            ("Fri, 20 Nov 2099 21:00:00 GMT", "Fri, 20 Nov 2026 21:00:00 GMT", 86_401),
        ] as [(String, String?, Int?)])
    func retryAfterIsSecondsOrADate(text: String, server: String?, seconds: Int?) {
        #expect(RetryAfter.seconds(text, serverDate: server) == seconds)
    }

    // MARK: - Batches

    private static func paths(_ count: Int) -> [GraphPath] {
        (0..<count).map { GraphPath(["users"], [("$top", String($0 + 1)), ("$select", "id")]) }
    }

    private static func together(_ client: GraphClient, _ paths: [GraphPath]) async -> [GraphReply] {
        let patience = client.patience()
        return await withTaskGroup(of: (Int, GraphReply).self) { group in
            for (index, path) in paths.enumerated() {
                group.addTask { (index, await client.getTogether(path, patience: patience)) }
            }
            var replies: [Int: GraphReply] = [:]
            for await (index, reply) in group { replies[index] = reply }
            return paths.indices.compactMap { replies[$0] }
        }
    }

    private static func requests(_ trainee: Trainee) async throws -> [String] {
        try await Service(trainee.tenant).trainer(.get, "log").objects("requests").map {
            "\($0["method"] ?? "") \($0["path"] ?? "")"
        }
    }

    @Test func readsThatStartTogetherTravelTogether() async throws {
        let trainee = try await Trainee.start()
        let replies = await Self.together(trainee.checker, Self.paths(45))
        for (index, reply) in replies.enumerated() {
            let page = try GraphDecoding.decode(Page<User.ID>.self, from: try reply.result.get()).get()
            #expect(page.value.count == min(14, index + 1), "an answer went to the wrong read")
        }
        let sent = try await Self.requests(trainee).filter { $0.contains("/v1.0/") }
        #expect(sent.count { $0 == "POST /v1.0/$batch" } >= 3 && sent.count <= 10, "\(sent)")
        await trainee.tenant.stop()
    }

    /// One that is throttled inside a batch is asked again alone; the others are not.
    @Test func whatWasThrottledInsideIsAskedAgainAlone() async throws {
        let waits = Waits()
        let trainee = try await Trainee.start(policy: waits.policy)
        trainee.tenant.add(
            Fault(
                method: "GET", path: PathPattern("/v1.0/organization"), insideBatch: true, times: 1,
                effect: .status(429, retryAfter: 4)))
        let replies = await Self.together(trainee.checker, Self.paths(5) + [GraphPath(["organization"])])
        #expect(replies.count == 6 && replies.allSatisfy { (try? $0.result.get()) != nil })
        #expect(waits.all == [4])
        let sent = try await Self.requests(trainee).filter { $0.contains("/v1.0/") }
        #expect(sent.contains("GET /v1.0/organization"))
        await trainee.tenant.stop()
    }

    /// Where batches aren't taken, reads go one by one; where the batch fails, all of it is told.
    @Test(arguments: [(405, true), (400, true), (403, false), (500, false)])
    func aBatchThatIsRefusedIsNoLoss(status: Int, succeeds: Bool) async throws {
        let trainee = try await Trainee.start()
        trainee.tenant.add(Fault(method: "POST", pathPrefix: "/v1.0/$batch", effect: .status(status)))
        let replies = await Self.together(trainee.checker, Self.paths(4))
        for reply in replies { #expect(((try? reply.result.get()) != nil) == succeeds) }
        await trainee.tenant.stop()
    }

    @Test func cancellingEndsEveryRead() async throws {
        let trainee = try await Trainee.start()
        trainee.tenant.add(Fault(pathPrefix: "/v1.0", effect: .delay(milliseconds: 60_000)))
        let task = Task { await Self.together(trainee.checker, Self.paths(30)) }
        await Task.yield()
        task.cancel()
        for reply in await task.value {
            guard case .failure(.transport(.cancelled)) = reply.result else {
                Issue.record("\(reply.result)")
                continue
            }
        }
        trainee.tenant.clearFaults()
        // And the client is none the worse.
        #expect((try? await trainee.checker.get(GraphPath(["organization"])).result.get()) != nil)
        await trainee.tenant.stop()
    }

    // MARK: - Pages

    @Test func aCollectionStreamsPageByPage() async throws {
        let scenario = try Repository.scenario("ready-to-cut-over").varied(seed: 3, population: 5_000)
        let trainee = Trainee(try await SimulatedTenant.start(scenario))
        var (pages, people) = (0, Set<String>())
        for try await page in GraphPages(
            GraphPath(["users"], [("$select", "id"), ("$top", "999")]), of: User.ID.self, trainee.checker)
        {
            pages += 1
            people.formUnion(page.map(\.id))
        }
        #expect(pages == 6 && people.count == 5_002)
        await trainee.tenant.stop()
    }
}

extension User {
    struct ID: Decodable, Hashable, Sendable {
        let id: String
    }
}
