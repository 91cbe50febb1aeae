import Runbook
import Tenant

/// The directory roles of a user: directly, through groups, and those that they may activate. Graph:
/// `GET /users/{id}/transitiveMemberOf`, `GET /roleManagement/directory/roleAssignments`,
/// `GET /roleManagement/directory/roleEligibilityScheduleInstances` (Microsoft Entra ID P2).
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
        Property(
            "direct-roles", .list, label: "Directory roles assigned to the user",
            permission: "RoleManagement.Read.Directory and User.Read.All",
            remedy: "Entra admin center → Users → {selector} → Assigned roles → Add assignments."),
        Property(
            "group-roles", .list, label: "Directory roles through groups",
            permission: "RoleManagement.Read.Directory and User.Read.All",
            remedy: "Entra admin center → Users → {selector} → Groups."),
        Property(
            "eligible-roles", .list, label: "Directory roles that the user may activate",
            permission: "RoleEligibilitySchedule.Read.Directory and User.Read.All",
            remedy: "Entra admin center → Privileged Identity Management → My roles → Activate."),
    ]

    /// Names of built-in roles by template id, as far as checks may meet them without a membership that names them.
    private static let builtIn = [
        globalAdministrator: "Global Administrator", "fe930be7-5e62-47db-91af-98c3a49a38b1": "User Administrator",
        "f2ef992c-3afb-46b9-b7cf-a126ee74c451": "Global Reader",
        "194ae4cb-b126-40b2-bd5b-6091b380977d": "Security Administrator",
    ]

    static func observe(_ property: String, of selection: Selection, _ probe: Probe) async throws(Impediment)
        -> Observed
    {
        let upn = selection.selector
        let user = try await reading { () async throws(TenantFault) in
            try await probe.readIfThere(
                GraphPath(["users", upn], [("$select", "id,userPrincipalName,accountEnabled")]), as: User.self)
        }
        guard let user else { throw absent(upn) }
        switch property {
        case "enabled":
            guard let isEnabled = user.accountEnabled else {
                throw .fault(.unexpected("\"accountEnabled\" is missing"))
            }
            return Observed(.boolean(isEnabled))
        case "roles": return Observed(.list(try await held(upn, probe).map(\.name)))
        case "eligible-roles":
            let eligible = try await assignments("roleEligibilityScheduleInstances", user.id, probe)
            return Observed(.list(eligible.map { builtIn[$0] ?? $0 }))
        default:
            async let held = held(upn, probe)
            async let assigned = assignments("roleAssignments", user.id, probe)
            do {
                let (held, assigned) = (try await held, Set(try await assigned))
                let isDirect = property == "direct-roles"
                return Observed(.list(held.filter { assigned.contains($0.template) == isDirect }.map(\.name)))
            } catch {
                throw error as? Impediment ?? .fault(.unexpected("\(error)"))
            }
        }
    }

    /// Every role that works now, whichever way it came.
    private static func held(_ upn: String, _ probe: Probe) async throws(Impediment) -> [(
        name: String, template: String
    )] {
        let memberships = try await reading { () async throws(TenantFault) in
            try await probe.allIfThere(GraphPath(["users", upn, "transitiveMemberOf"]), of: DirectoryObject.self)
        }
        guard let memberships else { throw absent(upn) }
        var roles: [(name: String, template: String)] = []
        for role in memberships where role.type == "#microsoft.graph.directoryRole" {
            // Its old name in some tenants is Company Administrator: the template id decides.
            if role.roleTemplateId == globalAdministrator {
                roles.append(("Global Administrator", globalAdministrator))
            } else if let name = role.displayName {
                roles.append((name, role.roleTemplateId ?? ""))
            } else {
                throw .fault(.unexpected("a role came without its name; the permission to read roles is missing"))
            }
        }
        return roles
    }

    /// Template ids of the roles that a list holds for somebody.
    private static func assignments(_ list: String, _ id: String, _ probe: Probe) async throws(Impediment) -> [String] {
        try await reading { () async throws(TenantFault) in
            try await probe.all(
                GraphPath(
                    ["roleManagement", "directory", list], [("$filter", "principalId eq \(GraphPath.literal(id))")]),
                of: RoleAssignment.self)
        }.map(\.roleDefinitionId)
    }

    private static func absent(_ upn: String) -> Impediment {
        .absent(
            message: "There is no user \(upn).", remedy: "Type the admin's user principal name again: set admin_upn.")
    }
}
