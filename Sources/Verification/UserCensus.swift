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
        for user in users { byDomain[try UserCensus.domain(user), default: UserTally()].take(user) }
    }

    static func domain(_ user: User) throws(TenantFault) -> String {
        let parts = user.userPrincipalName.split(separator: "@")
        guard parts.count > 1, let domain = parts.last else {
            throw .unexpected("the user principal name \"\(user.userPrincipalName)\"")
        }
        return domain.lowercased()
    }

    /// - Parameter isCompared: whether it is of the compared domain. Of others it is no matter whether they can sign in.
    static func account(_ user: User, isCompared: Bool) throws(TenantFault) -> Account {
        let name = user.userPrincipalName
        // Null where nobody gave one. Microsoft Graph: user, `mail`.
        let mail = try user.mail.nullable(of: name)
        let others =
            [mail].compactMap { $0 }
            + (try user.proxyAddresses.required(of: name)).filter {
                // Others than mail: SIP, X.500.
                $0.lowercased().hasPrefix("smtp:")
            }.map(AccountFields.bare) + (try user.otherMails.required(of: name))
        return Account(
            id: user.id, address: name, otherAddresses: others,
            // A name only makes likeness; accounts without one are compared by their addresses.
            name: try user.displayName.nullable(of: name) ?? "",
            // Null until somebody sets it. Microsoft Graph: user, `onPremisesImmutableId`.
            identifier: try user.onPremisesImmutableId.nullable(of: name),
            isEnabled: isCompared ? try user.accountEnabled.required(of: name) : user.accountEnabled.shown != false,
            isGuest: isCompared ? try user.isGuest() : user.userType.shown == "Guest")
    }
}

extension User {
    /// Graph documents `Member` and `Guest` and nothing else: to count somebody as the one or the other needs its word.
    func isGuest() throws(TenantFault) -> Bool {
        switch try userType.required(of: userPrincipalName) {
        case "Member": false
        case "Guest": true
        case let word: throw .unexpected("the user type \"\(word)\" of \(userPrincipalName)")
        }
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
    /// The first of them who can't be counted: then no count is known.
    var fault: TenantFault?

    mutating func take(_ user: User) {
        do {
            try add(user)
        } catch {
            fault = fault ?? error
        }
    }

    private mutating func add(_ user: User) throws(TenantFault) {
        let name = user.userPrincipalName
        let isEnabled = try user.accountEnabled.required(of: name)
        if try user.isGuest() {
            guests += 1
            return
        }
        guard isEnabled else { return }
        members += 1
        // Null where it never was. Microsoft Graph: user, `onPremisesSyncEnabled`.
        if try user.onPremisesSyncEnabled.nullable(of: name) == true { synced += 1 }
        if try user.assignedLicenses.required(of: name).isEmpty { withoutLicence += 1 }
        // Null until somebody sets it. Microsoft Graph: user, `onPremisesImmutableId`.
        guard (try user.onPremisesImmutableId.nullable(of: name) ?? "").isEmpty else { return }
        without += 1
        if sample.count < Sample.size { sample.append(name) }
    }

    mutating func add(_ other: UserTally) {
        members += other.members
        without += other.without
        guests += other.guests
        withoutLicence += other.withoutLicence
        synced += other.synced
        sample = Array((sample + other.sample).prefix(Sample.size))
        fault = fault ?? other.fault
    }
}
