import Runbook
import Tenant

/// The directory roles of a user: directly, through groups, and those that they may activate. Graph:
/// `GET /users/{id}/transitiveMemberOf`, `GET /roleManagement/directory/roleAssignments`,
/// `GET /roleManagement/directory/roleEligibilityScheduleInstances` (Microsoft Entra ID P2).
enum RoleHolderResource: Resource {
    static let name = "role-holder"
    static let selector: String? = "a user principal name"
    static let form = LiteralForm.upn
    /// Template id of Global Administrator; the same in every tenant.
    static let globalAdministrator = "62e90394-69f5-4237-9190-012177145e10"
    /// Whoever holds it may consent to any permission of Graph; the application administrators may not.
    /// Microsoft Entra: "Grant tenant-wide admin consent to an application", prerequisites.
    private static let privilegedRoleAdministrator = "e8611ab8-c189-46e8-94e1-60213ab1f814"
    /// Application Administrator and Cloud Application Administrator.
    private static let registering: Set = [
        "9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3", "158c047a-c907-4556-b7ef-446551a6b5f7",
    ]
    private static let reads: [Permission] = [.roleManagementReadDirectory, .userReadAll]
    private static let activate =
        "As {selector}: Entra admin center → Privileged Identity Management → My roles → Activate."
    private static let place = "Entra admin center → Users → {selector}"
    static let properties = [
        Property(
            "enabled", .boolean, label: "Account enabled", needs: [.userReadAll],
            remedy: "\(place) → Enable account."
        ) { selection, probe in
            let user = try await user(selection, probe)
            return Observed(.boolean(try user.accountEnabled.required(of: user.userPrincipalName)))
        },
        Property(
            "roles", .list, label: "Directory roles", needs: reads,
            remedy: "\(place) → Assigned roles → Add assignments."
        ) { selection, probe in
            let user = try await user(selection, probe)
            let held = try await held(selection, probe)
            let eligible = await eligible(user, beside: held, probe)
            guard !eligible.isEmpty else { return Observed(.list(held.map(\.name))) }
            let names = Value.list(eligible).words
            return Observed(
                .list(held.map(\.name)), detail: "\(names) may be activated, and isn't active now",
                remedy:
                    "Activate it: Entra admin center → Identity Governance → Privileged Identity Management → My roles → "
                    + "Microsoft Entra roles → Eligible assignments → \(names) → Activate. Then check again. It works for "
                    + "the hours that are chosen there.")
        },
        Property(
            "registers-and-consents", .boolean, label: "May register apps and consent for the organisation",
            needs: reads,
            remedy:
                "\(place) → Assigned roles → Add assignments: Privileged Role Administrator with Application Administrator "
                + "will do; Global Administrator may do both."
        ) { selection, probe in
            _ = try await user(selection, probe)
            let held = Set(try await held(selection, probe).map(\.template))
            let consents = held.contains(privilegedRoleAdministrator)
            let may = held.contains(globalAdministrator) || consents && !held.isDisjoint(with: registering)
            let names = Value.list(held.compactMap { builtIn[$0] }.sorted()).words
            return Observed(
                .boolean(may),
                explanation: may
                    ? nil
                    : consents
                        ? "\(selection.selector) may consent, and holds no role to register apps with. Roles: \(names)."
                        : "\(selection.selector) may not consent to application permissions of Microsoft Graph. Roles: \(names).",
                evidence: names)
        },
        Property(
            "direct-roles", .list, label: "Directory roles assigned to the user", needs: reads,
            remedy: "\(place) → Assigned roles → Add assignments."
        ) { selection, probe in Observed(.list(try await held(selection, isDirect: true, probe))) },
        Property(
            "group-roles", .list, label: "Directory roles through groups", needs: reads,
            remedy: "\(place) → Groups."
        ) { selection, probe in Observed(.list(try await held(selection, isDirect: false, probe))) },
        Property(
            "eligible-roles", .list, label: "Directory roles that the user may activate",
            needs: [.roleEligibilityScheduleReadDirectory, .userReadAll],
            remedy: activate
        ) { selection, probe in
            let user = try await user(selection, probe)
            let eligible = try await assignments("roleEligibilityScheduleInstances", user.id, probe)
            return Observed(.list(eligible.map { builtIn[$0] ?? $0 }))
        },
    ]

    /// The roles that somebody may activate and doesn't hold now. Only words rest on it: where it can't be read (it needs
    /// Microsoft Entra ID P2 and a permission of its own) there is none.
    private static func eligible(_ user: UserAccount, beside held: [Role], _ probe: Probe) async -> [String] {
        guard !held.contains(where: { $0.template == globalAdministrator }),
            let found = try? await assignments("roleEligibilityScheduleInstances", user.id, probe)
        else { return [] }
        return found.filter { template in !held.contains { $0.template == template } }.map { builtIn[$0] ?? $0 }
    }

    /// Names of built-in roles by template id, as far as checks may meet them without a membership that names them.
    private static let builtIn = [
        globalAdministrator: "Global Administrator", "fe930be7-5e62-47db-91af-98c3a49a38b1": "User Administrator",
        "f2ef992c-3afb-46b9-b7cf-a126ee74c451": "Global Reader",
        "194ae4cb-b126-40b2-bd5b-6091b380977d": "Security Administrator",
        privilegedRoleAdministrator: "Privileged Role Administrator",
        "9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3": "Application Administrator",
        "158c047a-c907-4556-b7ef-446551a6b5f7": "Cloud Application Administrator",
    ]

    static func user(_ selection: Selection, _ probe: Probe) async throws -> UserAccount {
        let name = selection.selector
        let user = try await probe.readIfThere(
            GraphPath(["users", name], [("$select", "id,userPrincipalName,accountEnabled")]), as: UserAccount.self)
        guard let user else { throw await Neighbours.missingUser(name, probe) }
        try GraphDecoding.isAbout(name, user.id, user.userPrincipalName)
        return user
    }

    private struct Role: Sendable {
        let name: String
        let template: String
    }

    /// Every role that works now, whichever way it came.
    private static func held(_ selection: Selection, _ probe: Probe) async throws -> [Role] {
        let name = selection.selector
        let memberships = try await probe.allIfThere(
            GraphPath(["users", name, "transitiveMemberOf"]), of: DirectoryObject.self)
        guard let memberships else { throw await Neighbours.missingUser(name, probe) }
        var roles: [Role] = []
        for role in memberships {
            // Its old name in some tenants is Company Administrator: the template id decides.
            guard let template = try role.roleTemplate(of: name) else { continue }
            let title = try role.displayName.required(of: "a role of \(name)")
            roles.append(
                Role(name: template == globalAdministrator ? "Global Administrator" : title, template: template))
        }
        return roles
    }

    private static func held(_ selection: Selection, isDirect: Bool, _ probe: Probe) async throws -> [String] {
        let user = try await user(selection, probe)
        async let held = held(selection, probe)
        async let assigned = assignments("roleAssignments", user.id, probe)
        let direct = Set(try await assigned)
        return try await held.filter { direct.contains($0.template) == isDirect }.map(\.name)
    }

    /// Template ids of the roles that a list holds for somebody.
    static func assignments(
        _ list: String, _ id: String, _ probe: Probe
    ) async throws(TenantFault) -> [String] {
        try await probe.all(
            GraphPath(
                ["roleManagement", "directory", list], [("$filter", "principalId eq \(GraphPath.literal(id))")]),
            of: RoleAssignment.self
        ).map(\.roleDefinitionId)
    }
}

extension DirectoryObject {
    /// The template of the role that this membership of somebody's is; nil where it is another thing.
    func roleTemplate(of who: String) throws(TenantFault) -> String? {
        guard try type.required(of: "a membership of \(who)") == "#microsoft.graph.directoryRole" else { return nil }
        // Null for whoever may not read roles.
        return try roleTemplateId.required(of: "a role of \(who)")
    }
}
