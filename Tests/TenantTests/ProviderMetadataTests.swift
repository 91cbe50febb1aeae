import Foundation
import HTTPTransport
import Sameness
import TestSupport
import Testing

@testable import Tenant

private typealias Samples = CertificateSamples

/// Metadata as providers publish it, and as nobody should.
@Suite struct ProviderMetadataTests {
    static let own =
        #"xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" xmlns:ds="http://www.w3.org/2000/09/xmldsig#""#
    static let bindings = "urn:oasis:names:tc:SAML:2.0:bindings"
    static let now = Date(timeIntervalSince1970: 1_795_730_400)

    static func key(_ certificate: String, use: String? = "signing") -> String {
        "<md:KeyDescriptor\(use.map { #" use="\#($0)""# } ?? "")><ds:KeyInfo><ds:X509Data><ds:X509Certificate>\n"
            + Samples.lines(certificate)
            + "\n</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>"
    }

    static func entity(
        _ id: String = "https://idp.example/saml", keys: String = key(Samples.rsa), more: String = "",
        attributes: String = "", signIn: String = "https://idp.example/sso"
    ) -> String {
        """
        <md:EntityDescriptor \(own) entityID="\(id)"\(attributes)>
        <md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">\(keys)
        <md:SingleLogoutService Binding="\(bindings):HTTP-Redirect" Location="https://idp.example/out"/>
        <md:SingleSignOnService Binding="\(bindings):HTTP-Redirect" Location="https://idp.example/redirect"/>
        <md:SingleSignOnService Binding="\(bindings):HTTP-POST" Location="\(signIn)"/>\(more)
        </md:IDPSSODescriptor></md:EntityDescriptor>
        """
    }

    static func read(_ text: String) throws(MetadataProblem) -> SamlMetadata {
        try SamlMetadataReader.read(Data(text.utf8), now: now)
    }

    @Test(.computing) func aProviderIsRead() throws {
        let keys =
            Self.key(Samples.rsa) + Self.key(Samples.next, use: nil)
            + Self.key(Samples.curve, use: "encryption") + Self.key(Samples.rsa)
        let found = try Self.read(#"<?xml version="1.0" encoding="UTF-8"?>"# + Self.entity(keys: keys))
        #expect(found.entityID == "https://idp.example/saml")
        #expect(found.signInAddresses == ["https://idp.example/sso"])
        #expect(found.signOutAddresses == ["https://idp.example/out"])
        #expect(found.signing.map(\.base64) == [Samples.rsa, Samples.next])
        // One entity in a list of one is that entity; what isn't metadata's own is left alone.
        let listed = try Self.read(
            "<md:EntitiesDescriptor \(Self.own)><x:Extra xmlns:x='urn:x'><x:EntityDescriptor entityID='no'/></x:Extra>"
                + Self.entity() + "</md:EntitiesDescriptor>")
        #expect(listed.entityID == found.entityID)
        // An instruction that says nothing has ended the program.
        for instruction in ["<?z?>", "<?z ?>", "<?z?>\u{301}", "<<?a?>?z?>", "<?z\n\t?>", "<?é?>", "<?a b?>"] {
            let text = Self.entity().replacing("<md:IDPSSO", with: "\(instruction)<md:IDPSSO")
            let found = try? Self.read(text)
            #expect(instruction.hasPrefix("<<") == (found == nil), "\(instruction)")
        }
        // A comment in the midst of the Base64, CDATA, and references are XML's own.
        let odd = Self.entity(signIn: "https://idp.example/sso?a=1&amp;b=2")
            .replacing("\n\(Samples.rsa.prefix(64))", with: "<!-- x --><![CDATA[\(Samples.rsa.prefix(64))]]>")
        let read = try Self.read(odd)
        #expect(read.signInAddresses == ["https://idp.example/sso?a=1&b=2"])
        #expect(read.signing.map(\.base64) == [Samples.rsa])
    }

    private static let entities =
        #"<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">"#

    static let documents: [(String, MetadataProblem)] = [
        ("-----BEGIN PRIVATE KEY-----\nMIIE\n", .privateKey), ("-----BEGIN RSA PRIVATE KEY-----\nMIIE\n", .privateKey),
        ("-----BEGIN CERTIFICATE-----\nMIIE\n", .certificate),
        ("hello", .notXML(line: 1)), ("", .notXML(line: 1)), ("{\"a\": 1}", .notXML(line: 1)),
        ("<html><body>Sign in</body></html>", .page), ("<!DOCTYPE html><html></html>", .page),
        ("<!DOCTYPE x [\(entities)]>" + entity("&c;"), .declaresTypes),
        (#"<!DOCTYPE x SYSTEM "file:///etc/passwd">"# + entity(), .declaresTypes),
        (#"<!DOCTYPE x [<!ENTITY e SYSTEM "https://elsewhere.example/">]>"# + entity("&e;"), .declaresTypes),
        (#"<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE"#, .notUTF8),
        (#"<?xml version="1.0" encoding="ISO-8859-1"?>"# + entity(), .notUTF8),
        (String(repeating: "<a>", count: 100_000), .root("a")),
        ("<md:EntitiesDescriptor \(own)>\(String(repeating: "<md:Extensions>", count: 5_000))", .notXML(line: 1)),
        ("<EntityDescriptor entityID='x'/>", .root("EntityDescriptor")), ("<urlset/>", .root("urlset")),
        ("<md:EntitiesDescriptor \(own)/>", .noEntity), ("<md:EntityDescriptor \(own)/>", .noEntityID),
        (
            "<md:EntityDescriptor \(own) entityID='https://sp.example'><md:SPSSODescriptor/></md:EntityDescriptor>",
            .noProvider("https://sp.example")
        ),
        (entity().replacing("SAML:2.0:protocol", with: "SAML:1.1:protocol"), .noProvider("https://idp.example/saml")),
        (entity(keys: ""), .noCertificate("https://idp.example/saml")),
        (entity(keys: key(Samples.rsa, use: "encryption")), .noCertificate("https://idp.example/saml")),
        (entity(keys: key("AAAA")), .unreadableCertificate("https://idp.example/saml")),
        (
            entity().replacing("SingleSignOnService", with: "ArtifactResolutionService"),
            .noSignIn("https://idp.example/saml")
        ),
        (
            "<md:EntitiesDescriptor \(own)>\(entity("https://a.example"))\(entity("https://b.example"))</md:EntitiesDescriptor>",
            .several(["https://a.example", "https://b.example"])
        ),
        (entity(attributes: #" validUntil="2020-01-01T00:00:00Z""#), .ended("2020-01-01T00:00:00Z")),
        (entity(attributes: #" validUntil="2020-01-01T00:00:00.000Z""#), .ended("2020-01-01T00:00:00.000Z")),
        (String(entity().dropLast(9)), .notXML(line: 23)), (entity() + "<more/>", .notXML(line: 23)),
        (entity("&undeclared;"), .notXML(line: 1)),
        (String(repeating: "x", count: MetadataProblem.limit + 1), .tooLarge),
    ]

    @Test(.computing, arguments: documents.indices) func whatIsWrongIsSaidInOneSentence(index: Int) {
        let (text, expected) = Self.documents[index]
        let problem = #expect(throws: MetadataProblem.self, "\(text.prefix(80))") { try Self.read(text) }
        if case .notXML = expected, case .notXML = problem {} else { #expect(problem == expected) }
        #expect(problem?.message.hasSuffix(".") == true && problem?.remedy.isEmpty == false)
        #expect((problem?.message.count ?? 0) < 500)
    }

    @Test(.computing) func whatIsNoTextIsRefused() {
        for bytes in [[0xFF, 0xFE, 0x3C, 0x00], [0x3C, 0x61, 0x00, 0x2F, 0x3E], [0xC3, 0x28]] as [[UInt8]] {
            #expect(throws: MetadataProblem.notUTF8) { try SamlMetadataReader.read(Data(bytes), now: Self.now) }
        }
    }

    // MARK: - Where it comes from

    private static func answer(_ body: String, status: String = "200 OK", headers: String = "") -> Data {
        Data(
            "HTTP/1.1 \(status)\r\nContent-Length: \(body.utf8.count)\r\n\(headers)Connection: close\r\n\r\n\(body)"
                .utf8)
    }

    private static func sent(on location: String) -> Data {
        answer("", status: "302 Found", headers: "Location: \(location)\r\n")
    }

    @Test func itIsFetchedFromWhereAPersonSaid() async throws {
        let server = try HandMadeServer(
            [
                "/saml": [Self.answer(Self.entity())], "/moved": [Self.sent(on: "/saml")],
                "/absolute": [Self.sent(on: "https://own.example/saml")],
                "/round": [Self.sent(on: "/round")], "/away": [Self.sent(on: "https://elsewhere.example/saml")],
                "/plain": [Self.sent(on: "http://localhost/saml")], "/file": [Self.sent(on: "file:///etc/passwd")],
                "/refused": [Self.answer("no", status: "403 Forbidden")],
                "/endless": [Data("ENDLESS:HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".utf8)],
                "/huge": [Data("ENDLESS:HTTP/1.1 200 OK\r\nContent-Length: 104857600\r\n\r\n<md:".utf8)],
            ], replacing: "https://own.example")
        let client = ProviderClient(anchor: server.anchor)
        for path in ["saml", "moved", "absolute"] {
            let found = try await client.metadata(at: "\(server.address)/\(path)", now: Self.now)
            #expect(found.metadata.entityID == "https://idp.example/saml" && found.age == 0)
        }
        for (path, says) in [
            ("round", "again and again"), ("away", "another server, elsewhere.example"), ("plain", "another server"),
            ("file", "another server"), ("refused", "answered 403"), ("nothing", "answered 404"),
            ("endless", "larger than 4 MiB"), ("huge", "larger than 4 MiB"),
        ] {
            let problem = await #expect(throws: MetadataProblem.self, "\(path)") {
                try await client.metadata(at: "\(server.address)/\(path)", now: Self.now)
            }
            #expect(problem?.message.contains(says) == true, "\(path): \(problem?.message ?? "")")
        }
        for (address, says) in [
            (server.address.replacing("https", with: "http") + "/saml", "isn't an https address"),
            ("ftp://idp.example/saml", "isn't an https address"),
            ("https://ida:x@idp.example/", "isn't an https address"),
            ("/nowhere/idp.xml", "There is no file"), ("/dev/zero", "isn't a plain file"), ("/", "isn't a plain file"),
        ] {
            let problem = await #expect(throws: MetadataProblem.self, "\(address)") {
                try await client.metadata(at: address, now: Self.now)
            }
            #expect(problem?.message.contains(says) == true, "\(address): \(problem?.message ?? "")")
        }
        // Nobody whom the system doesn't trust.
        let stranger = await #expect(throws: MetadataProblem.self) {
            try await ProviderClient().metadata(at: "\(server.address)/saml", now: Self.now)
        }
        #expect(stranger?.message.contains("no trusted TLS connection") == true)
    }

    @Test func aFileHasItsAge() async throws {
        let folder = try TemporaryFolder()
        let file = folder.url.appending(path: "idp.xml")
        try Data(Self.entity().utf8).write(to: file)
        let found = try await ProviderClient().metadata(at: file.path, now: Date(timeIntervalSinceNow: 3 * 86_400))
        #expect(found.age > 2.9 * 86_400 && found.age < 3.1 * 86_400)
    }
}
