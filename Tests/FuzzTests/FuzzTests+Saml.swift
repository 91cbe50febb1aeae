import Foundation
import Sameness
import TestSupport
import Testing

@testable import Tenant

extension FuzzTests {
    private static let metadata = [
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" xmlns:ds="http://www.w3.org/2000/09/xmldsig#"
          entityID="https://idp.example/saml" validUntil="2099-01-01T00:00:00Z"><md:IDPSSODescriptor
          protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><md:KeyDescriptor use="signing"><ds:KeyInfo>
          <ds:X509Data><ds:X509Certificate>\(CertificateSamples.rsa)</ds:X509Certificate></ds:X509Data></ds:KeyInfo>
          </md:KeyDescriptor><md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"
          Location="https://idp.example/sso"/></md:IDPSSODescriptor></md:EntityDescriptor>
        """, "<!DOCTYPE x [<!ENTITY e \"ha\">]><x>&e;</x>", "<md:EntitiesDescriptor/>", "<![CDATA[x]]><!-- y --><?z?>",
    ]

    @Test func providerMetadata() async throws {
        let mutator = Mutator(corpus: Self.metadata.map { Array($0.utf8) })
        let now = Date(timeIntervalSince1970: 1_795_730_400)
        try await Test.fuzz("providerMetadata") { chance in
            mutator.input(&chance)
        } judge: { bytes in
            do throws(MetadataProblem) {
                let found = try SamlMetadataReader.read(Data(bytes), now: now)
                try? Wrong.unless(!found.signing.isEmpty && !found.entityID.isEmpty, "half of a provider")
                return true
            } catch {
                try? Wrong.unless(!error.message.isEmpty && !error.remedy.isEmpty, "a problem without a word")
                return false
            }
        }
    }

    @Test func pastedCertificates() async throws {
        let samples = [
            CertificateSamples.pem(CertificateSamples.rsa), CertificateSamples.curve, CertificateSamples.container,
            CertificateSamples.pem(CertificateSamples.request, "CERTIFICATE REQUEST"), CertificateSamples.revocations,
            CertificateSamples.rsa + CertificateSamples.next,
        ]
        let texts = Mutator(corpus: samples.map { Array($0.utf8) })
        let bytes = Mutator(
            corpus: samples.compactMap { Data(base64Encoded: $0).map(Array.init) } + [Array("0\u{3}\u{2}\u{1}".utf8)])
        try await Test.fuzz("pastedCertificates") { chance in
            Bool.random(using: &chance)
                ? String(decoding: texts.input(&chance), as: UTF8.self)
                : Data(bytes.input(&chance)).base64EncodedString()
        } judge: { text in
            guard let facts = try? PastedCertificate.read(text) else { return false }
            try Wrong.unless(facts.weakness == nil, "an unfit one was taken")
            try Wrong.unless(CertificateFacts(text: facts.base64) == facts, "it changed on the way")
            return true
        }
    }
}
