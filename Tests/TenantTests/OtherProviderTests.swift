import Foundation
import HTTPTransport
import SimulatedTenant
import TestSupport
import Testing

@testable import Sameness
@testable import Tenant

/// A scenario's provider that isn't Peig: what it shows, and whom it lets in.
@Suite(.serialized) struct OtherProviderTests {
    private static let login = "ida.holm@nordwind.example"
    private static let issuer = "https://id.acme.example/saml"
    private static let signIn = "https://id.acme.example/saml/sso?tenant=nordwind"

    private static func tenant(
        _ clock: TestClock, replacing: [(String, String)] = [], log: URL? = nil
    ) async throws -> SimulatedTenant {
        var text = try Repository.text("Tests/Fixtures/acme-identity/scenarios/ready.yaml")
        for (old, new) in replacing {
            #expect(text.contains(old))
            text = text.replacing(old, with: new)
        }
        return try await SimulatedTenant.start(
            try Scenario.load(text, file: "ready"), log: log, now: { clock.now })
    }

    private static func shown(_ tenant: SimulatedTenant) async throws -> Service.Answer {
        let service = Service(tenant)
        return try await service.send(
            .get, "/v1.0/simulation/identity-provider", token: try await service.token(of: .portal))
    }

    /// Federates the domain with what a person has copied.
    private static func federate(
        _ tenant: SimulatedTenant, issuer: String = issuer, signIn: String = signIn, protocolName: String = "saml",
        certificate: String
    ) async throws {
        let service = Service(tenant)
        let body = [
            "displayName": "Whatever", "issuerUri": issuer, "passiveSignInUri": signIn,
            "signOutUri": "https://id.acme.example/logout", "preferredAuthenticationProtocol": protocolName,
            "signingCertificate": certificate,
        ]
        let answer = try await service.send(
            .post, "/v1.0/domains/nordwind.example/federationConfiguration",
            token: try await service.token(of: .portal),
            json: String(decoding: try JSONSerialization.data(withJSONObject: body), as: UTF8.self))
        #expect(answer.status == 201, "\(answer.text)")
    }

    /// What a person meets in all the ways that there are: the portal's verb, the page for a device's code, and the page
    /// that an app sends the browser to.
    private static func refusals(_ tenant: SimulatedTenant) async throws -> [String] {
        let service = Service(tenant)
        let trial = try await service.send(
            .post, "/v1.0/simulation/sign-ins", token: try await service.token(of: .portal),
            json: #"{"user":"\#(login)"}"#)
        let code = trial.json["errorCode"] as? Int ?? -1
        let client = "14d82eec-204b-4c2f-b7e8-296a70dab67e"
        let started = try await service.send(
            .post, "/\(tenant.tenantID)/oauth2/v2.0/devicecode",
            form: [("client_id", client), ("scope", "User.Read")])
        let device = try await service.send(
            .post, "/devicelogin", form: [("code", started.text("user_code")), ("account", login)])
        let page = try await service.send(
            .post, "/\(tenant.tenantID)/oauth2/v2.0/authorize",
            form: [
                ("client_id", client), ("response_type", "code"), ("scope", "User.Read"),
                ("redirect_uri", "http://localhost:1"), ("account", login),
            ])
        if code == 0 {
            #expect(device.status == 200 && page.status == 302, "\(device.text) \(page.text)")
            return [trial.text("reason")]
        }
        #expect(device.status == 400 && page.status == 400)
        return ["AADSTS\(code): \(trial.text("reason"))", device.text, page.text].map {
            $0.replacing("&#39;", with: "'").replacing("&apos;", with: "'")
        }
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var replacing: [(String, String)] = []
        var issuer = OtherProviderTests.issuer
        var signIn = OtherProviderTests.signIn
        var protocolName = "saml"
        var hasCertificate = true
        var inject: String?
        let says: String
    }

    private static let speaksWsFed = ("tenant=nordwind\n", "tenant=nordwind\n  protocol: wsFed\n")

    static let cases = [
        Case(testDescription: "as it is", says: "Signed in through Acme Identity."),
        Case(
            testDescription: "the host in large letters", signIn: "https://ID.acme.example/saml/sso?tenant=nordwind",
            says: "Signed in through Acme Identity."),
        Case(
            testDescription: "WS-Federation", replacing: [speaksWsFed], protocolName: "wsFed",
            says: "Signed in through Acme Identity."),
        Case(
            testDescription: "a slash at the issuer's end", issuer: issuer + "/",
            says: "AADSTS50107: The requested federation realm object does not exist, or names another issuer. Acme "
                + "Identity sends https://id.acme.example/saml, and the domain has https://id.acme.example/saml/."),
        Case(
            testDescription: "an issuer in other letters", issuer: "https://id.acme.example/SAML",
            says: "Acme Identity sends https://id.acme.example/saml, and the domain has https://id.acme.example/SAML."),
        Case(
            testDescription: "another page", signIn: "https://id.acme.example/saml/sso",
            says:
                "AADSTS50008: The SAML assertion is missing. People are sent to https://id.acme.example/saml/sso, and "
                + "Acme Identity signs in at"),
        Case(
            testDescription: "it speaks WS-Federation, and is asked by SAML", replacing: [speaksWsFed],
            says: "The domain is set to saml, and Acme Identity speaks wsFed."),
        Case(
            testDescription: "it speaks SAML, and is asked by WS-Federation", protocolName: "wsFed",
            says: "The domain is set to wsFed, and Acme Identity speaks saml."),
        Case(
            testDescription: "another provider's certificate", hasCertificate: false,
            says:
                "AADSTS50008: The signature of Acme Identity's answer could not be verified. Acme Identity signs with "
                + "another certificate than the domain has."),
        Case(
            testDescription: "it rolls over after the switch", inject: "rollover",
            says: "Acme Identity signs with another certificate than the domain has."),
        Case(
            testDescription: "its certificate has ended",
            replacing: [("tenant=nordwind\n", "tenant=nordwind\n  certificate-ends: 1h\n")],
            inject: "2h", says: "The certificate that Acme Identity signs with isn't valid now."),
        Case(
            testDescription: "the domain's certificate is replaced by one that ends",
            replacing: [("[{ rotate-certificate: true }]", "[{ expire-certificate: 1d }]")], inject: "rollover",
            says: "Acme Identity signs with another certificate than the domain has."),
        Case(
            testDescription: "nobody's account", replacing: [("onboarded: true", "onboarded: false")],
            says: "AADSTS51004: Acme Identity has no account that is linked to this user."),
        Case(
            testDescription: "an account that is switched off",
            replacing: [("onboarded: true", "onboarded: true, peig-account: disabled")],
            says: "Acme Identity lets this account sign nobody in."),
    ]

    @Test(arguments: cases) func eachWaySaysWhoRefuses(what: Case) async throws {
        let clock = TestClock()
        let tenant = try await Self.tenant(clock, replacing: what.replacing)
        let own = try await Self.shown(tenant).text("certificate")
        try await Self.federate(
            tenant, issuer: what.issuer, signIn: what.signIn, protocolName: what.protocolName,
            certificate: what.hasCertificate ? own : CertificateSamples.rsa)
        if let inject = what.inject {
            if inject == "2h" {
                await tenant.pass(7_200)
            } else {
                #expect(try await Service(tenant).trainer(.post, "injects/\(inject)").status == 200)
            }
        }
        for refusal in try await Self.refusals(tenant) {
            #expect(refusal.contains(what.says), "\(refusal)")
            #expect(!refusal.contains("Peig"), "\(refusal)")
        }
        await tenant.stop()
    }

    /// Its metadata is read by the real client, at its own host, and agrees with what is shown; it goes on over a restart.
    @Test func itSaysTheSameOfItselfEverywhere() async throws {
        let clock = TestClock()
        let folder = try TemporaryFolder()
        let log = folder.url.appending(path: "t.jsonl")
        var tenant = try await Self.tenant(
            clock, replacing: [("[{ rotate-certificate: true }]", "[{ publish-certificate: true }]")], log: log)
        let first = try await Self.shown(tenant)
        #expect(first.text("name") == "Acme Identity" && first.text("issuer") == Self.issuer)
        #expect(first.text("signInUrl") == Self.signIn && first.text("signOutUrl") == "https://id.acme.example/logout")
        #expect(try await Service(tenant).trainer(.post, "injects/rollover").status == 200)
        await tenant.stop()
        tenant = try await SimulatedTenant.resume(log: log, now: { clock.now })
        let client = ProviderClient(
            anchor: tenant.anchor, standIn: .init(host: tenant.providerHost, address: tenant.providerAddress))
        let read = try await client.metadata(at: tenant.providerMetadata, now: clock.now).metadata
        let again = try await Self.shown(tenant)
        #expect(read.entityID == Self.issuer && read.signIn.map(\.location) == [Self.signIn])
        #expect(read.signing.map(\.base64) == [first.text("certificate"), again.text("nextCertificate")])
        #expect(again.text("certificate") == first.text("certificate"))
        // Its sign-in page stands, and says whose it is; Peig's pages don't.
        let page = try await Service(tenant).send(.get, "/identity-provider/saml/sso?tenant=nordwind")
        #expect(page.status == 400 && page.text.contains("Acme Identity"))
        #expect(try await Service(tenant).send(.get, "/identity-provider/logout").text.contains("Acme Identity"))
        for path in ["/idp/shibboleth", "/idp/profile/SAML2/POST/SSO", "/identity-provider/", "/identity-provider/x"] {
            #expect(try await Service(tenant).send(.get, path).status == 404, "\(path)")
        }
        await tenant.stop()
    }

    /// Who speaks WS-Federation doesn't say of itself that it speaks SAML.
    @Test func whatSpeaksNoSamlSaysSo() async throws {
        let clock = TestClock()
        let tenant = try await Self.tenant(clock, replacing: [Self.speaksWsFed])
        #expect(!tenant.hasSAMLMetadata)
        let text = try await Service(tenant).send(.get, "/identity-provider/metadata").text
        #expect(
            text.contains("fed:SecurityTokenServiceType") && text.contains("<wsa:Address>\(Self.signIn)<"), "\(text)")
        let certificate = try await Self.shown(tenant).text("certificate")
        #expect(text.replacing("\n", with: "").contains(certificate))
        #expect(throws: MetadataProblem.self) {
            _ = try SamlMetadataReader.read(Data(text.utf8), now: clock.now)
        }
        await tenant.stop()
    }

    /// There is no workspace of Peig's, and nothing acts as if there were.
    @Test func thereIsNoPeig() async throws {
        let tenant = try await Self.tenant(TestClock())
        let service = Service(tenant)
        let token = try await service.token(of: .portal)
        for (method, path) in [
            (HTTPRequest.Method.get, "workspace"), (.post, "provider"), (.delete, "provider"), (.post, "migration"),
            (.delete, "migration"), (.post, "onboarding"), (.post, "provider/assignments"),
        ] {
            let answer = try await service.send(
                method, "/v1.0/peig/\(path)", token: token, json: method == .post ? "{}" : nil)
            #expect(answer.status == 404 && answer.text.contains("no Peig workspace"), "\(path): \(answer.text)")
        }
        await tenant.stop()
        // And where Peig is, no other provider.
        let peig = try await Trainee.start().tenant
        #expect(try await Self.shown(peig).status == 404)
        #expect(try await Service(peig).send(.get, "/identity-provider/metadata").status == 404)
        await peig.stop()
    }

    /// Whoever signed a domain's people in before goes on until somebody ends it.
    @Test func theProviderBeforeSignsPeopleIn() async throws {
        let clock = TestClock()
        let folder = try TemporaryFolder()
        let log = folder.url.appending(path: "t.jsonl")
        let adfs =
            "federated-with: { name: ADFS, issuer: 'http://adfs.nordwind.example/trust', sign-in-url: "
            + "'https://adfs.nordwind.example/adfs/ls/', protocol: wsFed }"
        var tenant = try await Self.tenant(
            clock, replacing: [("{ name: nordwind.example }", "{ name: nordwind.example, \(adfs) }")], log: log)
        #expect(try await Self.refusals(tenant) == ["Signed in through ADFS."])
        await tenant.stop()
        tenant = try await SimulatedTenant.resume(log: log, now: { clock.now })
        #expect(try await Self.refusals(tenant) == ["Signed in through ADFS."])
        let service = Service(tenant)
        let token = try await service.token(of: .portal)
        let path = "/v1.0/domains/nordwind.example/federationConfiguration"
        let stands = try #require(try await service.send(.get, path, token: token).objects().first)
        #expect(stands["displayName"] as? String == "ADFS")
        let id = try #require(stands["id"] as? String)
        #expect(try await service.send(.delete, "\(path)/\(id)", token: token).status == 204)
        clock.advance(601)
        let later = try await service.token(of: .portal)
        #expect(!later.isEmpty)
        try await Self.federate(tenant, certificate: try await Self.shown(tenant).text("certificate"))
        #expect(try await Self.refusals(tenant) == ["Signed in through Acme Identity."])
        await tenant.stop()
    }
}
