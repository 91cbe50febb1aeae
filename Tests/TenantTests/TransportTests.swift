import Foundation
import HTTPTransport
import SimulatedTenant
import Tenant
import TestSupport
import Testing

/// libcurl against a real server on loopback.
@Suite(.serialized) struct TransportTests {
    private static func client(_ tenant: SimulatedTenant, _ change: (inout HTTPConfiguration) -> Void = { _ in })
        -> HTTPClient
    {
        var configuration = HTTPConfiguration()
        configuration.trust = .anchors(tenant.anchor)
        configuration.proxy = .none
        // A busy machine is no fault.
        configuration.connectTimeout = 60
        configuration.idleTimeout = 120
        configuration.totalTimeout = 300
        change(&configuration)
        return HTTPClient(configuration)
    }

    private static func failure(_ client: HTTPClient, _ url: String) async -> HTTPFailure? {
        do throws(HTTPFailure) {
            _ = try await client.send(HTTPRequest(.get, url))
            return nil
        } catch {
            return error
        }
    }

    @Test func anAnswerComesWhole() async throws {
        let tenant = try await Trainee.start().tenant
        let response = try await Self.client(tenant).send(HTTPRequest(.get, "\(tenant.address)/v1.0/users"))
        #expect(response.status == 401)
        #expect(response.isHTTP2)
        #expect(response.header("REQUEST-ID") != nil)
        #expect(String(decoding: response.body, as: UTF8.self).contains("InvalidAuthenticationToken"))
        await tenant.stop()
    }

    /// A certificate of another time is told apart from one that nobody vouches for: a clock may be what is off.
    @Test func aClockThatIsOffIsTold() async throws {
        for (days, isLater) in [(40.0, true), (-40.0, false)] {
            let server = try HandMadeServer(
                [String: [Data]](), madeAt: Date(timeIntervalSinceNow: days * 86_400))
            var configuration = HTTPConfiguration()
            configuration.trust = .anchors(server.anchor)
            configuration.proxy = .none
            let failure = await Self.failure(HTTPClient(configuration), "\(server.address)/")
            #expect(
                failure == (isLater ? .notYetValid("localhost") : .noLongerValid("localhost")),
                "\(String(describing: failure))")
            #expect("\(failure.map { "\($0)" } ?? "")".contains("by this machine's clock (20"))
        }
    }

    /// A service may say back what signed the request in, as it is or encoded.
    @Test func whatWasSentIsNotSaidBack() async throws {
        let server = try HandMadeServer(["/": Data("HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n".utf8)])
        var configuration = HTTPConfiguration()
        configuration.trust = .anchors(server.anchor)
        configuration.proxy = .none
        let client = HTTPClient(configuration)
        for (header, body, secret) in [
            ("Bearer Zq9-bearer", "", "Zq9-bearer"),
            ("Basic \(Data("id:Zq9%2Bbasic".utf8).base64EncodedString())", "", "Zq9+basic"),
            ("", "grant_type=x&client_secret=Zq9%7Eform&a=b", "Zq9~form"),
        ] {
            _ = try await client.send(
                HTTPRequest(
                    .post, "\(server.address)/",
                    headers: header.isEmpty ? [] : [(name: "Authorization", value: header)],
                    body: Data(body.utf8)))
            let forms = [secret, Data(secret.utf8).base64EncodedString()]
            for form in forms {
                let fault = TenantFault.refused(status: 401, code: "c", message: "token \u{27}\(form)\u{27} is none")
                #expect(fault.reason == "Refused (401 c): token \u{27}***\u{27} is none", "\(fault.reason)")
            }
        }
    }

    @Test func aServerThatNobodyVouchesForIsRefused() async throws {
        let tenant = try await Trainee.start().tenant
        let stranger = try await Trainee.start().tenant
        for client in [Self.client(stranger), Self.client(tenant) { $0.trust = .system }] {
            guard case .tls = await Self.failure(client, "\(tenant.address)/v1.0/users") else {
                Issue.record("an untrusted certificate was accepted")
                continue
            }
        }
        await tenant.stop()
        await stranger.stop()
    }

    @Test func eachFailureHasItsName() async throws {
        let tenant = try await Trainee.start().tenant
        let users = "\(tenant.address)/v1.0/users"
        #expect(await Self.failure(Self.client(tenant), "http://localhost:1/") != nil)
        guard case .badURL = await Self.failure(Self.client(tenant), "http://localhost:1/") else {
            Issue.record("plain http was not refused")
            return
        }
        guard case .unreachable = await Self.failure(Self.client(tenant), "https://127.0.0.1:1/") else {
            Issue.record("a closed port")
            return
        }
        guard case .unresolved = await Self.failure(Self.client(tenant), "https://nowhere.invalid/") else {
            Issue.record("an unknown host")
            return
        }
        tenant.add(Fault(pathPrefix: "/v1.0/users", effect: .delay(milliseconds: 60_000), times: 1))
        guard case .timedOut = await Self.failure(Self.client(tenant) { $0.totalTimeout = 0.2 }, users) else {
            Issue.record("a slow answer")
            return
        }
        // On a busy machine the time may be up before the request meets the fault.
        tenant.clearFaults()
        guard case .tooLarge(limit: 20) = await Self.failure(Self.client(tenant) { $0.maximumBody = 20 }, users) else {
            Issue.record("a large body")
            return
        }
        guard case .tooLarge = await Self.failure(Self.client(tenant) { $0.maximumHeaders = 30 }, users) else {
            Issue.record("large headers")
            return
        }
        await tenant.stop()
    }

    @Test func manyRequestsShareTheThread() async throws {
        let tenant = try await Trainee.start().tenant
        let client = Self.client(tenant)
        let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<200 {
                group.addTask { try await client.send(HTTPRequest(.get, "\(tenant.address)/v1.0/users")).status }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(statuses.count == 200 && statuses.allSatisfy { $0 == 401 })
        await tenant.stop()
    }

    /// At full speed, more than a server takes on one connection that resets each stream: none is lost.
    @Test func aConnectionIsGivenUpBeforeItWearsOut() async throws {
        let tenant = try await Trainee.start().tenant
        let client = Self.client(tenant)
        for _ in 0..<450 {
            let answer = try await client.send(
                HTTPRequest(.post, "\(tenant.address)/v1.0/users", body: Data("{}".utf8)))
            #expect(answer.status == 401)
        }
        await tenant.stop()
    }

    /// Cancelling at any moment ends every request exactly once (a continuation resumed twice would trap).
    @Test func cancellationAtAnyMoment() async throws {
        let tenant = try await Trainee.start().tenant
        let client = Self.client(tenant)
        await withTaskGroup(of: Void.self) { group in
            for round in 0..<200 {
                group.addTask {
                    let task = Task { try await client.send(HTTPRequest(.get, "\(tenant.address)/v1.0/users")).status }
                    for _ in 0..<round { await Task.yield() }
                    task.cancel()
                    switch await task.result {
                    case .success(let status): #expect(status == 401)
                    case .failure(let error): #expect(error as? HTTPFailure == .cancelled)
                    }
                }
            }
        }
        await tenant.stop()
    }

    /// Answers that no good server gives, and some that it may.
    @Test func rawAnswersAreTakenOrRefusedByName() async throws {
        func answer(_ head: String, _ body: Data = Data()) -> Data { Data(head.utf8) + Data("\r\n\r\n".utf8) + body }
        // printf '{"ok": true}' | gzip -n
        let gzip = try #require(
            Data(base64Encoded: "H4sIAAAAAAAAA6tWys9WslIoKSpNrQUAxhmrFwwAAAA="))
        let server = try HandMadeServer([
            "/gzip": answer(
                "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(gzip.count)", gzip),
            "/elsewhere": answer("HTTP/1.1 302 Found\r\nLocation: https://127.0.0.1:1/\r\nContent-Length: 0"),
            "/cut": answer("HTTP/1.1 200 OK\r\nContent-Length: 100", Data("half".utf8)),
            "/garbage": Data("this is not HTTP\r\n\r\n".utf8),
            "/nothing": Data(),
            "/headers": answer(
                "HTTP/1.1 200 OK\r\n"
                    + String(repeating: "X-Much: \(String(repeating: "y", count: 80))\r\n", count: 4_000)
                    + "Content-Length: 0"),
        ])
        var configuration = HTTPConfiguration()
        configuration.trust = .anchors(server.anchor)
        configuration.proxy = .none
        let client = HTTPClient(configuration)

        let plain = try await client.send(HTTPRequest(.get, "\(server.address)/gzip"))
        #expect(String(decoding: plain.body, as: UTF8.self) == #"{"ok": true}"#)
        let redirect = try await client.send(HTTPRequest(.get, "\(server.address)/elsewhere"))
        #expect(redirect.status == 302, "a redirect was followed")
        for path in ["cut", "nothing"] {
            guard case .interrupted = await Self.failure(client, "\(server.address)/\(path)") else {
                Issue.record("\(path)")
                continue
            }
        }
        #expect(await Self.failure(client, "\(server.address)/garbage") != nil)
        guard case .tooLarge = await Self.failure(client, "\(server.address)/headers") else {
            Issue.record("endless headers")
            return
        }
    }
}
