import Foundation
import Sameness

/// An entity as a document describes it, before it is known which of its parts is meant.
struct SamlEntity {
    /// One IDPSSODescriptor: its addresses and its keys belong together, and to no other.
    struct Role {
        let protocols: Set<String>
        let validUntil: String?
        var signIn: [SamlMetadata.Endpoint] = []
        var signOut: [SamlMetadata.Endpoint] = []
        var certificates: [String] = []

        /// Where people would sign in, and by which keys: two that say the same are one.
        var content: Set<String> {
            Set(signIn.map { "\($0.binding) \($0.location)" } + signOut.map { "out \($0.binding) \($0.location)" })
                .union(certificates.map { CertificateText.digest($0) ?? $0 })
        }
    }

    static let protocolName = "urn:oasis:names:tc:SAML:2.0:protocol"

    let id: String
    /// Its own, and those of everything that encloses it.
    let validUntil: [String]
    var roles: [Role] = []

    /// Those that speak SAML 2.0. One for SAML 1.1 is another service, with addresses and perhaps keys of its own.
    var fitting: [Role] { roles.filter { $0.protocols.contains(SamlEntity.protocolName) } }

    /// The one identity provider among a document's entities.
    static func one(of entities: [SamlEntity]) throws(MetadataProblem) -> SamlEntity {
        guard let first = entities.first else { throw .noEntity }
        guard entities.count > 1 else {
            guard !first.id.isEmpty else { throw .noEntityID }
            guard !first.fitting.isEmpty else { throw .noProvider(first.id) }
            return first
        }
        // Lists also have services that sign in somewhere, which aren't meant.
        let providers = entities.filter { !$0.fitting.isEmpty }
        guard let provider = providers.first else { throw .noProviderAmong(entities.map(\.id)) }
        guard providers.count == 1 else { throw .several(providers.map(\.id)) }
        guard !provider.id.isEmpty else { throw .noEntityID }
        return provider
    }

    /// The one role that is in force, and until when everything that encloses it is.
    func role(_ now: Date) throws(MetadataProblem) -> (Role, validUntil: Date?) {
        let outer = try SamlEntity.end(of: validUntil, now)
        var valid: [(role: Role, validUntil: Date?)] = []
        var ended: MetadataProblem?
        for role in fitting {
            do throws(MetadataProblem) {
                let own = try SamlEntity.end(of: [role.validUntil].compactMap(\.self), now)
                if !valid.contains(where: { $0.role.content == role.content }) {
                    valid.append((role, [outer, own].compactMap(\.self).min()))
                }
            } catch {
                guard case .ended = error else { throw error }
                ended = error
            }
        }
        guard let first = valid.first else { throw ended ?? .noProvider(id) }
        guard valid.count == 1 else {
            throw .severalRoles(id, valid.map { $0.role.signIn.first?.location ?? "no address" })
        }
        return first
    }

    /// - Throws: for one that is past, and one that nobody can read.
    private static func end(of texts: [String], _ now: Date) throws(MetadataProblem) -> Date? {
        var first: Date?
        for text in texts {
            guard let time = SamlTime.date(text) else { throw .unreadableEnd(text) }
            if time <= now { throw .ended(text) }
            first = min(first ?? time, time)
        }
        return first
    }
}
