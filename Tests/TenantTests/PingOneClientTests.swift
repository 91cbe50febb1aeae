import Foundation
import HTTPTransport
import SimulatedTenant
import TestSupport
import Testing

@testable import Tenant

/// PingOne as Lockstep reads it.
@Suite(.serialized) struct PingOneClientTests {
    private static func start(_ pingOne: String) async throws -> SimulatedTenant {
        try await SimulatedTenant.start(
            try Scenario.load(
                try Repository.text("Runbooks/peig-microsoft-365/scenarios/ready-to-cut-over.yaml")
                    + "pingone: \(pingOne)\n", file: "pingone"))
    }

    private static func client(_ tenant: SimulatedTenant, secret: String? = nil, environment: String? = nil)
        -> PingOneClient
    {
        let (id, known) = tenant.credential(.worker)
        return PingOneClient(
            endpoints: PingOneEndpoints(
                authority: tenant.address, api: tenant.address, environmentID: environment ?? tenant.environmentID,
                anchor: tenant.anchor),
            worker: PingOneWorker(clientID: id, secret: secret ?? known), policy: .none)
    }

    @Test func everythingThatProvisionsIsRead() async throws {
        let tenant = try await Self.start("{ connection: true, plan: true }")
        let client = Self.client(tenant)
        let stores = try await client.stores()
        let azure = try #require(stores.first { $0.type == PropagationStore.azureType })
        #expect(azure.status.shown == "ACTIVE" && azure.configuration.shown?.removeAction.shown == "Disable")
        #expect(azure.configuration.shown?.createUsers.shown == true)
        #expect(try await client.plans().map(\.status.shown) == ["ACTIVE"])
        let rule = try #require(try await client.rules().first)
        #expect(rule.active.shown == true && rule.targetStore.shown?.id == azure.id)
        #expect(
            try await client.mappings(of: rule.id).map(\.targetAttribute).sorted() == [
                "givenName", "userPrincipalName",
            ])
        #expect(try await client.latestRevision() != nil)
        await tenant.stop()
        let bare = try await Self.start("{}")
        #expect(try await Self.client(bare).latestRevision() == nil)
        #expect(try await Self.client(bare).rules().isEmpty)
        await bare.stop()
    }

    @Test func refusalsAreExplained() async throws {
        let tenant = try await Self.start("{ connection: true }")
        for (client, says) in [
            (Self.client(tenant, secret: "wrong"), "worker application's ID or secret is wrong"),
            (Self.client(tenant, environment: "00000000-0000-4000-8000-000000000000"), "often the region is another"),
        ] {
            do throws(PingOneFault) {
                _ = try await client.stores()
                Issue.record("it was let in")
            } catch {
                #expect(error.reason.contains(says) && !error.remedy.isEmpty, "\(error.reason)")
            }
        }
        let tool = try await tenant.registerTool(named: "PingOne")
        func connection(_ secret: String) -> AzureConnection {
            AzureConnection(
                name: "Microsoft 365", clientID: tool.clientID, clientSecret: secret, tenantDomain: tenant.tenantID)
        }
        try await Self.client(tenant).testConnection(connection(tool.secret))
        do throws(PingOneFault) {
            try await Self.client(tenant).testConnection(connection(tool.expiredSecret))
            Issue.record("an expired secret passed the test")
        } catch {
            #expect(error.reason.contains("AADSTS7000222") && error.remedy.contains("Test Connection"))
            #expect(!"\(error)".contains(tool.expiredSecret))
        }
        await tenant.stop()
    }

    /// Pages are followed at the same API and nowhere else.
    @Test func pagesStayAtTheAPI() async throws {
        func answer(_ body: String, _ status: String = "200 OK") -> Data {
            Data(
                "HTTP/1.1 \(status)\r\nContent-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
                    .utf8)
        }
        let path = "/v1/environments/e/propagation/plans"
        let token = answer(#"{"access_token":"t","token_type":"Bearer","expires_in":3600}"#)
        func read(
            _ next: (String) -> String, last: String = #"{"_links":{},"size":0}"#
        ) async throws -> Result<[String], PingOneFault> {
            let server = try HandMadeServer([:])
            let first =
                #"{"_embedded":{"plans":[{"id":"1","name":"a"}]},"_links":{"next":{"href":"\#(next(server.address))"}}}"#
            let pages = try HandMadeServer(
                ["/e/as/token": [token], path: [answer(first)], "\(path)?c=2": [answer(last)]],
                replacing: server.address)
            let client = PingOneClient(
                endpoints: PingOneEndpoints(
                    authority: pages.address, api: pages.address, environmentID: "e", anchor: pages.anchor),
                worker: PingOneWorker(clientID: "w", secret: "s"), policy: .none)
            do throws(PingOneFault) {
                return .success(try await client.plans().map(\.name))
            } catch {
                return .failure(error)
            }
        }
        #expect(try await read { "\($0)\(path)?c=2" } == .success(["a"]))
        // A page that tells nothing isn't an empty one.
        for silent in [#"{"_links":{}}"#, #"{"_embedded":{}}"#, #"{"_embedded":{"rules":[]},"size":2}"#] {
            guard case .failure(.unexpected(let lacking)) = try await read({ "\($0)\(path)?c=2" }, last: silent) else {
                Issue.record("\(silent) was read as empty")
                continue
            }
            #expect(lacking.contains(#"without "plans""#))
        }
        guard case .failure(.unexpected(let host)) = try await read({ _ in "https://127.0.0.1:1\(path)" }) else {
            Issue.record("a foreign link was followed")
            return
        }
        #expect(host.contains("another host"))
        guard case .failure(.unexpected(let circle)) = try await read({ "\($0)\(path)" }) else {
            Issue.record("a circle was followed")
            return
        }
        #expect(circle.contains("circle"))
    }
}
