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
    ]

    /// Names in a finding; the rest is counted.
    private static let sampleSize = 5

    static func observe(_ property: String, of selection: Selection, _ probe: Probe) async throws(Impediment)
        -> Observed
    {
        let users = try await reading { () async throws(TenantFault) in
            try await probe.all(
                GraphPath(
                    ["users"],
                    [
                        ("$select", "id,userPrincipalName,displayName,accountEnabled,userType,onPremisesImmutableId"),
                        ("$top", "999"),
                    ]),
                of: User.self)
        }
        let suffix = "@" + selection.selector.lowercased()
        var members: [User] = []
        for user in users where user.userPrincipalName.lowercased().hasSuffix(suffix) {
            guard let isEnabled = user.accountEnabled else {
                throw .fault(.unexpected("\"accountEnabled\" of a user is missing"))
            }
            if isEnabled, user.userType != "Guest" { members.append(user) }
        }
        if property == "enabled" { return Observed(.number(members.count)) }
        let without = members.filter { ($0.onPremisesImmutableId ?? "").isEmpty }
        let names = without.prefix(sampleSize).map(\.userPrincipalName).joined(separator: ", ")
        let rest = without.count > sampleSize ? " and \(without.count - sampleSize) more" : ""
        let noun = without.count == 1 ? "person isn't" : "people aren't"
        return Observed(
            .number(without.count),
            explanation: without.isEmpty
                ? nil : "\(without.count) \(noun) onboarded and would lose access: \(names)\(rest).")
    }
}
