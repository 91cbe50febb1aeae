import Foundation

/// What PingOne's synchronisation of a connection comes to as the tenant stands, once the connection and a rule are enabled.
///
/// PingOne: "Propagation stores", `syncStatus`. What people it has, and that they are all sent at once, is assumed: see the
/// ledger.
struct Synchronisation {
    /// People of PingOne's directory.
    private static let people = 3

    let state: String
    let details: String?
    let done: Int

    /// - Returns: nil where nothing runs.
    init?(of store: JSON, _ tenant: Transaction, _ now: Date) {
        let rules = tenant[.propagationRules].all.filter {
            $0["targetStore"]["id"] == store["id"] && $0["active"] == true
        }
        guard store["type"].string == PropagationRules.azure, store["status"] == "ACTIVE", let rule = rules.first
        else { return nil }
        if let refusal = Synchronisation.refusal(of: store, tenant, now) {
            (state, details, done) = ("FAILED", refusal, 0)
        } else if !Synchronisation.maps("password", rule, tenant) {
            (state, details, done) = (
                "FAILED", "A value is required for property 'passwordProfile' of resource 'User'.", 0
            )
        } else {
            (state, details, done) = ("SYNCING", nil, Synchronisation.people)
        }
    }

    /// As the API shows it.
    func json(_ now: Date) -> JSON {
        [
            "syncState": .string(state), "details": details.map(JSON.string) ?? .null,
            "lastSyncAt": .string(now.formatted(.iso8601)), "userTotal": .int(Synchronisation.people),
            "successCount": .int(done), "failedCount": .int(Synchronisation.people - done), "failedDeprovisionCount": 0,
        ]
    }

    /// What Microsoft says to the stored credentials; nil where it lets them in.
    private static func refusal(of store: JSON, _ tenant: Transaction, _ now: Date) -> String? {
        let configuration = store["configuration"]
        let appID = configuration["ClientId"].string ?? ""
        let domain = configuration["TenantDomain"].string?.lowercased() ?? ""
        guard tenant[.organization].ids.contains(domain) || tenant[.domains][domain] != nil else {
            return "AADSTS90002: Tenant '\(domain)' not found."
        }
        guard let application = tenant[.applications].first("appId", appID) else {
            return SignInRefusal.unknownApplication(appID).description
        }
        let stored = configuration["ClientSecret"].string ?? ""
        let credential = application["passwordCredentials"].array.first {
            stored == PingOneSecret.key($0["keyId"].string ?? "")
        }
        guard let credential else { return SignInRefusal.wrongSecret(appID).description }
        guard Credentials.expiry(of: credential) > now else { return SignInRefusal.expiredSecret(appID).description }
        let principal = tenant[.servicePrincipals].first("appId", appID)
        let roles = tenant[.appRoleAssignments].all.filter { $0["principalId"] == principal?["id"] }
        guard roles.contains(where: { $0["appRoleId"].string == GraphPermissions.roles["User.ReadWrite.All"] }) else {
            return "Authorization_RequestDenied: Insufficient privileges to complete the operation."
        }
        return nil
    }

    static func maps(_ attribute: String, _ rule: JSON, _ tenant: Transaction) -> Bool {
        tenant[.propagationMappings].all.contains { mapping in
            guard mapping["rule"]["id"] == rule["id"],
                mapping["targetAttribute"].string?.lowercased() == attribute.lowercased()
            else { return false }
            let text = (mapping["sourceAttribute"].string ?? mapping["expression"].string ?? "").filter {
                !$0.isWhitespace
            }
            return !["", "''", "\"\""].contains(text)
        }
    }
}
