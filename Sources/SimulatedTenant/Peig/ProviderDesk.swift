import Escaping
import Foundation
import HTTPTypes
import Hummingbird

/// What Peig shows to the world: its SAML metadata, at the address that is its entity ID, and its sign-in pages. Asked
/// without a token.
///
/// OASIS: "Metadata for the OASIS Security Assertion Markup Language (SAML) V2.0", sections 2.4.3 and 4.1.1 (metadata at
/// the entity ID).
struct ProviderDesk: Sendable {
    static let operations = [
        "GET /idp/shibboleth", "GET /idp/profile/SAML2/POST/SSO", "POST /idp/profile/SAML2/POST/SSO",
        "GET /idp/profile/Logout",
    ]

    let directory: Directory

    static func serves(_ path: String) -> Bool { path.hasPrefix("/idp/") }

    func answer(_ request: Request) async -> Response {
        switch (request.method, request.uri.path) {
        case (.get, "/idp/shibboleth"):
            let peig = await directory.state[.peig][PeigRoutes.workspace] ?? [:]
            return ProviderDesk.text(
                200,
                ProviderDesk.metadata(
                    peig["server"].string ?? "",
                    [peig["certificate"], peig["nextCertificate"]].compactMap(\.string)),
                type: "application/samlmetadata+xml")
        case (.get, "/idp/profile/Logout"): return ProviderDesk.text(200, "You are signed out.\n")
        // Nobody signs in here: what comes of a sign-in is the trainer's to ask. A page that gets no request says so.
        case (_, "/idp/profile/SAML2/POST/SSO"):
            return ProviderDesk.text(400, "There is no sign-in request in what was sent.\n")
        default: return ProviderDesk.text(404, "There is no such page.\n")
        }
    }

    static func text(_ status: Int, _ text: String, type: String = "text/plain; charset=utf-8") -> Response {
        ResponseShapes.reply(Reply(status: status, json: nil, text: text, type: type))
    }

    /// - Parameter certificates: what it signs with, and what it will sign with next. Nothing in metadata says which is which.
    private static func metadata(_ server: String, _ certificates: [String]) -> String {
        let base = XMLText.escaped("https://\(server)/idp")
        let bindings = "urn:oasis:names:tc:SAML:2.0:bindings"
        let keys = certificates.map {
            """
                <md:KeyDescriptor use="signing">
                  <ds:KeyInfo><ds:X509Data><ds:X509Certificate>
            \(ProviderDesk.lines($0))
                  </ds:X509Certificate></ds:X509Data></ds:KeyInfo>
                </md:KeyDescriptor>

            """
        }
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata"
              xmlns:ds="http://www.w3.org/2000/09/xmldsig#" entityID="\(base)/shibboleth">
              <md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
            \(keys.joined())    <md:SingleLogoutService Binding="\(bindings):HTTP-Redirect" Location="\(base)/profile/Logout"/>
                <md:SingleSignOnService Binding="\(bindings):HTTP-POST" Location="\(base)/profile/SAML2/POST/SSO"/>
              </md:IDPSSODescriptor>
            </md:EntityDescriptor>

            """
    }

    /// Base64 as metadata has it: lines of 64.
    private static func lines(_ text: String) -> String {
        let letters = Array(text)
        return stride(from: 0, to: letters.count, by: 64)
            .map { String(letters[$0..<min($0 + 64, letters.count)]) }.joined(separator: "\n")
    }
}

extension SimulatedTenant {
    /// The host by which the scenario's Peig is known. It stands at the simulated tenant's own address.
    public var providerHost: String { scenario.peigServer }

    /// Where its metadata is.
    public var providerMetadata: String { "https://\(providerHost)/idp/shibboleth" }
}
