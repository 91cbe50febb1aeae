import Foundation
import Sameness

/// What an identity provider says of itself. OASIS: "Metadata for the OASIS Security Assertion Markup Language (SAML)
/// V2.0", section 2.4.3 (IDPSSODescriptor).
public struct SamlMetadata: Sendable {
    /// An address and the binding that is spoken there.
    public struct Endpoint: Hashable, Sendable {
        public let binding: String
        public let location: String

        /// "https://idp.example/out (HTTP-POST)": the binding's name is the end of its URN.
        public var words: String { "\(location) (\(binding.split(separator: ":").last ?? "no binding"))" }
    }

    public let entityID: String
    public let signIn: [Endpoint]
    public let signOut: [Endpoint]
    /// Each once, in the document's order.
    public let signing: [CertificateFacts]
    /// Until when the document says that all this is so; nil where it doesn't say.
    public let validUntil: Date?

    private static let post = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"
    private static let redirect = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"

    /// Where Microsoft sends people to sign in. Microsoft: "Use a SAML 2.0 Identity Provider (IdP) for Single Sign On",
    /// Supported bindings: POST for the authentication request, Redirect for the sign out message.
    public var signInAddresses: [String] { signIn.filter { $0.binding == SamlMetadata.post }.map(\.location) }
    public var signOutAddresses: [String] { signOut.filter { $0.binding == SamlMetadata.redirect }.map(\.location) }

    /// Those that take another binding: there, and of no use to Microsoft.
    public var otherSignIn: [Endpoint] { signIn.filter { $0.binding != SamlMetadata.post } }
    public var otherSignOut: [Endpoint] { signOut.filter { $0.binding != SamlMetadata.redirect } }

    /// The signing certificates that are valid at a moment.
    public func valid(at now: Date) -> [CertificateFacts] {
        signing.filter { $0.notBefore <= now && now < $0.notAfter }
    }

    /// The certificate that ends next; where all have ended, the one that ended last.
    public func firstEnd(after now: Date) -> CertificateFacts? {
        let coming = signing.filter { now < $0.notAfter }
        return coming.min { $0.notAfter < $1.notAfter } ?? signing.max { $0.notAfter < $1.notAfter }
    }
}
