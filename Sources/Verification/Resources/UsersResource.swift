import Runbook
import Tenant

/// The users of a domain, counted. Graph: `GET /users`.
///
/// A member without `onPremisesImmutableId` can't sign in once the domain is federated: the provider's answer names
/// the user by it.
enum UsersResource: Resource {
    static let name = "users"
    static let selector: String? = "a domain's name"
    private static let permission = "User.Read.All"
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
        let count = try await reading { () async throws(TenantFault) in
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
                as: "members of \(domain)", into: MemberCount(domain: domain)
            ) { (count: inout MemberCount, page: [User]) throws(TenantFault) in try count.add(page) }
        }
        switch property {
        case "enabled": return Observed(.number(count.members))
        case "with-immutable-id": return Observed(.number(count.members - count.without))
        case "guests": return Observed(.number(count.guests))
        case "without-licence": return Observed(.number(count.withoutLicence))
        case "synced": return Observed(.number(count.synced))
        default: break
        }
        let names = count.sample.joined(separator: ", ")
        let rest = count.without > count.sample.count ? " and \(count.without - count.sample.count) more" : ""
        let noun = count.without == 1 ? "person isn't" : "people aren't"
        return Observed(
            .number(count.without),
            explanation: count.without == 0
                ? nil : "\(count.without) \(noun) onboarded and would lose access: \(names)\(rest).")
    }

    /// The members of a domain, counted as their pages go by.
    private struct MemberCount: Sendable {
        /// Names in a finding; the rest is counted.
        private static let sampleSize = 5

        let suffix: String
        var members = 0
        var without = 0
        var guests = 0
        var withoutLicence = 0
        var synced = 0
        var sample: [String] = []

        init(domain: String) { suffix = "@" + domain }

        mutating func add(_ users: [User]) throws(TenantFault) {
            for user in users where user.userPrincipalName.lowercased().hasSuffix(suffix) {
                guard let isEnabled = user.accountEnabled else {
                    throw .unexpected("\"accountEnabled\" of a user is missing")
                }
                if user.userType == "Guest" {
                    guests += 1
                    continue
                }
                guard isEnabled else { continue }
                members += 1
                if user.onPremisesSyncEnabled == true { synced += 1 }
                guard let licenses = user.assignedLicenses else {
                    throw .unexpected("\"assignedLicenses\" of a user is missing")
                }
                if licenses.isEmpty { withoutLicence += 1 }
                guard (user.onPremisesImmutableId ?? "").isEmpty else { continue }
                without += 1
                if sample.count < MemberCount.sampleSize { sample.append(user.userPrincipalName) }
            }
        }
    }
}
