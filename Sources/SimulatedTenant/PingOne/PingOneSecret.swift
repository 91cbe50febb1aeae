import Foundation

/// The client secret of a connection, as the tenant's file keeps it: never the secret.
enum PingOneSecret {
    /// What comes back in its place.
    static let mask = "**********"

    /// A secret that an app had when it was given.
    static func key(_ keyID: String) -> String { "key:\(keyID)" }

    /// What is kept of a store that is written.
    /// - Parameter before: what was kept; nil for a new one.
    static func kept(_ store: JSON, before: JSON?, _ tenant: Transaction, _ now: Date) -> JSON {
        guard let secret = store["configuration"]["ClientSecret"].string else { return store }
        var store = store
        let client = store["configuration"]["ClientId"].string ?? ""
        if secret == mask, let kept = before?["configuration"]["ClientSecret"].string {
            store["configuration"]["ClientSecret"] = .string(kept)
        } else if let matching = matching(secret, of: client, tenant) {
            store["configuration"]["ClientSecret"] = .string(key(matching))
        } else {
            store["configuration"]["ClientSecret"] = .string("hash:" + Secrets.hash(secret, keyID: client))
        }
        return store
    }

    private static func matching(_ secret: String, of client: String, _ tenant: Transaction) -> String? {
        tenant[.applications].first("appId", client)?["passwordCredentials"].array.compactMap { $0["keyId"].string }
            .first { tenant[.secrets][$0]?["hash"].string == Secrets.hash(secret, keyID: $0) }
    }
}
