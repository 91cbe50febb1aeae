import Foundation
import HTTPTransport
import SimulatedTenant
import TestSupport
import Testing

@testable import Tenant

/// What counts as the end of a sign-in with a browser, against a service and a browser that lie.
@Suite struct AuthorizationCodeTests {
    /// RFC 7636, appendix B.
    @Test func theChallengeIsTheStandards() {
        #expect(
            AuthorizationCodeFlow.challenge(of: "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")
                == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")
    }

    @Test(arguments: [
        ("http://localhost:1/?code=a&state=s", BrowserLanding.code("a")),
        ("  http://localhost:1/?state=s&code=a%2Bb&session_state=x#\n", .code("a+b")),
        ("?code=a&state=s", .code("a")),
        (
            "http://localhost:1/?error=access_denied&error_description=AADSTS65004%3A+no.+Trace+ID%3A+x&state=s",
            .refused(error: "access_denied", message: "AADSTS65004: no.")
        ),
    ])
    func whereItLandedIsRead(text: String, comesTo: BrowserLanding) {
        #expect(AuthorizationCodeFlow.judge(text, redirect: "http://localhost:1", state: "s") == comesTo)
    }

    @Test(arguments: [
        "", "s", "http://localhost:1/", "http://localhost:1/?", "?code=a", "?code=a&state=S", "?code=a&state=s&state=t",
        "?code=a&state=", "?state=s", "?code=&state=s", "?code=a&code=b&state=s", "?error=x&state=t", "?error=x",
        "http://x/authorize?code_challenge=c&state=s&code=a", "?code=a&state=%zz",
    ])
    func whatIsNotItsEndIsNone(text: String) {
        guard case .other = AuthorizationCodeFlow.judge(text, redirect: "http://localhost:1", state: "s") else {
            Issue.record("\(text) was taken")
            return
        }
    }

    /// A browser that a person sits at, as the flow sees it.
    private struct Browser: BrowserDesk {
        let land: @Sendable (String) async throws -> String
        func open() async throws(TenantFault) -> String { "http://localhost:4711" }
        func landing(
            of address: String, judge: @escaping @Sendable (String) -> BrowserLanding
        ) async throws(TenantFault) -> BrowserLanding {
            do { return judge(try await land(address)) } catch { throw .unexpected("\(error)") }
        }
        func close() async {}
    }

    private static func approved(_ address: String, _ tenant: SimulatedTenant) async throws -> String {
        var configuration = HTTPConfiguration()
        configuration.trust = .anchors(tenant.anchor)
        let http = HTTPClient(configuration)
        let query = String(address.split(separator: "?")[1])
        let answer = try await http.send(
            HTTPRequest(
                .post, String(address.split(separator: "?")[0]),
                headers: [("Content-Type", "application/x-www-form-urlencoded")],
                body: Data("\(query)&account=ida.holm%40nordwind.example&answer=approve".utf8)))
        return answer.header("location") ?? "no address: \(answer.status)"
    }

    private static func client(
        _ tenant: SimulatedTenant, named name: String, _ land: @escaping @Sendable (String) async throws -> String
    ) -> GraphClient {
        GraphClient(
            endpoints: TenantEndpoints(
                .global, authority: tenant.address, graph: tenant.address, anchor: tenant.anchor),
            credential: ClientCredential(
                tenant: name, clientID: "14d82eec-204b-4c2f-b7e8-296a70dab67e",
                method: .browser(permissions: ["User.Read"], desk: Browser(land: land))))
    }

    @Test func whoSignsInIsWhoWasAskedFor() async throws {
        let tenant = try await SimulatedTenant.start(try Repository.scenario("ready-to-cut-over"))
        let good = Self.client(tenant, named: tenant.tenantID) { try await Self.approved($0, tenant) }
        #expect(try await good.claims()?.account == "ida.holm@nordwind.example")
        // Another tenant's account, another's nonce, a code that was used, another's challenge.
        let other = Self.client(tenant, named: "organizations") { address in
            try await Self.approved(
                address.replacing(/nonce=[^&]*/, with: "nonce=other"), tenant)
        }
        await #expect(throws: TenantFault.self) { try await other.claims() }
        let challenged = Self.client(tenant, named: tenant.tenantID) { address in
            try await Self.approved(address.replacing(/code_challenge=[^&]*/, with: "code_challenge=other"), tenant)
        }
        do {
            _ = try await challenged.claims()
            Issue.record("a code for another challenge was taken")
        } catch { #expect("\(error)".contains("501481"), "\(error)") }
        await tenant.stop()
    }

    /// A tenant that allows no codes for other devices says so, and the way out is named.
    @Test func whereCodesAreBlockedTheBrowserIsNamed() async throws {
        let text = try Repository.text("Runbooks/peig-microsoft-365/scenarios/ready-to-cut-over.yaml")
        let scenario = try Scenario.load(
            text + "\ndevice-codes: blocked\n", file: "s",
            truths: try Repository.text("Runbooks/peig-microsoft-365/truths.yaml"))
        let tenant = try await SimulatedTenant.start(scenario)
        let client = GraphClient(
            endpoints: TenantEndpoints(
                .global, authority: tenant.address, graph: tenant.address, anchor: tenant.anchor),
            credential: ClientCredential(
                tenant: tenant.tenantID, clientID: "14d82eec-204b-4c2f-b7e8-296a70dab67e",
                method: .deviceCode(permissions: ["User.Read"]) { prompt in
                    Task { await Self.enter(prompt, tenant) }
                }))
        do {
            _ = try await client.claims()
            Issue.record("a code was taken where none is allowed")
        } catch {
            #expect(error.reason.contains("AADSTS53003") && error.remedy.contains("--method browser"), "\(error)")
        }
        let person = Self.client(tenant, named: tenant.tenantID) { try await Self.approved($0, tenant) }
        #expect(try await person.claims()?.account == "ida.holm@nordwind.example")
        await tenant.stop()
    }

    private static func enter(_ prompt: DeviceCodePrompt, _ tenant: SimulatedTenant) async {
        var configuration = HTTPConfiguration()
        configuration.trust = .anchors(tenant.anchor)
        _ = try? await HTTPClient(configuration).send(
            HTTPRequest(
                .post, prompt.page, headers: [("Content-Type", "application/x-www-form-urlencoded")],
                body: Data("code=\(prompt.code)&account=ida.holm%40nordwind.example&answer=approve".utf8)))
    }
}
