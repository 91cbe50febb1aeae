import Runbook
import Tenant

/// Who can still get in when sign-in through the new provider fails: enabled Global Administrators whose user
/// principal name is on a domain that stays managed. Read as `EmergencyAdministrators` says.
enum EmergencyAccessResource: Resource {
    static let name = "emergency-access"
    static let selector: String? = "the domain that will be switched"
    static let properties = [
        Property(
            "count", .number, label: "Global Administrators outside the domain",
            permission: "RoleManagement.Read.Directory, User.Read.All and Domain.Read.All",
            remedy: "Entra admin center → Users → New user on the .onmicrosoft.com domain, role Global Administrator."
        ) { selection, probe in
            let switched = selection.selector.lowercased()
            let names = try await EmergencyAdministrators.names(outside: switched, probe)
            return Observed(
                .number(names.count),
                explanation: names.isEmpty
                    ? "No enabled Global Administrator is outside \(switched): if sign-in fails after the switch, "
                        + "nobody can switch it back."
                    : "Only \(names.joined(separator: ", ")) could get in if sign-in fails after the switch.")
        }
    ]
}
