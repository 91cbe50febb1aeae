import Runbook
import Tenant

/// The users of a domain and of the subdomains that are switched with it, counted. Graph: `GET /users`.
///
/// A member without `onPremisesImmutableId` can't sign in once the domain is federated: the provider's answer names
/// the user by it.
enum UsersResource: Resource {
    static let name = "users"
    static let selector: String? = "a domain's name"
    private static let permission = "User.Read.All and Domain.Read.All"
    static let properties = [
        Property(
            "enabled", .number, label: "Enabled members", permission: permission,
            remedy: "Entra admin center → Users: look at the accounts of {selector}."),
        Property(
            "without-immutable-id", .number, label: "Enabled members without an immutable ID", permission: permission,
            remedy: "Let them onboard, or link them: Peig → MS365 Identifiers → Microsoft 365 Accounts → "
                + "Create Peig Account or Link."),
        Property(
            "with-immutable-id", .number, label: "Enabled members with an immutable ID", permission: permission,
            remedy: "Entra admin center → Users: look at the accounts of {selector}."),
        Property(
            "guests", .number, label: "Guests", permission: permission,
            remedy: "Entra admin center → Users → User type: Guest."),
        Property(
            "without-licence", .number, label: "Enabled members without a licence", permission: permission,
            remedy: "Microsoft 365 admin center → Users → Active users → Licenses and apps."),
        Property(
            "synced", .number, label: "Members synced from on-premises AD", permission: permission,
            remedy: "Whoever is synced gets the immutable ID from there: look at Entra Connect."),
    ]

    static func observe(_ property: String, of selection: Selection, _ probe: Probe) async throws(Impediment)
        -> Observed
    {
        let domain = selection.selector.lowercased()
        async let tallies = tallies(domain, probe)
        // Beside the pages, not before them.
        async let others = DomainResource.domains(probe)
        let roots: Set<String>
        let found: [String: Tally]
        do {
            found = try await tallies
            roots = Set(try await others.filter { !$0.follows(domain) }.map { $0.id.lowercased() })
        } catch let impediment as Impediment {
            throw impediment
        } catch {
            throw .fault(.unexpected("\(error)"))
        }
        var tally = Tally()
        for (name, part) in found.sorted(by: { $0.key < $1.key }) where name == domain || !roots.contains(name) {
            tally.add(part)
        }
        switch property {
        case "enabled": return Observed(.number(tally.members))
        case "with-immutable-id": return Observed(.number(tally.members - tally.without))
        case "guests": return Observed(.number(tally.guests))
        case "without-licence": return Observed(.number(tally.withoutLicence))
        case "synced": return Observed(.number(tally.synced))
        default: break
        }
        let names = tally.sample.joined(separator: ", ")
        let rest = tally.without > tally.sample.count ? " and \(tally.without - tally.sample.count) more" : ""
        let noun = tally.without == 1 ? "person isn't" : "people aren't"
        return Observed(
            .number(tally.without),
            explanation: tally.without == 0
                ? nil : "\(tally.without) \(noun) onboarded and would lose access: \(names)\(rest).")
    }

    private static func tallies(_ domain: String, _ probe: Probe) async throws(Impediment) -> [String: Tally] {
        try await reading { () async throws(TenantFault) in
            try await probe.fold(
                GraphPath(
                    ["users"],
                    [
                        (
                            "$select",
                            "id,userPrincipalName,displayName,accountEnabled,userType,onPremisesImmutableId,"
                                + "onPremisesSyncEnabled,assignedLicenses"
                        ),
                        ("$top", "999"),
                    ]),
                as: "members of \(domain)", into: [String: Tally]()
            ) { (tallies: inout [String: Tally], page: [User]) throws(TenantFault) in
                for user in page {
                    let name = user.userPrincipalName.split(separator: "@").last?.lowercased() ?? ""
                    // Subdomains too: they are switched with it.
                    guard name == domain || name.hasSuffix("." + domain) else { continue }
                    try tallies[name, default: Tally()].add(user)
                }
            }
        }
    }

    /// The people of one domain, counted as their pages go by.
    private struct Tally: Sendable {
        /// Names in a finding; the rest is counted.
        private static let sampleSize = 5

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
            if sample.count < Tally.sampleSize { sample.append(user.userPrincipalName) }
        }

        mutating func add(_ other: Tally) {
            members += other.members
            without += other.without
            guests += other.guests
            withoutLicence += other.withoutLicence
            synced += other.synced
            sample = Array((sample + other.sample).prefix(Tally.sampleSize))
        }
    }
}
