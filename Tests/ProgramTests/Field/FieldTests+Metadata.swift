import Foundation
import TestSupport
import Testing

/// What is said of a provider's metadata, by the place that it was read in.
extension FieldTests {
    private static let host = "login.werft-peig.example"
    private static let (post, redirect) = ("HTTP-POST", "HTTP-Redirect")

    private static func endpoint(_ name: String, _ binding: String, _ location: String) -> String {
        #"<\#(name) Binding="urn:oasis:names:tc:SAML:2.0:bindings:\#(binding)" Location="\#(location)"/>"#
    }

    private static func role(
        _ host: String = host, _ certificate: String = CertificateSamples.rsa, version: String = "2.0",
        signIn: String = "HTTP-POST", signOut: String = "HTTP-Redirect", scheme: String = "https", until: String? = nil
    ) -> String {
        #"<IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:\#(version):protocol""#
            + (until.map { " validUntil=\"\($0)\"" } ?? "")
            + "><KeyDescriptor><KeyInfo xmlns=\"http://www.w3.org/2000/09/xmldsig#\"><X509Data><X509Certificate>"
            + certificate + "</X509Certificate></X509Data></KeyInfo></KeyDescriptor>"
            + endpoint("SingleLogoutService", signOut, "https://\(host)/idp/profile/Logout")
            + endpoint("SingleSignOnService", signIn, "\(scheme)://\(host)/idp/profile/SAML2/POST/SSO")
            + "</IDPSSODescriptor>"
    }

    /// A file that was saved just now.
    private static func file(_ name: String, _ roles: [String]) -> String {
        let path = FileManager.default.temporaryDirectory.appending(path: "field-metadata-\(name).xml").path
        let text =
            #"<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://\#(host)/idp/shibboleth">"#
            + roles.joined() + "</EntityDescriptor>"
        try? text.write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }

    private static func metadata(
        _ name: String, _ roles: String..., as mark: String = "✗", set: Bool = false, says: [String],
        never: [String] = []
    ) -> FieldCase {
        let path = file(name, roles)
        return FieldCase(
            name: "metadata: \(name)", answers: set ? [:] : ["idp_metadata": path],
            commands: set ? ["set --metadata \(path)", "no"] : ["check provider-agrees"],
            right: FieldExpectation(marks: set ? [:] : ["provider-agrees": mark], says: says, never: never))
    }

    // Nobody answers at the provider's address here, so none of them is green.
    static let documents: [FieldCase] = [
        metadata(
            "right", role(), says: ["The sign-in page https://\(host)/idp/profile/SAML2/POST/SSO can't be reached"],
            never: ["is missing", "must be exactly", "can't be fetched"]),
        metadata(
            "beside-SAML-1.1", role("old.example", CertificateSamples.next, version: "1.1"), role(), says: [host],
            never: ["is missing", "old.example"]),
        metadata(
            "two-providers", role(), role("old.example", CertificateSamples.next), as: "?",
            says: ["as 2 identity providers of SAML 2.0", "old.example", "It was read in the file"]),
        metadata(
            "address-of-one-key-of-the-other", role(host, CertificateSamples.next), role("old.example"), as: "?",
            says: ["as 2 identity providers of SAML 2.0"]),
        metadata(
            "over", role(until: "2020-01-01T00:00:00Z"), says: ["valid until 2020-01-01T00:00:00Z", "read in the file"]),
        metadata(
            "another-key", role(host, CertificateSamples.next),
            says: ["is missing", "read in the file", "field-metadata-another-key.xml, written 20"]),
        metadata(
            "plain", role(scheme: "http"), says: ["http://\(host)/idp/profile/SAML2/POST/SSO isn't https"],
            never: ["nor a file"]),
        metadata(
            "sign-in-by-Redirect", role(signIn: redirect),
            says: ["is missing", "for other bindings:", "(HTTP-Redirect)"]),
        metadata(
            "set-sign-out-by-POST", role(signOut: post), set: true,
            says: ["/idp/profile/Logout (HTTP-POST)", "field-metadata-set-sign-out-by-POST.xml, written 20"],
            never: ["is none,", "The provider says of itself"]),
        metadata(
            "set-plain", role(scheme: "http"), set: true, says: ["http isn't https"], never: ["another provider's"]),
        metadata(
            "set-soon-over",
            role(until: Date(timeIntervalSinceNow: 42_900).formatted(.iso8601)), set: true,
            says: ["Valid until", "By its own word this holds 11 hours"]),
    ]

    @Test(arguments: documents) func whatAProviderSaysOfItself(_ one: FieldCase) async throws { try await one.test() }
}
