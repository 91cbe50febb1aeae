import Reconciliation
import Tenant

/// All users of a tenant, counted by their domains as their pages go by: read once, for whoever counts over them.
struct UserCensus: Sendable {
    var byDomain: [String: UserTally] = [:]

    /// What is read of each; with addresses and names only where accounts are compared.
    static func path(comparing: Bool) -> GraphPath {
        let base =
            "id,userPrincipalName,displayName,accountEnabled,userType,onPremisesImmutableId,onPremisesSyncEnabled,"
            + "assignedLicenses"
        return GraphPath(
            ["users"], [("$select", comparing ? base + ",mail,proxyAddresses,otherMails" : base), ("$top", "999")])
    }

    mutating func add(_ users: [User]) throws(TenantFault) {
        for user in users {
            let domain = user.userPrincipalName.split(separator: "@").last?.lowercased() ?? ""
            try byDomain[domain, default: UserTally()].add(user)
        }
    }

    static func account(_ user: User) throws(TenantFault) -> Account {
        guard let isEnabled = user.accountEnabled else {
            throw .unexpected("\"accountEnabled\" of a user is missing")
        }
        let others =
            [user.mail].compactMap { $0 }
            + (user.proxyAddresses ?? []).filter {
                // Others than mail: SIP, X.500.
                $0.lowercased().hasPrefix("smtp:")
            }.map(AccountFields.bare) + (user.otherMails ?? [])
        return Account(
            id: user.id, address: user.userPrincipalName, otherAddresses: others, name: user.displayName ?? "",
            identifier: user.onPremisesImmutableId, isEnabled: isEnabled, isGuest: user.userType == "Guest")
    }
}

/// The people of one domain, counted.
struct UserTally: Sendable {
    var members = 0
    var without = 0
    var guests = 0
    var withoutLicence = 0
    var synced = 0
    var sample: [String] = []

    mutating func add(_ user: User) throws(TenantFault) {
        guard let isEnabled = user.accountEnabled else {
            throw .unexpected("\"accountEnabled\" of a user is missing")
        }
        if user.userType == "Guest" {
            guests += 1
            return
        }
        guard isEnabled else { return }
        members += 1
        if user.onPremisesSyncEnabled == true { synced += 1 }
        guard let licenses = user.assignedLicenses else {
            throw .unexpected("\"assignedLicenses\" of a user is missing")
        }
        if licenses.isEmpty { withoutLicence += 1 }
        guard (user.onPremisesImmutableId ?? "").isEmpty else { return }
        without += 1
        if sample.count < Sample.size { sample.append(user.userPrincipalName) }
    }

    mutating func add(_ other: UserTally) {
        members += other.members
        without += other.without
        guests += other.guests
        withoutLicence += other.withoutLicence
        synced += other.synced
        sample = Array((sample + other.sample).prefix(Sample.size))
    }
}
