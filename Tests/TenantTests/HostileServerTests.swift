import Foundation
import HTTPTransport
import TestSupport
import Testing

@testable import Tenant

/// Servers that mean harm, or are broken: each ends in the right error, within its limits, and no token goes elsewhere.
@Suite(.serialized) struct HostileServerTests {
    private static let path = "/v1.0/organization?$select=id"
    private static let page = #"{"value": [{"id": "1"}]}"#
    private static let token = answer(#"{"access_token": "T0KEN", "token_type": "Bearer", "expires_in": 3599}"#)

    private static func answer(
        _ body: String, _ status: String = "200 OK", type: String = "application/json", more: String = ""
    ) -> Data {
        Data(
            "HTTP/1.1 \(status)\r\nContent-Type: \(type)\r\n\(more)Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
                .utf8)
    }

    private static func client(_ server: HandMadeServer, anchor: Data? = nil) -> GraphClient {
        var configuration = HTTPConfiguration()
        configuration.maximumBody = 1_048_576
        // Python may still be on its way.
        configuration.totalTimeout = 15
        return GraphClient(
            endpoints: TenantEndpoints(
                authority: server.address, graph: server.address, scope: "s", anchor: anchor ?? server.anchor),
            credential: ClientCredential(tenant: "t", clientID: "c", secret: "s3cret"), configuration: configuration,
            policy: .none)
    }

    private static func ask(_ answers: [Data]) async throws -> GraphReply {
        let server = try HandMadeServer(["/t/oauth2/v2.0/token": [token], path: answers])
        return await client(server).get(GraphPath(["organization"], [("$select", "id")]))
    }

    /// What an answer's date says of our clock: nothing more than it must.
    @Test(arguments: [(nil, nil), (0.0, 0.0), (-600, -600), (600, 600), (-1, 0)] as [(Double?, Double?)])
    func theClockIsComparedWithTheAnswersDate(offset: Double?, difference: Double?) async throws {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(secondsFromGMT: 0)
        formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss zzz"
        let asked = Date()
        let date = offset.map { "Date: \(formatter.string(from: asked + $0))\r\n" } ?? "Date: soon\r\n"
        let server = try HandMadeServer([
            "/t/oauth2/v2.0/token": Self.token, Self.path: Self.answer("{\"value\":[]}", more: date),
        ])
        let client = Self.client(server)
        #expect(client.clockDifference == nil)
        _ = await client.get(GraphPath(["organization"], [("$select", "id")]))
        let passed = Date().timeIntervalSince(asked)
        guard let difference else {
            #expect(client.clockDifference == nil)
            return
        }
        // Whatever passed until the answer came makes an old date older.
        let found = try #require(client.clockDifference)
        #expect(found <= difference + 1 && found >= difference - 1 - passed, "\(found)")
    }

    private static func fault(_ reply: GraphReply) -> TenantFault? {
        do throws(TenantFault) {
            _ = try GraphDecoding.decode(Page<User.ID>.self, from: try reply.result.get()).get()
            return nil
        } catch {
            return error
        }
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let answer: Data
        let says: String
        var testDescription: String { name }
    }

    static let cases = [
        Case(name: "nothing", answer: Data(), says: "cut off"),
        Case(name: "no HTTP", answer: Data("SSH-2.0-OpenSSH\r\n".utf8), says: "doesn't speak HTTP"),
        Case(
            name: "a status that is none", answer: Data("HTTP/1.1 ABC\r\n\r\n".utf8), says: "the connection was cut off"
        ),
        Case(
            name: "ten thousand headers",
            answer: Data(
                ("HTTP/1.1 200 OK\r\n"
                    + (0..<10_000).map { "X-\($0): \(String(repeating: "y", count: 40))\r\n" }.joined()
                    + "Content-Length: 0\r\n\r\n").utf8), says: "larger than"),
        Case(
            name: "endless body",
            answer: Data(
                "ENDLESS:HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n".utf8),
            says: "larger than"),
        Case(
            name: "a drip",
            answer: Data("DRIP:HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n".utf8)
                + Data(String(repeating: " ", count: 5_000).utf8), says: "no answer in time"),
        Case(
            name: "a captive portal",
            answer: answer("<html><title>Hotel Aurora WiFi</title></html>", type: "text/html"),
            says: "titled “Hotel Aurora WiFi”"),
        Case(
            name: "a proxy's error", answer: answer("<html></html>", "407 Proxy", type: "text/html"),
            says: "status 407 with text/html"),
        Case(
            name: "another charset", answer: answer(page, type: "application/json; charset=iso-8859-1"),
            says: "JSON in iso-8859-1"),
        Case(name: "another type", answer: answer(page, type: "text/plain"), says: "text/plain instead of JSON"),
        Case(name: "another shape", answer: answer("[]"), says: "isn't of type"),
        Case(name: "a number too many", answer: answer(#"{"value": [{"id": 7}]}"#), says: "isn't of type"),
        Case(
            name: "a hundred thousand brackets", answer: answer(String(repeating: "[", count: 100_000)),
            says: "isn't what Graph documents"),
        Case(
            name: "a redirect", answer: answer("", "302 Found", more: "Location: https://127.0.0.1:1/\r\n"), says: "302"
        ),
        Case(
            name: "Retry-After of a day", answer: answer("{}", "429 No", more: "Retry-After: 86400\r\n"),
            says: "asks to wait 86400 s"),
        Case(
            name: "control characters in a message",
            answer: answer(#"{"error": {"code": "x", "message": "\u001b[31mred\u202e"}}"#, "400 No"), says: "400 x"),
        Case(name: "an empty code", answer: answer(#"{"error": {"code": "", "message": "m"}}"#, "403 No"), says: "403"),
    ]

    @Test(arguments: cases) func eachEndsInItsError(example: Case) async throws {
        let start = ContinuousClock.now
        let reply = try await Self.ask([example.answer])
        let fault = try #require(Self.fault(reply), "it passed")
        #expect(fault.reason.contains(example.says), "\(fault.reason)")
        #expect(!fault.remedy.isEmpty && !fault.reason.contains("T0KEN") && !fault.reason.contains("s3cret"))
        // The limits end it, not the server; a machine may be slow, but not that slow.
        #expect(ContinuousClock.now - start < .seconds(60))
    }

    /// Cut off at every tenth byte: with the length announced, and as if that were all.
    @Test func halfAnAnswerIsNone() async throws {
        let whole = Self.answer(Self.page)
        var answers: [String: [Data]] = ["/t/oauth2/v2.0/token": [Self.token]]
        let cuts = Array(stride(from: 0, to: whole.count, by: 10))
        for cut in cuts { answers["/v1.0/cut\(cut)"] = [whole.prefix(cut)] }
        for cut in stride(from: 0, to: Self.page.count, by: 5) {
            answers["/v1.0/all\(cut)"] = [Self.answer(String(Self.page.prefix(cut)))]
        }
        let server = try HandMadeServer(answers)
        let client = Self.client(server)
        for path in answers.keys where path.hasPrefix("/v1.0/") {
            let reply = await client.get(GraphPath([String(path.dropFirst(6))]))
            #expect(Self.fault(reply) != nil, "\(path) passed")
        }
    }

    @Test func aBombIsNotUnpacked() async throws {
        // 64 MiB of spaces, gzipped twice over would be smaller still: made by gzip itself.
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", "head -c 67108864 /dev/zero | gzip -9 -n"]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let bomb = try await blocking { pipe.fileHandleForReading.everything() }
        let head =
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\nContent-Length: \(bomb.count)\r\n\r\n"
        let reply = try await Self.ask([Data(head.utf8) + bomb])
        guard case .transport(.tooLarge) = Self.fault(reply) else {
            Issue.record("\(reply.result)")
            return
        }
    }

    // MARK: - TLS

    @Test func certificatesThatDontHoldAreRefused() async throws {
        let expired = try HandMadeServer([:], madeAt: Date() - 60 * 86_400)
        let other = try HandMadeServer([:])
        let elsewhere = try HandMadeServer([:], host: "127.0.0.2")
        for (client, name) in [
            (Self.client(expired), "expired"), (Self.client(other, anchor: elsewhere.anchor), "untrusted"),
            (Self.client(elsewhere), "another host's"),
        ] {
            switch Self.fault(await client.get(GraphPath(["organization"]))) {
            case .transport(.noLongerValid) where name == "expired", .transport(.tls) where name != "expired": continue
            case let fault: Issue.record("\(name) certificate: \(String(describing: fault))")
            }
        }
    }

    // MARK: - Where tokens go

    @Test func aTokenGoesNowhereElse() async throws {
        let thief = try HandMadeServer(["/v1.0/users": [Self.answer(Self.page)]])
        func pages(_ link: (String) -> String) async throws -> TenantFault? {
            let stand = "https://localhost:00000"
            let body = #"{"value": [], "@odata.nextLink": "\#(link(stand))"}"#
            let server = try HandMadeServer(
                ["/t/oauth2/v2.0/token": [Self.token], "/v1.0/users": [Self.answer(body)]], replacing: stand)
            do throws(TenantFault) {
                var iterator = GraphPages(GraphPath(["users"]), of: User.ID.self, Self.client(server))
                    .makeAsyncIterator()
                while try await iterator.next() != nil {}
                return nil
            } catch {
                return error
            }
        }
        for link in [
            "\(thief.address)/v1.0/users", "http://localhost/v1.0/users", "//evil.example/v1.0", "/v1.0/users",
            "file:///etc/passwd",
        ] {
            let fault = try #require(try await pages { _ in link })
            #expect(fault.reason.contains("another host"), "\(link): \(fault.reason)")
        }
        // A host that only begins like ours.
        let similar = try #require(try await pages { "\($0).evil.example/v1.0/users" })
        #expect(similar.reason.contains("another host"))
        let loop = try #require(try await pages { "\($0)/v1.0/users" })
        #expect(loop.reason.contains("in a circle"))
    }

    /// 401 for ever: a second token is tried, and then it is told.
    @Test func a401LoopEnds() async throws {
        let refusal = Self.answer(#"{"error": {"code": "InvalidAuthenticationToken", "message": "no"}}"#, "401 No")
        let reply = try await Self.ask([refusal])
        #expect(Self.fault(reply) == .unauthorized("no"))
    }

    /// The same at the sign-in.
    @Test(
        .serialized,
        arguments: [
            (answer("<html></html>", type: "text/html"), "holds no token"), (answer("{}"), "holds no token"),
            (answer(#"{"access_token": "", "expires_in": 1}"#), "holds no token"),
            (answer(#"{"access_token": 7}"#), "holds no token"),
            (answer("{}", "400 No"), "without an error body"),
            (answer(#"{"error": {"code": "x"}}"#, "400 No"), "without an error body"),
            (
                answer(#"{"error": "strange_new", "error_description": "AADSTS1: \u001b[2JHi"}"#, "400 No"),
                "strange_new"
            ),
            (Data(), "cut off"),
        ])
    func aBrokenSignInIsToldToo(token: Data, says: String) async throws {
        let server = try HandMadeServer(["/t/oauth2/v2.0/token": [token], Self.path: [Self.answer(Self.page)]])
        let reply = await Self.client(server).get(GraphPath(["organization"], [("$select", "id")]))
        let fault = try #require(Self.fault(reply))
        #expect(fault.reason.contains(says) && !fault.reason.contains("s3cret"), "\(fault.reason)")
    }
}
