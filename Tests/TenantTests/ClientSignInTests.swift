import Foundation
import HTTPTransport
import SimulatedTenant
import Synchronization
import TestSupport
import Testing
import X509
import _CryptoExtras

@testable import Tenant

/// Every way in which Lockstep signs in.
@Suite(.serialized) struct ClientSignInTests {
    private static func client(
        _ tenant: SimulatedTenant, _ method: ClientCredential.Method, clientID: String = "",
        policy: RetryPolicy = .none, now: @escaping @Sendable () -> Date = { Date() }
    ) -> GraphClient {
        GraphClient(
            endpoints: TenantEndpoints(
                authority: tenant.address, graph: tenant.address, scope: "https://graph.microsoft.com/.default",
                anchor: tenant.anchor),
            credential: ClientCredential(tenant: tenant.tenantID, clientID: clientID, method: method), policy: policy,
            now: now)
    }

    private static let graphPowerShell = "14d82eec-204b-4c2f-b7e8-296a70dab67e"

    // MARK: - Device code

    /// Waits by a clock of its own: asks at the intervals that it should, and does what the test wants in between.
    private final class Waiter: Sendable {
        let clock: TestClock
        let waits = Mutex<[TimeInterval]>([])
        let between: @Sendable (Int) async throws -> Void

        init(_ clock: TestClock, between: @escaping @Sendable (Int) async throws -> Void = { _ in }) {
            self.clock = clock
            self.between = between
        }

        var policy: RetryPolicy {
            var policy = RetryPolicy.none
            policy.sleep = { seconds in
                let number = self.waits.withLock { waits in
                    waits.append(seconds)
                    return waits.count
                }
                self.clock.advance(seconds)
                try await self.between(number)
            }
            return policy
        }
    }

    @Test func aCodeIsShownAndWaitedFor() async throws {
        let clock = TestClock()
        let tenant = try await SimulatedTenant.start(
            try Repository.scenario("ready-to-cut-over"), now: { clock.now })
        let service = Service(tenant)
        let shown = Mutex<DeviceCodePrompt?>(nil)
        let waiter = Waiter(clock) { number in
            guard number == 3, let code = shown.withLock({ $0?.code }) else { return }
            _ = try await service.trainer(.post, "devices/\(code)", #"{"account": "ida.holm@nordwind.example"}"#)
        }
        let client = Self.client(
            tenant,
            .deviceCode(permissions: ["Organization.Read.All", "User.Read"]) { prompt in
                shown.withLock { $0 = prompt }
            }, clientID: Self.graphPowerShell, policy: waiter.policy, now: { clock.now })
        let claims = try #require(try await client.claims())
        #expect(claims.account == "ida.holm@nordwind.example" && !claims.isAppOnly)
        #expect(claims.permissions.sorted() == ["Organization.Read.All", "User.Read"])
        #expect(waiter.waits.withLock { $0 } == [5, 5, 5], "the interval isn't obeyed")
        #expect(shown.withLock { $0?.page } == "\(tenant.address)/devicelogin")
        // When the token ends it is renewed without a second code.
        clock.advance(7_200)
        #expect((try? await client.get(GraphPath(["organization"])).result.get()) != nil)
        #expect(waiter.waits.withLock { $0.count } == 3)
        await tenant.stop()
    }

    @Test func aCodeThatNobodyEntersExpires() async throws {
        let clock = TestClock()
        let tenant = try await SimulatedTenant.start(
            try Repository.scenario("ready-to-cut-over"), now: { clock.now })
        let waiter = Waiter(clock)
        let client = Self.client(
            tenant, .deviceCode(permissions: []) { _ in }, clientID: Self.graphPowerShell, policy: waiter.policy,
            now: { clock.now })
        await #expect(throws: TenantFault.signIn(code: "expired_token", message: "The code was not entered in time.")) {
            _ = try await client.claims()
        }
        #expect(waiter.waits.withLock { $0.count } == 180)
        await tenant.stop()
    }

    @Test func waitingForACodeCanBeEnded() async throws {
        let tenant = try await SimulatedTenant.start(try Repository.scenario("ready-to-cut-over"))
        let shown = AsyncStream.makeStream(of: Void.self)
        let client = Self.client(
            tenant, .deviceCode(permissions: []) { _ in shown.continuation.yield() }, clientID: Self.graphPowerShell)
        let task = Task { await client.get(GraphPath(["organization"])) }
        for await _ in shown.stream { break }
        task.cancel()
        guard case .failure(.transport(.cancelled)) = await task.value.result else {
            Issue.record("it went on")
            return
        }
        await tenant.stop()
    }

    /// A hand-made service that slows down, hesitates and declines, as the standard has it.
    @Test func slowDownIsObeyed() async throws {
        func answer(_ status: String, _ body: String) -> Data {
            Data(
                "HTTP/1.1 \(status)\r\nContent-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
                    .utf8)
        }
        let server = try HandMadeServer(
            [
                "/t/oauth2/v2.0/devicecode": [
                    answer(
                        "200 OK",
                        #"{"user_code":"A","device_code":"d","verification_uri":"https://x","expires_in":900,"interval":"2"}"#
                    )
                ],
                "/t/oauth2/v2.0/token": [
                    answer("400 No", #"{"error":"authorization_pending"}"#),
                    answer("400 No", #"{"error":"slow_down"}"#),
                    answer("503 No", "{}"), answer("400 No", #"{"error":"slow_down"}"#),
                    answer("400 No", #"{"error":"authorization_declined","error_description":"AADSTS65004: No."}"#),
                ],
            ])
        let waits = Mutex<[TimeInterval]>([])
        var policy = RetryPolicy.none
        policy.sleep = { seconds in waits.withLock { $0.append(seconds) } }
        let client = GraphClient(
            endpoints: TenantEndpoints(
                authority: server.address, graph: server.address, scope: "s", anchor: server.anchor),
            credential: ClientCredential(
                tenant: "t", clientID: "c", method: .deviceCode(permissions: []) { _ in }), policy: policy)
        do throws(TenantFault) {
            _ = try await client.claims()
            Issue.record("it signed in")
        } catch {
            #expect(error.explanation?.code == "65004")
        }
        #expect(waits.withLock { $0 } == [2, 2, 7, 7, 12])
    }

    // MARK: - Certificate

    @Test func aCertificateSignsInAndIsVerifiedByAnotherLibrary() async throws {
        let tenant = try await SimulatedTenant.start(try Repository.scenario("ready-to-cut-over"))
        let service = Service(tenant)
        let tool = try await tenant.registerTool(named: "Tool")
        let portal = try await service.token(of: .portal)
        let private1 = try _RSA.Signing.PrivateKey(keySize: .bits2048)
        let (pem, der) = try Self.pem(private1)
        let app = try await service.send(.get, "/v1.0/applications(appId='\(tool.clientID)')", token: portal)
        _ = try await service.send(
            .patch, "/v1.0/applications/\(app.text("id"))", token: portal,
            json: #"{"keyCredentials": [{"type": "AsymmetricX509Cert", "usage": "Verify", "key": "\#(der)"}]}"#)
        let key = try ClientKey(pem: pem)
        let good = Self.client(tenant, .certificate(key), clientID: tool.clientID)
        #expect(try await good.claims()?.isAppOnly == true)
        let (stranger, _) = try Self.pem(try _RSA.Signing.PrivateKey(keySize: .bits2048))
        let bad = Self.client(tenant, .certificate(try ClientKey(pem: stranger)), clientID: tool.clientID)
        do throws(TenantFault) {
            _ = try await bad.claims()
            Issue.record("a stranger's certificate")
        } catch {
            #expect(error.explanation?.code == "700027" && error.remedy.contains("thumbprint"))
        }
        for (text, says) in [
            ("", "no certificate"), (String(pem.split(separator: "-----BEGIN PRIVATE KEY")[0]), "no private key"),
            (pem.replacing("PRIVATE KEY", with: "ENCRYPTED PRIVATE KEY"), "is encrypted"),
            (try Self.mixed(pem, stranger), "isn't the certificate's"),
        ] {
            do throws(ClientKey.Problem) {
                _ = try ClientKey(pem: text)
                Issue.record("\(says): taken")
            } catch {
                #expect(error.description.contains(says), "\(error)")
            }
        }
        await tenant.stop()
    }

    private static func pem(_ key: _RSA.Signing.PrivateKey) throws -> (String, der: String) {
        let name = try DistinguishedName { CommonName("tool") }
        let own = Certificate.PrivateKey(key)
        let made = try Certificate(
            version: .v3, serialNumber: .init(), publicKey: own.publicKey, notValidBefore: Date() - 3_600,
            notValidAfter: Date() + 86_400, issuer: name, subject: name, signatureAlgorithm: .sha256WithRSAEncryption,
            extensions: .init {}, issuerPrivateKey: own)
        let document = try made.serializeAsPEM()
        return (
            document.pemString + "\n" + key.pkcs8PEMRepresentation, Data(document.derBytes).base64EncodedString()
        )
    }

    /// One's certificate with the other's key.
    private static func mixed(_ one: String, _ other: String) throws -> String {
        let mark = "-----BEGIN PRIVATE KEY"
        return String(one.components(separatedBy: mark)[0]) + mark + other.components(separatedBy: mark)[1]
    }

    // MARK: - Tokens from elsewhere

    @Test func aTokenIsTakenAsItIsAndEnds() async throws {
        let clock = TestClock()
        let tenant = try await SimulatedTenant.start(
            try Repository.scenario("ready-to-cut-over"), now: { clock.now })
        let token = try await Service(tenant).token(of: .checker)
        let client = Self.client(tenant, .token(token), now: { clock.now })
        #expect((try? await client.get(GraphPath(["organization"])).result.get()) != nil)
        clock.advance(3_601)
        guard case .failure(.signIn(code: "token_expired", _)) = await client.get(GraphPath(["organization"])).result
        else {
            Issue.record("an old token went on")
            return
        }
        await tenant.stop()
    }

    @Test func theAzureCLIIsAskedForItsAccount() async throws {
        let tenant = try await SimulatedTenant.start(try Repository.scenario("ready-to-cut-over"))
        let token = try await Service(tenant).token(of: .checker)
        let folder = try TemporaryFolder()
        func azure(_ script: String, limit: Duration = .seconds(60)) throws -> AzureCLI {
            let file = folder.url.appending(path: UUID().uuidString)
            try ShellScript.install(script, at: file)
            return AzureCLI(program: file.path, limit: limit)
        }
        let good = Self.client(
            tenant,
            .azureCLI(
                try azure(
                    """
                    head -c 300000 /dev/zero >&2
                    case "$*" in "account get-access-token --resource \(tenant.address) --tenant \(tenant.tenantID) --output json") ;; *) exit 9;; esac
                    echo '{"accessToken": "\(token)", "expires_on": 4102444800, "tokenType": "Bearer"}'
                    """)))
        #expect((try? await good.get(GraphPath(["organization"])).result.get()) != nil)
        for (script, says) in [
            ("echo \"ERROR: Please run 'az login' to setup account.\" >&2; exit 1", "az login"),
            ("echo '{}'", "holds no token"), ("exit 127", "isn't installed"),
        ] {
            let bad = Self.client(tenant, .azureCLI(try azure(script)))
            guard case .failure(let fault) = await bad.get(GraphPath(["organization"])).result else {
                Issue.record("\(script) signed in")
                continue
            }
            #expect(fault.reason.contains(says), "\(fault.reason)")
        }
        // One that hangs is killed, by the clock or by the person; what it started itself is not waited for.
        let hanging = try azure("sleep 30 & wait", limit: .milliseconds(200))
        await #expect { try await hanging.token(tenant: "t", resource: "r") } throws: {
            ($0 as? TenantFault)?.reason.contains("it said nothing for") == true
        }
        let patient = try azure("sleep 30 & wait")
        let waiting = Task { try await patient.token(tenant: "t", resource: "r") }
        waiting.cancel()
        await #expect { try await waiting.value } throws: {
            ($0 as? TenantFault)?.reason.contains("cancelled") == true
        }
        await tenant.stop()
    }

    /// Whatever is printed of a credential, a secret isn't in it.
    @Test(.computing) func credentialsPrintNoSecret() {
        let credential = ClientCredential(tenant: "t", clientID: "c", secret: "s3cret")
        let worker = PingOneWorker(clientID: "c", secret: "s3cret")
        let connection = AzureConnection(name: "n", clientID: "c", clientSecret: "s3cret", tenantDomain: "t")
        for value in [credential, worker, connection] as [Any] {
            var dumped = ""
            dump(value, to: &dumped)
            for text in ["\(value)", String(reflecting: value), dumped] { #expect(!text.contains("s3cret"), "\(text)") }
        }
    }
}
