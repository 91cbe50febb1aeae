import Foundation
import HTTPTransport
import Journal
import Runbook
import Tenant
import TestSupport

@testable import Verification

/// A Graph of a few answers, over real libcurl and TLS: whatever isn't named isn't there, and batches aren't taken.
enum SmallGraph {
    static let now = Date(timeIntervalSince1970: 1_790_000_000)
    /// Stands for the server's own address in links.
    static let own = "https://localhost:00000"

    static func answer(_ body: String, _ status: String = "200 OK") -> Data {
        Data(
            "HTTP/1.1 \(status)\r\nContent-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
                .utf8)
    }

    static func list(_ elements: String...) -> String { "{\"value\": [\(elements.joined(separator: ","))]}" }

    static func error(_ status: String, _ code: String, _ message: String) -> Data {
        answer("{\"error\": {\"code\": \"\(code)\", \"message\": \"\(message)\"}}", status)
    }

    /// What one check comes to.
    /// - Parameters:
    ///   - answers: by path below the version, or by a path that begins with `!` as it is.
    ///   - pages: the same, in turn.
    static func result(
        _ resource: String, _ expectation: String, _ answers: [GraphPath: String], pages: [String: [Data]] = [:],
        isRehearsed: Bool = false
    ) async throws -> CheckResult? {
        var served: [String: [Data]] = [
            "/t/oauth2/v2.0/token": [
                answer(#"{"access_token": "T", "token_type": "Bearer", "expires_in": 3599}"#)
            ],
            "/v1.0/$batch": [error("400 Bad Request", "BadRequest", "no batches")],
        ]
        for (path, body) in answers { served["/v1.0\(path)"] = [answer(body)] }
        let server = try HandMadeServer(served.merging(pages) { $1 }, replacing: own)
        let client = GraphClient(
            endpoints: TenantEndpoints(
                authority: server.address, graph: server.address, scope: "s", anchor: server.anchor),
            credential: ClientCredential(tenant: "t", clientID: "c", secret: "s3cret"), policy: .none)
        let item = try ResourceTests.item(resource, expectation)
        var access = TenantAccess(client)
        access.isRehearsed = isRehearsed
        return await Evaluation.evaluate(
            [item], answers: ["domain": "a.example", "app": "71d2f0aa-0000-4000-8000-000000000001"],
            access: access, now: { now })["thing"]
    }
}
