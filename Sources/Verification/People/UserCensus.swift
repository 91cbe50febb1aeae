import Reconciliation
import Sameness
import Tenant

/// All users of a tenant, counted by the domains of their names as their pages go by: read once, for whoever counts over
/// them.
struct UserCensus: Sendable {
    /// The domains that somebody may sign in by: everybody of one has the same, so each is in one tally.
    struct Names: Hashable, Sendable {
        /// The user principal name's.
        let own: String
        /// Those of mail addresses, where they are others.
        let alternates: [String]
    }

    private(set) var tallies: [Names: UserTally] = [:]

    /// What is read of each; with further addresses only where accounts are compared.
    static func path(comparing: Bool) -> GraphPath {
        let base =
            "id,userPrincipalName,displayName,accountEnabled,userType,creationType,externalUserState,identities,"
            + "onPremisesImmutableId,onPremisesSyncEnabled,assignedLicenses,mail,"
            + "proxyAddresses"
        return GraphPath(["users"], [("$select", comparing ? base + ",otherMails" : base), ("$top", "999")])
    }

    mutating func add(_ users: [User]) throws(TenantFault) {
        for user in users {
            let own = try UserCensus.domain(user)
            // Whose addresses can't be read is counted by the name alone, and no count of its domain is known.
            let alternates = try? user.alternates()
            let others = Set((alternates ?? []).compactMap { UserCensus.domain(of: $0) }).subtracting([own])
            tallies[Names(own: own, alternates: others.sorted()), default: UserTally()].take(user)
        }
    }

    /// A tenant has at least the user who made it: where none was seen, nothing was.
    static let nobody = TenantFault.unexpected("the list of users has nobody in it", about: "the users")

    func hasSeenSomebody() throws(TenantFault) {
        if count == 0 { throw UserCensus.nobody }
    }

    /// How many there are.
    var count: Int { tallies.values.reduce(0) { $0 + $1.all } }

    /// Everybody, of whatever domain.
    var everybody: UserTally {
        tallies.sorted { $0.key.own < $1.key.own }.reduce(into: UserTally()) { sum, entry in sum.add(entry.value) }
    }

    /// The people whom the switch of some domains reaches, by their names and by alternate addresses alone.
    func reached(by switched: SwitchedDomains) -> (byName: UserTally, byAlternate: UserTally) {
        var (byName, byAlternate) = (UserTally(), UserTally())
        for (names, tally) in tallies.sorted(by: {
            ($0.key.own, $0.key.alternates.joined()) < ($1.key.own, $1.key.alternates.joined())
        }) {
            switch switched.reach(name: "@" + names.own, alternates: names.alternates.map { "@" + $0 }) {
            case .none, .link: break
            case .name: byName.add(tally)
            case .alternate: byAlternate.add(tally)
            }
        }
        return (byName, byAlternate)
    }

    static func domain(_ user: User) throws(TenantFault) -> String {
        guard let domain = domain(of: user.userPrincipalName) else {
            throw .unexpected("the user principal name \"\(user.userPrincipalName)\"", about: user.id)
        }
        return domain
    }

    /// What stands behind an address' last @.
    static func domain(of address: String) -> String? {
        let parts = address.split(separator: "@")
        return parts.count > 1 ? parts.last.map { DomainName.folded(String($0)) } : nil
    }

    /// - Parameter isCompared: whether it is of the compared domain. Of others it is no matter whether they can sign in.
    static func account(_ user: User, isCompared: Bool) throws(TenantFault) -> Account {
        let name = user.userPrincipalName
        // Further addresses of another domain's people make likeness, and name those who may sign in by one of ours.
        let alternates = isCompared ? try user.alternates() : (try? user.alternates()) ?? []
        let others = isCompared ? try user.otherMails.required(of: name) : user.otherMails.shown ?? []
        return Account(
            id: user.id, address: name, otherAddresses: alternates + others,
            // A name only makes likeness; accounts without one are compared by their addresses.
            name: try user.displayName.nullable(of: name) ?? "",
            // Null until somebody sets it. Microsoft Graph: user, `onPremisesImmutableId`.
            identifier: try user.onPremisesImmutableId.nullable(of: name),
            isEnabled: isCompared ? try user.accountEnabled.required(of: name) : user.accountEnabled.shown != false,
            isGuest: isCompared ? try !user.signsInHere() : (try? user.signsInHere()) == false,
            alternates: alternates, wasSynced: isCompared ? try user.wasSynced() : (try? user.wasSynced()) ?? true)
    }
}
