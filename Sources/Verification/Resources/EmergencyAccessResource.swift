import Runbook
import Tenant

/// Who can still get in when sign-in through the new provider fails: enabled Global Administrators whose user
/// principal name is on a domain that stays managed. Graph: `GET /directoryRoles(roleTemplateId=…)/members`,
/// `GET /domains`, `GET /users/{id}`.
enum EmergencyAccessResource: Resource {
    static let name = "emergency-access"
    static let selector: String? = "the domain that will be switched"
    static let properties = [
        Property(
            "count", .number, label: "Global Administrators outside the domain",
            permission: "RoleManagement.Read.Directory, User.Read.All and Domain.Read.All",
            remedy: "Entra admin center → Users → New user on the .onmicrosoft.com domain, role Global Administrator.")
    ]

    static func observe(_ property: String, of selection: Selection, _ probe: Probe) async throws(Impediment)
        -> Observed
    {
        let switched = selection.selector.lowercased()
        let members = try await reading { () async throws(TenantFault) in
            try await probe.all(
                GraphPath(["directoryRoles(roleTemplateId='\(RoleHolderResource.globalAdministrator)')", "members"]),
                of: DirectoryObject.self)
        }
        let managed = Set(
            try await DomainResource.domains(probe)
                .filter { $0.authenticationType == "Managed" && $0.isVerified }.map { $0.id.lowercased() }
                // Subdomains follow the domain above them.
                .filter { $0 != switched && !$0.hasSuffix("." + switched) })
        var names: [String] = []
        for member in members where member.type == "#microsoft.graph.user" {
            let user = try await reading { () async throws(TenantFault) in
                try await probe.readIfThere(
                    GraphPath(["users", member.id], [("$select", "id,userPrincipalName,accountEnabled")]),
                    as: User.self)
            }
            guard let user, user.accountEnabled == true,
                let domain = user.userPrincipalName.split(separator: "@").last.map({ $0.lowercased() })
            else { continue }
            if managed.contains(domain) { names.append(user.userPrincipalName) }
        }
        return Observed(
            .number(names.count),
            explanation: names.isEmpty
                ? "No enabled Global Administrator is outside \(switched): if sign-in fails after the switch, "
                    + "nobody can switch it back."
                : "Only \(names.joined(separator: ", ")) could get in if sign-in fails after the switch.")
    }
}
