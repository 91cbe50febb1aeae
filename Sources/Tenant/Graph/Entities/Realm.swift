import Foundation
import HTTPTransport

/// Who signs in the people of a domain, as anybody may ask. Undocumented at Microsoft: only `NameSpaceType` is relied on.
public struct Realm: Decodable, Hashable, Sendable {
    /// `Managed`, `Federated` or `Unknown`.
    public let nameSpaceType: String
    /// Told of federated domains alone.
    public let authURL: Field<String>

    private enum CodingKeys: String, CodingKey {
        case nameSpaceType = "NameSpaceType"
        case authURL = "AuthURL"
    }
}

/// What asking for a realm came to.
public struct RealmReply: Sendable {
    public let exchange: Exchange
    public let result: Result<Realm, TenantFault>
}

extension GraphClient {
    /// Asks the sign-in service, without a token.
    public func realm(of login: String, patience: Patience) async -> RealmReply {
        let path = "/getuserrealm.srf?login=\(FormEncoding.encode(login))"
        let reply = await readPublic(path, patience)
        let result: Result<Realm, TenantFault>
        do throws(TenantFault) {
            result = .success(try GraphDecoding.decode(Realm.self, from: try reply.result.get()).get())
        } catch {
            result = .failure(error)
        }
        return RealmReply(exchange: reply.exchange, result: result)
    }
}
