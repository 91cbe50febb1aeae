import Foundation
import TestSupport
import Testing

@testable import Tenant

private typealias Samples = CertificateSamples

/// Documents that describe more than one thing, and until when they are valid.
extension ProviderMetadataTests {
    private static func role(
        _ name: String, _ certificate: String = Samples.rsa, version: String = "2.0", attributes: String = ""
    ) -> String {
        """
        <md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:\(version):protocol"\(attributes)>
        \(key(certificate))<md:SingleLogoutService Binding="\(bindings):HTTP-Redirect" Location="https://\(name)/out"/>
        <md:SingleSignOnService Binding="\(bindings):HTTP-POST" Location="https://\(name)/sso"/></md:IDPSSODescriptor>
        """
    }

    private static func described(_ roles: String..., id: String = "https://idp.example/saml", attributes: String = "")
        -> String
    {
        "<md:EntityDescriptor \(own) entityID=\"\(id)\"\(attributes)>\(roles.joined())</md:EntityDescriptor>"
    }

    private static func list(_ entities: String..., attributes: String = "") -> String {
        "<md:EntitiesDescriptor \(own)\(attributes)>\(entities.joined())</md:EntitiesDescriptor>"
    }

    private static let service =
        #"<md:SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"/>"#
    private static let past = #" validUntil="2020-01-01T00:00:00Z""#
    private static let (good, old) = (role("idp.example"), role("old.example", Samples.next))

    @Test(.computing) func addressesAndKeysAreOfOneRole() throws {
        let documents = [
            Self.described(Self.role("old.example", Samples.next, version: "1.1"), Self.good),
            Self.described(Self.good, Self.role("old.example", Samples.next, version: "1.1")),
            // Said twice is said once; what is over is out of the question.
            Self.described(Self.good, Self.good),
            Self.described(Self.role("old.example", Samples.next, attributes: Self.past), Self.good),
            // A list has services in it, too, and another protocol's providers.
            Self.list(Self.described(Self.service, id: "https://sp.example"), Self.described(Self.good)),
            Self.list(
                Self.described(Self.role("old.example", Samples.next, version: "1.1"), id: "https://old.example"),
                Self.list(Self.described(Self.service, Self.good))),
        ]
        for document in documents {
            let found = try Self.read(document)
            #expect(found.entityID == "https://idp.example/saml", "\(document)")
            #expect(found.signInAddresses == ["https://idp.example/sso"], "\(document)")
            #expect(found.signOutAddresses == ["https://idp.example/out"], "\(document)")
            #expect(found.signing.map(\.base64) == [Samples.rsa], "\(document)")
        }
        let both = Self.role("idp.example").replacing(
            "SAML:2.0:protocol", with: "SAML:1.1:protocol urn:oasis:names:tc:SAML:2.0:protocol")
        #expect(try Self.read(Self.described(both)).signInAddresses == ["https://idp.example/sso"])
    }

    private static let doubtful: [(String, MetadataProblem)] = [
        (
            described(good, old),
            .severalRoles("https://idp.example/saml", ["https://idp.example/sso", "https://old.example/sso"])
        ),
        (
            // The same addresses with another key are another provider, too.
            described(good, role("idp.example", Samples.next)),
            .severalRoles("https://idp.example/saml", ["https://idp.example/sso", "https://idp.example/sso"])
        ),
        (
            list(described(good), described(old, id: "https://old.example")),
            .several(["https://idp.example/saml", "https://old.example"])
        ),
        (
            list(described(service, id: "https://a.example"), described(service, id: "https://b.example")),
            .noProviderAmong(["https://a.example", "https://b.example"])
        ),
        (described(role("idp.example", version: "1.1")), .noProvider("https://idp.example/saml")),
        (described(role("idp.example", attributes: past)), .ended("2020-01-01T00:00:00Z")),
        (described(good, attributes: past), .ended("2020-01-01T00:00:00Z")),
        (list(described(good), attributes: past), .ended("2020-01-01T00:00:00Z")),
        (
            "<md:EntitiesDescriptor \(own)>\(list(described(good), attributes: past))</md:EntitiesDescriptor>",
            .ended("2020-01-01T00:00:00Z")
        ),
        (
            list(list(described(service, id: "https://a.example")), described(good), attributes: past),
            .ended("2020-01-01T00:00:00Z")
        ),
        (described(good, attributes: #" validUntil="2026-11-27T01:30:00+02:00""#), .ended("2026-11-27T01:30:00+02:00")),
        (described(good, attributes: #" validUntil="soon""#), .unreadableEnd("soon")),
        (described(good, attributes: #" validUntil="2026-13-01T00:00:00Z""#), .unreadableEnd("2026-13-01T00:00:00Z")),
    ]

    @Test(.computing, arguments: doubtful.indices) func whatIsDoubtfulIsRefusedByName(index: Int) {
        let (text, expected) = Self.doubtful[index]
        // 2026-11-27 00:00:00 UTC.
        let now = Date(timeIntervalSince1970: 1_795_737_600)
        #expect(throws: expected) { try SamlMetadataReader.read(Data(text.utf8), now: now) }
        #expect(expected.message.hasSuffix(".") && !expected.remedy.isEmpty)
    }

    /// The list beside it may be over, and isn't what it stands in.
    @Test(.computing) func anEndIsThatOfWhatItStandsIn() throws {
        let text = Self.list(
            Self.list(Self.described(Self.service, id: "https://a.example"), attributes: Self.past),
            Self.described(Self.good)
        )
        #expect(try Self.read(text).validUntil == nil)
        let ends = Self.list(
            Self.described(
                Self.role("idp.example", attributes: #" validUntil="2100-01-03T00:00:00.123Z""#),
                attributes: #" validUntil="2100-01-02T02:00:00+02:00""#),
            attributes: #" validUntil="9999-12-31T23:59:59.9999999Z""#)
        #expect(try Self.read(ends).validUntil == Date("2100-01-02T00:00:00Z", strategy: .iso8601))
    }

    @Test(.computing) func otherBindingsAreThereAndOfNoUse() throws {
        let text = Self.described(Self.good.replacing("HTTP-Redirect", with: "HTTP-POST"))
        let found = try Self.read(text)
        #expect(found.signOutAddresses.isEmpty)
        #expect(found.otherSignOut.map(\.words) == ["https://idp.example/out (HTTP-POST)"])
    }

    /// Nobody is asked in the clear, and the sentence says why.
    @Test func anAddressWithoutTLSIsNotAsked() async {
        let (result, exchange) = await ProviderClient().answers("http://idp.example/sso")
        #expect(exchange == nil)
        guard case .failure(let problem) = result else { return }
        #expect(problem == .plain("http://idp.example/sso") && problem.message.contains("isn't https"))
    }
}
