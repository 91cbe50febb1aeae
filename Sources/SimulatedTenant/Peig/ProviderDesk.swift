import Escaping
import Foundation
import HTTPTypes
import Hummingbird

/// What the identity provider shows to the world: its SAML metadata, and its sign-in pages. Asked without a token.
/// Peig's metadata stands at the address that is its entity ID; what isn't Peig stands below a path of its own, with the
/// paths of its addresses after it.
///
/// OASIS: "Metadata for the OASIS Security Assertion Markup Language (SAML) V2.0", sections 2.4.3 and 4.1.1 (metadata at
/// the entity ID).
struct ProviderDesk: Sendable {
    static let operations = [
        "GET /idp/shibboleth", "GET /idp/profile/SAML2/POST/SSO", "POST /idp/profile/SAML2/POST/SSO",
        "GET /idp/profile/Logout", "GET /identity-provider/metadata", "GET /identity-provider/{sign-in}",
        "POST /identity-provider/{sign-in}", "GET /identity-provider/{sign-out}",
    ]

    /// Below it stands a provider that isn't Peig.
    static let root = "/identity-provider"

    let directory: Directory

    static func serves(_ path: String) -> Bool { path.hasPrefix("/idp/") || path.hasPrefix(root + "/") }

    func answer(_ request: Request) async -> Response {
        let provider = IdentityProvider.own(await directory.state)
        let place = provider.name == nil ? "" : ProviderDesk.root
        guard request.uri.path.hasPrefix(place + "/") else { return ProviderDesk.nothing }
        let path = String(request.uri.path.dropFirst(place.count))
        switch (request.method, path) {
        case (.get, ProviderDesk.path(of: provider.metadataURL)):
            return ProviderDesk.text(200, ProviderDesk.metadata(provider), type: "application/samlmetadata+xml")
        // Nobody signs in here: what comes of a sign-in is the trainer's to ask. A page that gets no request says so.
        case (_, ProviderDesk.path(of: provider.signInURL)):
            let whose = provider.name.map { "\($0): there" } ?? "There"
            return ProviderDesk.text(400, "\(whose) is no sign-in request in what was sent.\n")
        case (.get, ProviderDesk.path(of: provider.signOutURL)):
            let whose = provider.name.map { " at \($0)" } ?? ""
            return ProviderDesk.text(200, "You are signed out\(whose).\n")
        default: return ProviderDesk.nothing
        }
    }

    private static func path(of address: String) -> String {
        let path = URL(string: address)?.path() ?? ""
        return path.isEmpty ? "/" : path
    }

    private static var nothing: Response { text(404, "There is no such page.\n") }

    static func text(_ status: Int, _ text: String, type: String = "text/plain; charset=utf-8") -> Response {
        ResponseShapes.reply(Reply(status: status, json: nil, text: text, type: type))
    }

    /// What it signs with stands in it, and what it will sign with next; nothing in metadata says which is which. Who speaks
    /// WS-Federation says so, and is no identity provider of SAML 2.0 (OASIS WS-Federation 1.2, section 3.1.2).
    private static func metadata(_ provider: IdentityProvider) -> String {
        let keys = [provider.certificate, provider.nextCertificate].compactMap(\.self).map {
            """
                <md:KeyDescriptor use="signing">
                  <ds:KeyInfo><ds:X509Data><ds:X509Certificate>
            \(ProviderDesk.lines($0))
                  </ds:X509Certificate></ds:X509Data></ds:KeyInfo>
                </md:KeyDescriptor>

            """
        }
        let role = provider.protocolName == "wsFed" ? tokenService(provider) : samlRole(provider)
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata"
              xmlns:ds="http://www.w3.org/2000/09/xmldsig#" entityID="\(XMLText.escaped(provider.issuer))">
            \(role.opening)
            \(keys.joined())\(role.rest)
            </md:EntityDescriptor>

            """
    }

    private static func samlRole(_ provider: IdentityProvider) -> (opening: String, rest: String) {
        let bindings = "urn:oasis:names:tc:SAML:2.0:bindings"
        let (signIn, signOut) = (XMLText.escaped(provider.signInURL), XMLText.escaped(provider.signOutURL))
        return (
            "  <md:IDPSSODescriptor protocolSupportEnumeration=\"urn:oasis:names:tc:SAML:2.0:protocol\">",
            """
                <md:SingleLogoutService Binding="\(bindings):HTTP-Redirect" Location="\(signOut)"/>
                <md:SingleSignOnService Binding="\(bindings):HTTP-POST" Location="\(signIn)"/>
              </md:IDPSSODescriptor>
            """
        )
    }

    private static func tokenService(_ provider: IdentityProvider) -> (opening: String, rest: String) {
        let federation = "http://docs.oasis-open.org/wsfed/federation/200706"
        return (
            """
              <md:RoleDescriptor xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:fed="\(federation)"
                xsi:type="fed:SecurityTokenServiceType" protocolSupportEnumeration="\(federation)">
            """,
            """
                <fed:PassiveRequestorEndpoint>
                  <wsa:EndpointReference xmlns:wsa="http://www.w3.org/2005/08/addressing">
                    <wsa:Address>\(XMLText.escaped(provider.signInURL))</wsa:Address>
                  </wsa:EndpointReference>
                </fed:PassiveRequestorEndpoint>
              </md:RoleDescriptor>
            """
        )
    }

    /// Base64 as metadata has it: lines of 64.
    private static func lines(_ text: String) -> String {
        let letters = Array(text)
        return stride(from: 0, to: letters.count, by: 64)
            .map { String(letters[$0..<min($0 + 64, letters.count)]) }.joined(separator: "\n")
    }
}

extension SimulatedTenant {
    /// What the identity provider is called, where it isn't Peig.
    public var providerName: String? { scenario.provider?.name }

    /// Whether there is a workspace of Peig's to work in.
    public var hasWorkspace: Bool { scenario.hasPeig }

    /// Whether the scenario tells of a provider at all.
    public var hasProvider: Bool { hasWorkspace || scenario.provider != nil }

    /// The host by which the scenario's provider is known.
    public var providerHost: String { scenario.provider?.host ?? scenario.peigServer }

    /// Where it really stands: at the simulated tenant's own address.
    public var providerAddress: String { scenario.provider == nil ? address : address + ProviderDesk.root }

    /// Whether that is an identity provider's of SAML, which answers can be read from.
    public var hasSAMLMetadata: Bool { hasProvider && scenario.provider?.protocolName != "wsFed" }

    /// Where its metadata is.
    public var providerMetadata: String {
        scenario.provider.map { IdentityProvider($0, certificate: nil, next: nil).metadataURL }
            ?? "https://\(providerHost)/idp/shibboleth"
    }

    /// What the provider signs with now: Base64 of the certificate.
    public func providerCertificate() async -> String? {
        IdentityProvider.own(await directory.state).certificate
    }
}
