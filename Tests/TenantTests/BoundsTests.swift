import Foundation
import HTTPTransport
import SimulatedTenant
import TestSupport
import Testing

@testable import Tenant

/// Numbers, lists and words from outside: whatever they are, they end, they crash nothing, and what is said of them is so.
@Suite(.serialized) struct BoundsTests {
    @Test(
        .computing,
        arguments: [
            ("0", 0), ("7", 7), (" 86400 ", 86_400), ("86401", 86_401), ("99999999999", 86_401),
            (String(repeating: "9", count: 400), 86_401), ("-1", 0), ("1e9", nil), ("٣", nil), ("", nil),
            ("soon", nil), ("F\u{301}i, 20 Nov 2026 21:00:09 GMT", nil), ("Fri, 20 Nov\u{302} 2026 21:00:09 GMT", nil),
            ("Fri, 01 Jan 9999 00:00:00 GMT", 86_401), ("Fri, 20 Nov 2026 21:00:09 GMT", 9),
        ] as [(String, Int?)])
    func aWaitIsNeverLongerThanItsWords(header: String, seconds: Int?) {
        let read = RetryAfter.seconds(header, serverDate: "Fri, 20 Nov 2026 21:00:00 GMT")
        #expect(read == seconds)
        let fault = TenantFault.throttled(retryAfter: read)
        for text in [fault.reason, fault.remedy, PingOneFault.throttled(retryAfter: read).reason] {
            #expect(!text.contains("86401") && !text.contains("9999"), "\(text)")
        }
        if seconds == 86_401 { #expect(fault.reason.contains("asks to wait longer than a day")) }
    }

    @Test(
        .computing,
        arguments: ["1e300", "-1e300", "1e18", "9223372036854775807", "0", "253402300800", "1.5", "\"x\"", "null"])
    func aTokensEndIsADate(exp: String) throws {
        let claims = Data(#"{"tid": "t", "scp": "a", "exp": \#(exp)}"#.utf8).base64EncodedString()
        let read = try #require(TokenClaims(token: "e30.\(claims).x"))
        let expires = read.expires ?? Date()
        // As `whoami` says it, and as a date.
        #expect(Int(expires.timeIntervalSinceNow / 60) < 4_300_000_000)
        #expect((1970...9999).contains(Int(expires.formatted(.iso8601).prefix(4)) ?? 0))
    }

    @Test(arguments: [
        ("1e300", 604_800.0), ("-5", 0), ("\"1e300\"", 604_800), ("3599", 3_599), ("\"x\"", 0), ("\"NaN\"", 0),
        ("\"-nan\"", 0),
    ])
    func aTokenIsRenewedInTime(expiresIn: String, seconds: Double) async throws {
        let server = try HandMadeServer([
            "/t/oauth2/v2.0/token": Self.answer(#"{"access_token": "T", "expires_in": \#(expiresIn)}"#),
            "/t/oauth2/v2.0/devicecode": Self.answer(
                #"{"user_code": "U", "device_code": "D", "verification_uri": "https://x.example", "expires_in": 9223372036854775807, "interval": \#(expiresIn)}"#
            ),
        ])
        let now = Date(timeIntervalSince1970: 1_800_000_000)
        let endpoint = TokenEndpoint(
            endpoints: Self.endpoints(server), tenant: "t", http: Self.http(server), now: { now })
        #expect(try await endpoint.token([]).expires == now + seconds)
        let code = try await endpoint.deviceCode(clientID: "c", scope: "s")
        #expect(code.expiresIn == 3_600 && (1...60).contains(code.interval))
    }

    /// However deep the answer to one of its requests is.
    @Test(.computing, arguments: [("[", "]"), ("{\"a\":", "}")])
    func aDeepBatchIsReadAtOnce(open: String, close: String) throws {
        let body = String(repeating: open, count: 400) + "1" + String(repeating: close, count: 400)
        let batch =
            #"{"responses": [{"id": "1", "status": 200, "headers": {"content-type": "application/json"}, "body": \#(body)}]}"#
        let exchange = Exchange(method: "POST", path: "/$batch", status: 200, requestID: nil, milliseconds: 1)
        let start = ContinuousClock.now
        let replies = try #require(
            GraphBatch.replies(Data(batch.utf8), to: [GraphPath(["x"]), GraphPath(["y"])], exchange))
        #expect(try replies[0].result.get() == Data(body.utf8))
        #expect(throws: TenantFault.self) { try replies[1].result.get() }
        // A hang, and not how busy the machine is: it took minutes before.
        #expect(ContinuousClock.now - start < .seconds(30))
    }

    /// A page is read by its collection's name: what stands beside it is nobody's, and without it nothing is told.
    @Test(.computing) func aPageIsReadByItsName() throws {
        for (embedded, ids) in [
            (#"{"plans": [{"id": "1", "name": "a"}]}"#, ["1"]), ("{}", nil), ("null", nil),
            (#"{"other": [{"id": "2", "name": "b"}]}"#, nil),
            (#"{"plans": [{"id": "1", "name": "a"}], "other": [{"id": "2", "name": "b"}]}"#, ["1"]),
        ] as [(String, [String]?)] {
            let page = try JSONDecoder().decode(
                PingOneClient.Collection<PropagationPlan>.self, from: Data(#"{"_embedded": \#(embedded)}"#.utf8))
            #expect(page.elements("plans").map { $0.map(\.id) } == ids, "\(embedded)")
        }
    }

    // MARK: - Lists of accounts

    private static func answer(_ body: String, type: String = "application/json") -> Data {
        Data("HTTP/1.1 200 OK\r\nContent-Type: \(type)\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)".utf8)
    }

    private static func endpoints(_ server: HandMadeServer) -> TenantEndpoints {
        TenantEndpoints(authority: server.address, graph: server.address, scope: "s", anchor: server.anchor)
    }

    private static func http(_ server: HandMadeServer, _ change: (inout HTTPConfiguration) -> Void = { _ in })
        -> HTTPClient
    {
        var configuration = HTTPConfiguration()
        configuration.trust = .anchors(server.anchor)
        configuration.proxy = .none
        change(&configuration)
        return HTTPClient(configuration)
    }

    /// Pages by where they are asked to begin; each is a range of numbers that are ids.
    private static func list(_ pages: [(Int, ClosedRange<Int>?)], total: Int) throws -> HandMadeServer {
        var answers: [String: Data] = [:]
        for (start, ids) in pages {
            let users = (ids.map(Array.init) ?? []).map { #"{"id": "\#($0)", "userName": "u\#($0)@x.example"}"# }
            answers["/Users?startIndex=\(start)&count=500"] = answer(
                #"{"totalResults": \#(total), "Resources": [\#(users.joined(separator: ","))]}"#,
                type: "application/scim+json")
        }
        return try HandMadeServer(answers)
    }

    private static func read(_ server: HandMadeServer, _ limits: ScimLimits) async -> (Int, String?) {
        let client = ScimClient(
            address: server.address, token: "T", anchor: server.anchor, policy: .none, pageSize: 500, limits)
        var count = 0
        do {
            try await client.users { count += $0.count }
            return (count, nil)
        } catch {
            return (count, (error as? TenantFault)?.reason ?? "\(error)")
        }
    }

    @Test func aListOfAccountsEndsOrIsRefused() async throws {
        var few = ScimLimits()
        few.pages = 10
        few.accounts = 100
        var small = ScimLimits()
        small.bytes = 100
        var tiny = ScimLimits()
        tiny.page = 100
        var quick = ScimLimits()
        quick.time = 0
        for (pages, total, limits, says) in [
            ([(1, 1...2), (3, 3...4)], 4, few, nil),
            // Somebody came in between: the third is there once.
            ([(1, 1...3), (4, 3...5), (7, nil)], 5, few, nil),
            ([(1, nil)], 0, few, "no user at all"), ([(1, 1...5)], 3, few, nil),
            ([(1, 1...1)], 1_000_000_000, few, "says it has 1000000000 accounts"),
            ([(1, 1...1)], -1, few, "has -1 accounts"),
            ([(1, 1...1)], 100, few, "too many pages: 1 of 100 accounts came in 1"),
            ([(1, 1...2), (3, 1...2)], 4, few, "repeat themselves after 2 of 4"),
            ([(1, 1...2), (3, 2...3), (5, 1...2)], 4, few, "repeat themselves after 3 of 4"),
            ([(1, 1...2), (3, nil)], 4, few, "ends after 2 of 4"),
            ([(1, 1...2), (3, 3...4)], 4, small, "larger than its limit"), ([(1, 1...2)], 2, tiny, "larger than"),
            ([(1, 1...2), (3, 3...4)], 4, quick, "takes longer than"),
        ] as [([(Int, ClosedRange<Int>?)], Int, ScimLimits, String?)] {
            let (count, fault) = await Self.read(try Self.list(pages, total: total), limits)
            if let says {
                #expect(fault?.contains(says) == true, "\(fault ?? "it passed"), not \(says)")
            } else {
                #expect(fault == nil && count >= total, "\(fault ?? "") \(count) of \(total)")
            }
        }
    }

    // MARK: - What can't be set or written isn't sent

    /// Each would have gone out at libcurl's defaults, or with somebody else's words in it.
    @Test func aTransferThatCantBeSetUpIsNotBegun() async throws {
        let server = try HandMadeServer(["/": Self.answer("{}")])
        func failure(_ request: HTTPRequest, _ change: (inout HTTPConfiguration) -> Void = { _ in }) async
            -> HTTPFailure?
        {
            do throws(HTTPFailure) {
                _ = try await Self.http(server, change).send(request)
                return nil
            } catch {
                return error
            }
        }
        let plain = HTTPRequest(.get, server.address + "/")
        #expect(await failure(plain) == nil)
        for pem in [Data(), Data(repeating: 0x41, count: 9_000_000)] {
            guard case .tls(let words)? = await failure(plain, { $0.trust = .anchors(pem) }) else {
                Issue.record("\(pem.count) bytes of authorities were taken")
                continue
            }
            // None at all are refused by the TLS library, before anything is sent.
            #expect(pem.isEmpty || words.contains("authorities to trust can't be set"), "\(words)")
        }
        for path in ["/\0@evil.example", "/ HTTP/1.1\r\nX: y", "/a b", "/\u{7F}"] {
            guard case .badURL? = await failure(HTTPRequest(.get, server.address + path)) else {
                Issue.record("\(path.debugDescription) was sent")
                continue
            }
        }
        for value in ["Bearer a\r\nHost: evil.example", "a\nb", "a\0b", "a\rb"] {
            guard
                case .other(let words)? = await failure(
                    HTTPRequest(.get, server.address + "/", headers: [("Authorization", value)]))
            else {
                Issue.record("\(value.debugDescription) was sent")
                continue
            }
            #expect(words.contains("the header Authorization can't be set") && !words.contains("evil"), "\(words)")
        }
        let agent = await failure(plain) { $0.userAgent = String(repeating: "x", count: 9_000_000) }
        #expect(agent.map { "\($0)".contains("can't be set") } == true)
    }

    private struct Unwritable: Encodable, Sendable {
        let value = Double.infinity
    }

    /// A write without its body would mean something else.
    @Test func aBodyThatCantBeWrittenIsNotLeftOut() async throws {
        let server = try HandMadeServer([
            "/t/oauth2/v2.0/token": Self.answer(#"{"access_token": "T", "expires_in": 3599}"#),
            "/v1.0/domains": Self.answer("{}"),
        ])
        let client = GraphClient(
            endpoints: Self.endpoints(server), credential: ClientCredential(tenant: "t", clientID: "c", secret: "s"),
            policy: .none)
        let token = try await client.readyToWrite()
        let path = GraphPath(["domains"])
        for reply in [
            await client.write(.post, path, Unwritable()),
            await client.write(.post, path, Unwritable(), with: token, requestID: "r"),
        ] {
            guard case .failure(let fault) = reply.result else {
                Issue.record("it was sent without its body")
                continue
            }
            #expect(fault.reason == "What was to be sent can't be written as JSON." && reply.exchange.status == nil)
        }
        guard case .success = await client.write(.post, path, ["a": "b"]).result else {
            Issue.record("a body that can be written wasn't sent")
            return
        }
    }
}
