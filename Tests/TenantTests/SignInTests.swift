import Crypto
import Foundation
import JWTKit
import SimulatedTenant
import TestSupport
import Testing
import X509
import _CryptoExtras

/// Every way to sign in at the simulated tenant, and every way to be refused.
@Suite(.serialized) struct SignInTests {
    private static let graphPowerShell = "14d82eec-204b-4c2f-b7e8-296a70dab67e"

    private static func service(_ scenario: String = "ready-to-cut-over", clock: TestClock = TestClock()) async throws
        -> Service
    {
        Service(try await SimulatedTenant.start(try Repository.scenario(scenario), now: { clock.now }))
    }

    struct Refusal: Sendable, CustomTestStringConvertible {
        let form: [(String, String)]
        let status: Int
        let error: String
        let code: Int
        var testDescription: String { "AADSTS\(code)" }
    }

    @Test(
        .serialized,
        arguments: [
            Refusal(
                form: [("grant_type", "password"), ("client_id", "TOOL")], status: 400, error: "unsupported_grant_type",
                code: 70003),
            Refusal(form: [("grant_type", "client_credentials")], status: 400, error: "invalid_request", code: 900_144),
            Refusal(
                form: [("grant_type", "client_credentials"), ("client_id", "TOOL"), ("scope", "User.Read")],
                status: 400, error: "invalid_scope", code: 1_002_012),
            Refusal(
                form: [
                    ("grant_type", "client_credentials"), ("client_id", "TOOL"),
                    ("scope", "https://graph.microsoft.com/User.Read.All"),
                ], status: 400, error: "invalid_scope", code: 1_002_012),
            Refusal(
                form: [
                    ("grant_type", "client_credentials"), ("client_id", "TOOL"), ("scope", "openid x/.default"),
                ], status: 400, error: "invalid_scope", code: 1_002_012),
            Refusal(
                form: [("grant_type", "client_credentials"), ("client_id", "TOOL")], status: 400,
                error: "invalid_request", code: 900_144),
            Refusal(
                form: [("grant_type", "client_credentials"), ("client_id", "TOOL"), ("scope", "x/.default")],
                status: 401,
                error: "invalid_client", code: 7_000_218),
            Refusal(
                form: [("grant_type", "refresh_token"), ("client_id", "TOOL"), ("refresh_token", "x")], status: 400,
                error: "invalid_grant", code: 700_082),
            Refusal(
                form: [
                    ("grant_type", "urn:ietf:params:oauth:grant-type:device_code"), ("client_id", "TOOL"),
                    ("device_code", "x"),
                ], status: 400, error: "bad_verification_code", code: 70000),
            Refusal(
                form: [
                    ("grant_type", "client_credentials"), ("client_id", "DISABLED"), ("scope", "x/.default"),
                    ("client_secret", "x"),
                ], status: 400, error: "unauthorized_client", code: 7_000_112),
        ])
    func refusalsAreEntras(refusal: Refusal) async throws {
        let service = try await Self.service()
        let tool = try await service.tenant.registerTool(named: "Tool")
        let disabled = try await service.tenant.registerTool(named: "Disabled")
        let portal = try await service.token(of: .portal)
        let principal = try await service.send(
            .get, "/v1.0/servicePrincipals(appId='\(disabled.clientID)')", token: portal)
        _ = try await service.send(
            .patch, "/v1.0/servicePrincipals/\(principal.text("id"))", token: portal,
            json: #"{"accountEnabled": false}"#)
        let answer = try await service.token(
            refusal.form.map { name, value in
                (name, value == "TOOL" ? tool.clientID : value == "DISABLED" ? disabled.clientID : value)
            })
        #expect(answer.status == refusal.status && answer.text("error") == refusal.error, "\(answer.text)")
        #expect(answer.json["error_codes"] as? [Int] == [refusal.code])
        #expect(answer.text("error_description").hasPrefix("AADSTS\(refusal.code): "))
        // A space, no T, and UTC: clients have parsed it.
        #expect(answer.text("timestamp").wholeMatch(of: /\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ/) != nil)
        await service.tenant.stop()
    }

    /// The client's name and secret in a header, encoded as a form's are.
    @Test func basicAuthenticationIsTaken() async throws {
        let service = try await Self.service()
        let tool = try await service.tenant.registerTool(named: "Tool")
        let pair = "\(tool.clientID):\(Service.encoded(tool.secret))"
        let answer = try await service.send(
            .post, "/\(service.tenant.tenantID)/oauth2/v2.0/token",
            form: [("grant_type", "client_credentials"), ("scope", "https://graph.microsoft.com/.default")],
            headers: [("Authorization", "Basic \(Data(pair.utf8).base64EncodedString())")])
        #expect(answer.status == 200)
        await service.tenant.stop()
    }

    // MARK: - Certificates

    private struct Assertion: JWTPayload {
        let aud: String
        let iss: String
        let sub: String
        let exp: Int
        let nbf: Int

        func verify(using algorithm: some JWTAlgorithm) {}
    }

    @Test func aCertificateSignsIn() async throws {
        let clock = TestClock()
        let service = try await Self.service(clock: clock)
        let tool = try await service.tenant.registerTool(named: "Tool")
        let portal = try await service.token(of: .portal)
        let key = try _RSA.Signing.PrivateKey(keySize: .bits2048)
        let certificate = try Self.certificate(key, at: clock.now)
        let app = try await service.send(.get, "/v1.0/applications(appId='\(tool.clientID)')", token: portal)
        let patched = try await service.send(
            .patch, "/v1.0/applications/\(app.text("id"))", token: portal,
            json:
                #"{"keyCredentials": [{"type": "AsymmetricX509Cert", "usage": "Verify", "key": "\#(certificate.base64EncodedString())"}]}"#
        )
        #expect(patched.status == 204)

        func ask(_ name: String, _ thumbprint: String, from start: Date, pss: Bool, _ audience: String? = nil)
            async throws -> Service.Answer
        {
            let keys = JWTKeyCollection()
            let own = try Insecure.RSA.PrivateKey(pem: key.pemRepresentation)
            if pss {
                await keys.add(pss: own, digestAlgorithm: .sha256)
            } else {
                await keys.add(rsa: own, digestAlgorithm: .sha256)
            }
            let issued = Int(start.timeIntervalSince1970)
            let endpoint = "\(service.tenant.address)/\(service.tenant.tenantID)/oauth2/v2.0/token"
            let text = try await keys.sign(
                Assertion(
                    aud: audience ?? endpoint, iss: tool.clientID, sub: tool.clientID, exp: issued + 600, nbf: issued),
                header: [name: .string(thumbprint)])
            return try await service.token([
                ("grant_type", "client_credentials"), ("client_id", tool.clientID),
                ("scope", "https://graph.microsoft.com/.default"), ("client_assertion", text),
                ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
            ])
        }
        func url(_ digest: some Sequence<UInt8>) -> String {
            Data(digest).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
                .replacing("=", with: "")
        }
        let new = url(SHA256.hash(data: certificate))
        let old = url(Insecure.SHA1.hash(data: certificate))
        #expect(try await ask("x5t#S256", new, from: clock.now, pss: true).status == 200)
        #expect(try await ask("x5t", old, from: clock.now, pss: false).status == 200)
        // SHA-256 where SHA-1 belongs, another audience, another time: each has been seen in the field.
        #expect(try await ask("x5t", new, from: clock.now, pss: true).json["error_codes"] as? [Int] == [700027])
        let elsewhere = try await ask("x5t", old, from: clock.now, pss: true, "https://elsewhere.example/token")
        #expect(elsewhere.status == 401 && elsewhere.json["error_codes"] as? [Int] == [700027])
        let stale = try await ask("x5t", old, from: clock.now - 7_200, pss: true)
        #expect(stale.json["error_codes"] as? [Int] == [700024])
        await service.tenant.stop()
    }

    private static func certificate(_ key: _RSA.Signing.PrivateKey, at now: Date) throws -> Data {
        let name = try DistinguishedName { CommonName("tool") }
        let own = Certificate.PrivateKey(key)
        let made = try Certificate(
            version: .v3, serialNumber: .init(), publicKey: own.publicKey, notValidBefore: now - 3_600,
            notValidAfter: now + 86_400 * 90, issuer: name, subject: name,
            signatureAlgorithm: .sha256WithRSAEncryption, extensions: .init {}, issuerPrivateKey: own)
        return Data(try made.serializeAsPEM().derBytes)
    }

    // MARK: - Device codes

    private static func start(_ service: Service, _ scope: String) async throws
        -> Service.Answer
    {
        try await service.send(
            .post, "/\(service.tenant.tenantID)/oauth2/v2.0/devicecode",
            form: [("client_id", graphPowerShell), ("scope", scope)])
    }

    private static func poll(_ service: Service, _ started: Service.Answer, _ client: String = graphPowerShell)
        async throws -> Service.Answer
    {
        try await service.token([
            ("grant_type", "urn:ietf:params:oauth:grant-type:device_code"), ("client_id", client),
            ("device_code", started.text("device_code")),
        ])
    }

    @Test func aDeviceIsApprovedElsewhere() async throws {
        let clock = TestClock()
        let service = try await Self.service(clock: clock)
        let started = try await Self.start(service, "User.Read Organization.Read.All offline_access openid")
        #expect(started.json["interval"] as? Int == 5 && started.json["expires_in"] as? Int == 900)
        #expect(try await Self.poll(service, started).text("error") == "authorization_pending")
        // Another client can't take it, nobody approves a code that isn't, and nobody as somebody who isn't.
        #expect(try await Self.poll(service, started, "elsewhere").text("error") == "bad_verification_code")
        let wrong = try await service.send(
            .post, "/devicelogin", form: [("code", "XXXXXXXXX"), ("account", "ida.holm@nordwind.example")])
        #expect(wrong.status == 400)
        let nobody = try await service.send(
            .post, "/devicelogin", form: [("code", started.text("user_code")), ("account", "<b>@nordwind.example")])
        #expect(nobody.status == 400 && nobody.text.contains("AADSTS50034"))

        let approved = try await service.send(
            .post, "/devicelogin",
            form: [("code", started.text("user_code").lowercased()), ("account", "ida.holm@nordwind.example")])
        #expect(approved.status == 200)
        let tokens = try await Self.poll(service, started)
        #expect(tokens.status == 200 && !tokens.text("id_token").isEmpty)
        #expect(try await Self.poll(service, started).json["error_codes"] as? [Int] == [54005])
        let me = try await service.send(.get, "/v1.0/me", token: tokens.text("access_token"))
        #expect(me.text("userPrincipalName") == "ida.holm@nordwind.example")

        clock.advance(7_200)
        #expect(try await service.send(.get, "/v1.0/me", token: tokens.text("access_token")).status == 401)
        let refreshed = try await service.token([
            ("grant_type", "refresh_token"), ("client_id", Self.graphPowerShell),
            ("refresh_token", tokens.text("refresh_token")),
        ])
        #expect(try await service.send(.get, "/v1.0/me", token: refreshed.text("access_token")).status == 200)

        let late = try await Self.start(service, "User.Read")
        clock.advance(901)
        #expect(try await Self.poll(service, late).text("error") == "expired_token")
        let declined = try await Self.start(service, "User.Read")
        _ = try await service.trainer(.post, "devices/\(declined.text("user_code"))", #"{"decline": true}"#)
        #expect(try await Self.poll(service, declined).text("error") == "authorization_declined")
        await service.tenant.stop()
    }

    @Test func aPersonGetsWhatTheAppWasConsentedTo() async throws {
        let service = try await Self.service("fresh-tenant")
        // Jonas is nobody's administrator: what nobody consented to for him, he can't give himself.
        let started = try await Self.start(service, "Organization.Read.All")
        _ = try await service.trainer(
            .post, "devices/\(started.text("user_code"))", #"{"account": "jonas.garcia@nordwind.example"}"#)
        let refused = try await Self.poll(service, started)
        #expect(refused.json["error_codes"] as? [Int] == [65001] && refused.text("suberror") == "consent_required")

        // Ida may: and the token does what its scopes and her role both allow.
        let again = try await Self.start(service, "User.Read.All")
        _ = try await service.trainer(
            .post, "devices/\(again.text("user_code"))", #"{"account": "ida.holm@nordwind.example"}"#)
        let token = try await Self.poll(service, again).text("access_token")
        #expect(try await service.send(.get, "/v1.0/users", token: token).status == 200)
        #expect(try await service.send(.get, "/v1.0/organization", token: token).status == 403)
        let write = try await service.send(
            .patch, "/v1.0/users/jonas.garcia@nordwind.example", token: token, json: #"{"jobTitle": "x"}"#)
        #expect(write.status == 403 && write.errorCode == "Authorization_RequestDenied")

        // With User.Read alone a person reads themselves and nobody else.
        let portal = try await service.token(of: .portal)
        let principals = try await service.send(
            .get,
            "/v1.0/servicePrincipals?$filter=appId%20in%20('\(Self.graphPowerShell)','00000003-0000-0000-c000-000000000000')",
            token: portal)
        let ids = Dictionary(
            uniqueKeysWithValues: principals.objects().map { ($0["appId"] as? String ?? "", $0["id"] as? String ?? "") }
        )
        let granted = try await service.send(
            .post, "/v1.0/oauth2PermissionGrants", token: portal,
            json: """
                {"clientId": "\(ids[Self.graphPowerShell] ?? "")", "consentType": "AllPrincipals", "principalId": null,
                 "resourceId": "\(ids["00000003-0000-0000-c000-000000000000"] ?? "")", "scope": "User.Read"}
                """)
        #expect(granted.status == 201)
        let own = try await Self.start(service, "User.Read")
        _ = try await service.trainer(
            .post, "devices/\(own.text("user_code"))", #"{"account": "jonas.garcia@nordwind.example"}"#)
        let jonas = try await Self.poll(service, own).text("access_token")
        #expect(try await service.send(.get, "/v1.0/me", token: jonas).text("displayName") == "Jonas García")
        #expect(try await service.send(.get, "/v1.0/users", token: jonas).status == 403)
        #expect(
            try await service.send(.get, "/v1.0/users/ida.holm@nordwind.example", token: jonas).status == 403)
        // An app by itself is nobody, so it has no "me".
        let app = try await service.token(of: .checker)
        #expect(try await service.send(.get, "/v1.0/me", token: app).status == 400)
        await service.tenant.stop()
    }

    @Test func aForeignOrTamperedTokenOpensNothing() async throws {
        let service = try await Self.service()
        let other = try await Self.service()
        let token = try await service.token(of: .checker)
        let parts = token.split(separator: ".").map(String.init)
        let none = Data(#"{"alg":"none","typ":"JWT"}"#.utf8).base64EncodedString().replacing("=", with: "")
        for wrong in [
            try await other.token(of: .checker), "x", "\(parts[0]).\(parts[1]).", "\(none).\(parts[1]).",
            "\(parts[0]).\(parts[1].dropLast())A.\(parts[2])",
        ] {
            let answer = try await service.send(.get, "/v1.0/organization", token: wrong)
            #expect(answer.status == 401 && answer.errorCode == "InvalidAuthenticationToken")
        }
        await service.tenant.stop()
        await other.tenant.stop()
    }

    /// The page shows the code that a link brings, and nothing of it becomes the page's own.
    @Test func thePageOnlyShowsWhatALinkBrings() async throws {
        let tenant = try await Trainee.start().tenant
        for joined in ["", "\u{301}", "\u{200D}", "\u{FE0F}", "\u{338}"] {
            let code = "\"\(joined) autofocus onfocus=alert(1) x='\(joined)><\(joined)script>&\(joined)"
            let page = try await Service(tenant).send(.get, "/devicelogin?code=\(Service.encoded(code))").text
            let scalars = page.unicodeScalars.split(separator: "\"", omittingEmptySubsequences: false).map(String.init)
            let place = try #require(scalars.firstIndex { $0.hasSuffix("name=") }).advanced(by: 3)
            #expect(scalars[place].hasPrefix("&quot;\(joined) autofocus"), "\(page)")
            #expect(
                scalars[place].hasSuffix("script&gt;&amp;\(joined)") && scalars[place + 1] == " autocomplete=",
                "\(page)")
        }
        await tenant.stop()
    }
}
