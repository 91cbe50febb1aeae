import Foundation

/// Sign-ins that a person's word may be about: who got in which way, and when.
enum SignInMoments {
    /// What `signed-in` may ask for.
    enum Kind: String, CaseIterable, Sendable {
        /// Somebody got in through the federation that is configured now.
        case federated
        /// Somebody tried to get in while a domain was federated, whatever came of it.
        case triedSinceSwitch = "tried-since-switch"
        /// A Global Administrator got in with the password at Microsoft, less than half a day ago.
        case emergency
        /// The same, since a domain was federated.
        case emergencySinceSwitch = "emergency-since-switch"
    }

    private static let half = 43_200.0
    private static let emergency = "sign-in:emergency"

    private static let tried = "sign-in:tried"

    /// Notes that somebody tried.
    static func noteTrial(_ login: String, _ tenant: inout Transaction) {
        let domain = login.split(separator: "@").last.map { $0.lowercased() } ?? ""
        guard tenant[.federationConfigurations][domain] != nil else { return }
        tenant.put(["domain": .string(domain)], in: .moments, id: tried)
    }

    /// Notes a sign-in that worked.
    static func note(_ login: String, _ tenant: inout Transaction, _ now: Date) {
        let domain = login.split(separator: "@").last.map { $0.lowercased() } ?? ""
        if let configuration = tenant[.federationConfigurations][domain] {
            tenant.put(["configuration": configuration["id"]], in: .moments, id: "sign-in:federated:\(domain)")
        } else if let user = SignInTrial.user(login, tenant),
            RoleRoutes.held(by: user["id"].string ?? "", tenant, now).contains(RoleRoutes.globalAdministrator)
        {
            let federations = tenant[.federationConfigurations].all.compactMap { $0["id"].string }.sorted()
            tenant.put(
                ["at": .string(now.formatted(.iso8601)), "federations": .array(federations.map(JSON.string))],
                in: .moments, id: emergency)
        }
    }

    static func holds(_ kind: Kind, in tenant: Transaction, at now: Date) -> Bool {
        let federations = tenant[.federationConfigurations]
        switch kind {
        case .federated:
            return federations.all.contains { configuration in
                let domain = configuration["domain"].string ?? ""
                return tenant[.moments]["sign-in:federated:\(domain)"]?["configuration"] == configuration["id"]
            }
        case .triedSinceSwitch: return tenant[.moments][tried] != nil
        case .emergency:
            let at = tenant[.moments][emergency]?["at"].string.flatMap(Credentials.date)
            return at.map { abs(now.timeIntervalSince($0)) <= half } ?? false
        case .emergencySinceSwitch:
            let seen = tenant[.moments][emergency]?["federations"].array.compactMap(\.string) ?? []
            let own = federations.all.compactMap { $0["id"].string }
            return !own.isEmpty && own.allSatisfy(seen.contains)
        }
    }
}
