import Foundation
import HTTPTransport

/// Why a provider's metadata can't be used: one sentence, and what to do.
public enum MetadataProblem: Error, Hashable, Sendable {
    /// Not an https address, nor a file.
    case address(String)
    case file(String)
    case unreachable(host: String, HTTPFailure)
    case refused(host: String, status: Int)
    case redirected(host: String, to: String)
    case redirectedTooOften(host: String)
    /// A rehearsal asks its own provider only.
    case notOfRehearsal(host: String, own: String)
    case tooLarge
    case notUTF8
    case declaresTypes
    case page
    case notXML(line: Int)
    case privateKey
    case certificate
    case root(String)
    case several([String])
    /// One entity describes itself as an identity provider twice; with an address of each.
    case severalRoles(String, [String])
    case noProviderAmong([String])
    case noEntity
    case noEntityID
    case noProvider(String)
    case noSignIn(String)
    case noCertificate(String)
    case unreadableCertificate(String)
    case ended(String)
    case unreadableEnd(String)
    /// An address that isn't https, where people would type their passwords.
    case plain(String)

    /// Bytes: a provider's own metadata has some tens of thousands, a whole federation's some tens of millions.
    public static let limit = 4 * 1_048_576

    /// Whether asking again may help: nothing is known of the document.
    public var isOfTheWay: Bool {
        switch self {
        case .unreachable, .refused, .redirectedTooOften: true
        default: false
        }
    }

    /// Whether the problem itself names where the metadata was looked for.
    public var isOfThePlace: Bool {
        switch self {
        case .address, .file: true
        default: isOfTheWay
        }
    }

    public var message: String {
        switch self {
        case .address(let text): "\(short(text)) isn't an https address of metadata, nor a file."
        case .file(let words): words
        case .unreachable(let host, let failure): "The metadata can't be fetched from \(short(host)): \(failure)."
        case .refused(let host, let status): "\(short(host)) answered \(status) where the metadata should be."
        case .redirected(let host, let other):
            "\(short(host)) sends on to another server, \(short(other)), which nobody named."
        case .redirectedTooOften(let host): "\(short(host)) sends on again and again."
        case .notOfRehearsal(let host, let own):
            "This is a rehearsal: its provider is \(own), and \(short(host)) isn't asked."
        case .tooLarge:
            "The metadata is larger than \(MetadataProblem.limit / 1_048_576) MiB: that is a whole federation's, or no metadata."
        case .notUTF8: "The metadata isn't UTF-8 text."
        case .declaresTypes: "The metadata has a DOCTYPE or declares entities, which SAML metadata never does."
        case .page: "What came is a web page, not metadata."
        case .notXML(let line): "The metadata isn't well-formed XML (line \(line))."
        case .privateKey: "That is a private key, and no metadata. Nothing of it was recorded or shown."
        case .certificate: "That is a certificate, and no metadata."
        case .root(let name): "The document is <\(short(name))>, not SAML metadata (EntityDescriptor)."
        case .several(let names):
            "The metadata describes \(names.count) identity providers (\(some(names))), and nothing tells which one is meant."
        case .severalRoles(let id, let addresses):
            "The metadata describes \(short(id)) as \(addresses.count) identity providers of SAML 2.0 (\(some(addresses))), and nothing tells which one is meant."
        case .noProviderAmong(let names):
            "The metadata describes \(names.count) entities (\(some(names))), and no identity provider among them (IDPSSODescriptor of SAML 2.0)."
        case .noEntity: "The metadata describes no entity."
        case .noEntityID: "The metadata's entity has no entityID."
        case .noProvider(let id): "\(short(id)) is described as no identity provider (IDPSSODescriptor of SAML 2.0)."
        case .noSignIn(let id): "The metadata of \(short(id)) names no address to sign in at."
        case .noCertificate(let id): "The metadata of \(short(id)) has no signing certificate."
        case .unreadableCertificate(let id): "A signing certificate in the metadata of \(short(id)) can't be read."
        case .ended(let time): "The metadata was valid until \(short(time)): it is an old copy."
        case .unreadableEnd(let text): "The metadata is valid until \"\(short(text))\", which is no time."
        case .plain(let address):
            "\(short(address)) isn't https: whoever is on the way could read and change what people send there."
        }
    }

    public var remedy: String {
        switch self {
        case .address: "Name the address that the provider shows (https://…), or a file that was saved from it."
        case .file: "Name a file that was saved from the provider's metadata address."
        case .unreachable: "Look at the address and the network, then try again; or save the metadata as a file."
        case .refused: "Look at the address in the provider's portal."
        case .redirected(_, let other): "If \(short(other)) is the provider's, give the address there."
        case .redirectedTooOften: "Give the address that the metadata itself stands at."
        case .notOfRehearsal(_, let own): "Give https://\(own)/idp/shibboleth, or a file."
        case .severalRoles:
            "Ask the provider which of them is meant for Microsoft 365, save the metadata with that IDPSSODescriptor alone, and "
                + "name the file."
        case .tooLarge, .several: "Give the provider's own metadata: the address that its portal shows."
        case .notUTF8: "Save it as UTF-8, or give the address it came from."
        case .declaresTypes: "Don't use it. Ask the provider for its own metadata."
        case .page: "A portal or a sign-in page may stand in front: save the metadata as a file and give that."
        case .privateKey:
            "Keep it where it belongs: whoever has it can sign in as anybody. Give the provider's metadata."
        case .certificate: "Paste it as the answer that asks for the certificate, or give the provider's metadata."
        case .notXML: "Fetch it again whole, or give the address it came from."
        case .root, .noEntity, .noEntityID, .noProvider, .noProviderAmong, .noSignIn:
            "Give the metadata of the identity provider, not of a service that signs in there."
        case .noCertificate: "Let the provider publish the certificate that it signs with, or set it by hand."
        case .unreadableCertificate: "Ask the provider to publish it again."
        case .ended, .unreadableEnd: "Fetch it again from the provider."
        case .plain: "Let the provider publish an https address to sign in at."
        }
    }

    private func some(_ names: [String]) -> String {
        names.prefix(3).map(short).joined(separator: ", ") + (names.count > 3 ? ", …" : "")
    }

    /// Text of a document or an address is data: no longer than a line.
    private func short(_ text: String) -> String { text.count <= 120 ? text : "\(text.prefix(100))…" }
}
