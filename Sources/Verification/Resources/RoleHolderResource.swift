import Runbook
import Tenant

/// The directory roles of a user, directly or through groups. Graph: `GET /users/{id}/transitiveMemberOf`.
enum RoleHolderResource: Resource {
    static let name = "role-holder"
    static let selector: String? = "a user principal name"
    /// Template id of Global Administrator; the same in every tenant.
    static let globalAdministrator = "62e90394-69f5-4237-9190-012177145e10"
    static let properties = [
        Property(
            "enabled", .boolean, label: "Account enabled", permission: "User.Read.All",
            remedy: "Entra admin center → Users → {selector} → Enable account."),
        Property(
            "roles", .list, label: "Directory roles", permission: "RoleManagement.Read.Directory and User.Read.All",
            remedy: "Entra admin center → Users → {selector} → Assigned roles → Add assignments."),
    ]

    static func observe(_ property: String, of selection: Selection, _ probe: Probe) async throws(Impediment)
        -> Observed
    {
        let upn = selection.selector
        let path =
            property == "enabled"
            ? GraphPath(["users", upn], [("$select", "id,userPrincipalName,accountEnabled")])
            : GraphPath(["users", upn, "transitiveMemberOf"])
        if property == "enabled" {
            let user = try await reading { () async throws(TenantFault) in
                try await probe.readIfThere(path, as: User.self)
            }
            guard let user else { throw absent(upn) }
            guard let isEnabled = user.accountEnabled else {
                throw .fault(.unexpected("\"accountEnabled\" is missing"))
            }
            return Observed(.boolean(isEnabled))
        }
        let memberships = try await reading { () async throws(TenantFault) in
            try await probe.allIfThere(path, of: DirectoryObject.self)
        }
        guard let memberships else { throw absent(upn) }
        var names: [String] = []
        for role in memberships where role.type == "#microsoft.graph.directoryRole" {
            // Its old name in some tenants is Company Administrator: the template id decides.
            if role.roleTemplateId == globalAdministrator {
                names.append("Global Administrator")
            } else if let name = role.displayName {
                names.append(name)
            } else {
                throw .fault(.unexpected("a role came without its name; the permission to read roles is missing"))
            }
        }
        return Observed(.list(names))
    }

    private static func absent(_ upn: String) -> Impediment {
        .absent(
            message: "There is no user \(upn).", remedy: "Type the admin's user principal name again: set admin_upn.")
    }
}
