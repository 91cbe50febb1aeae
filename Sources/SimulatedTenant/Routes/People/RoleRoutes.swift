import Foundation

/// `/directoryRoles`, `/roleManagement/directory/roleAssignments`
enum RoleRoutes {
    static let globalAdministrator = "62e90394-69f5-4237-9190-012177145e10"
    private static let read = [
        "RoleManagement.Read.Directory", "RoleManagement.ReadWrite.Directory", "Directory.Read.All",
        "Directory.ReadWrite.All",
    ]
    /// Built-in roles by template id.
    static let templates = [
        globalAdministrator: "Global Administrator",
        "fe930be7-5e62-47db-91af-98c3a49a38b1": "User Administrator",
        "f2ef992c-3afb-46b9-b7cf-a126ee74c451": "Global Reader",
        "194ae4cb-b126-40b2-bd5b-6091b380977d": "Security Administrator",
        "e8611ab8-c189-46e8-94e1-60213ab1f814": "Privileged Role Administrator",
        "9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3": "Application Administrator",
        "158c047a-c907-4556-b7ef-446551a6b5f7": "Cloud Application Administrator",
    ]
    /// The template id of a built-in role; nil for a name that none has.
    static func template(named name: String) -> String? { templates.first { $0.value == name }?.key }

    private static let roles = Listing(type: GraphSchema.directoryRole, isPaged: false)
    private static let assignments = Listing(type: GraphSchema.unifiedRoleAssignment, expandable: ["principal"])

    static let routes = [
        Route("GET", "directoryRoles", read) { (call, tenant) throws(ServiceError) in
            guard call.query["$top"] == nil else { throw .badRequest("$top is not supported here.") }
            return try roles.answer(tenant[.directoryRoles], call, context: "directoryRoles")
        },
        Route("GET", "directoryRoles/{id}", read) { (call, tenant) throws(ServiceError) in
            guard let role = tenant[.directoryRoles][call.parameters[0]] else { throw .notFound(call.parameters[0]) }
            return try roles.one(role, call, context: "directoryRoles")
        },
        Route("GET", "directoryRoles({roleTemplateId})", read) { (call, tenant) throws(ServiceError) in
            try roles.one(try role(template: call.parameters[0], tenant), call, context: "directoryRoles")
        },
        Route("GET", "directoryRoles({roleTemplateId})/members", read) { (call, tenant) throws(ServiceError) in
            try members(of: try role(template: call.parameters[0], tenant), call, tenant)
        },
        Route("GET", "directoryRoles/{id}/members", read) { (call, tenant) throws(ServiceError) in
            guard let role = tenant[.directoryRoles][call.parameters[0]] else { throw .notFound(call.parameters[0]) }
            return try members(of: role, call, tenant)
        },
        Route("GET", "roleManagement/directory/roleAssignments", read) { (call, tenant) throws(ServiceError) in
            let reply = try assignments.answer(
                current(tenant, call.now).map(shown), call, context: "roleManagement/directory/roleAssignments")
            let known = tenant
            return call.query["$expand"] == nil ? reply : reply.mapping { expanded($0, known) }
        },
        Route("POST", "roleManagement/directory/roleAssignments", ["RoleManagement.ReadWrite.Directory"]) {
            (call, tenant) throws(ServiceError) in
            try call.allow(["principalId", "roleDefinitionId", "directoryScopeId"], of: "UnifiedRoleAssignment")
            let principal = try principal(try call.text("principalId"), tenant)
            let role = try call.text("roleDefinitionId")
            guard templates[role] != nil else { throw .notFound(role) }
            let assignment = assignment(principal["id"].string ?? "", role: role)
            if GroupRoutes.isNow(tenant[.roleAssignments][assignment["id"].string ?? ""], call.now) {
                throw .badRequest("A conflicting object with one or more of the specified property values is present.")
            }
            tenant.put(assignment, in: .roleAssignments)
            return .created(shown(assignment))
        },
        Route("DELETE", "roleManagement/directory/roleAssignments/{id}", ["RoleManagement.ReadWrite.Directory"]) {
            (call, tenant) throws(ServiceError) in
            guard tenant[.roleAssignments][call.parameters[0]] != nil else { throw .notFound(call.parameters[0]) }
            tenant.remove(call.parameters[0], from: .roleAssignments)
            return .noContent
        },
    ]

    private static let eligibilities = Listing()
    private static let eligible = "roleManagement/directory/roleEligibilityScheduleInstances"

    /// Roles that somebody may activate (Privileged Identity Management).
    static let eligibilityRoutes = [
        Route(
            "GET", eligible,
            ["RoleEligibilitySchedule.Read.Directory", "RoleManagement.Read.Directory", "RoleManagement.Read.All"]
        ) { (call, tenant) throws(ServiceError) in
            try requirePrivileged(tenant)
            return try eligibilities.answer(tenant[.roleEligibilities], call, context: eligible)
        },
        Route(
            "GET", active,
            ["RoleAssignmentSchedule.Read.Directory", "RoleManagement.Read.Directory", "RoleManagement.Read.All"]
        ) { (call, tenant) throws(ServiceError) in
            try requirePrivileged(tenant)
            return try eligibilities.answer(
                current(tenant, call.now).map(instance), call, context: active)
        },
    ]
    private static let active = "roleManagement/directory/roleAssignmentScheduleInstances"

    /// Privileged Identity Management needs Entra ID P2; whoever has a role or a group from it has that.
    static func requirePrivileged(_ tenant: Transaction) throws(ServiceError) {
        let plans = tenant[.subscribedSkus].all.flatMap { $0["servicePlans"].array }
        guard !plans.contains(where: { $0["servicePlanName"] == "AAD_PREMIUM_P2" }),
            tenant[.roleEligibilities].all.isEmpty, tenant[.roleRules].all.isEmpty,
            tenant[.groupEligibilities].all.isEmpty,
            ![.memberships, .groupOwnerships].contains(where: { (table: TenantState.TableName) in
                tenant[table].all.contains { $0["endDateTime"].string != nil }
            }),
            !tenant[.roleAssignments].all.contains(where: { $0["endDateTime"].string != nil })
        else { return }
        throw ServiceError(
            400, "AadPremiumLicenseRequired",
            "The tenant needs to have Microsoft Entra ID P2 or Microsoft Entra ID Governance license.")
    }

    /// An assignment as Privileged Identity Management lists it.
    private static func instance(_ assignment: JSON) -> JSON {
        let id = assignment["id"].string ?? ""
        return [
            "id": .string("\(id)-i"), "principalId": assignment["principalId"],
            "roleDefinitionId": assignment["roleDefinitionId"], "directoryScopeId": "/", "appScopeId": nil,
            "assignmentType": assignment["schedule"].isNull ? "Assigned" : "Activated", "memberType": "Direct",
            "startDateTime": assignment["startDateTime"], "endDateTime": assignment["endDateTime"],
            "roleAssignmentOriginId": assignment["id"],
            "roleAssignmentScheduleId": assignment["schedule"].isNull ? .string("\(id)-s") : assignment["schedule"],
        ]
    }

    /// Those that haven't ended: what is held for a time ends by itself.
    private static func current(_ tenant: Transaction, _ now: Date) -> [JSON] {
        tenant[.roleAssignments].all.filter { GroupRoutes.isNow($0, now) }
    }

    /// What a role assignment shows of itself: it doesn't tell until when it lasts and what it came from.
    private static func shown(_ assignment: JSON) -> JSON {
        .object(assignment.members.filter { !["endDateTime", "startDateTime", "schedule"].contains($0.key) })
    }

    /// - Parameters:
    ///   - since: when it was given; it has no end.
    static func eligibility(_ principal: String, role: String, since: String) -> JSON {
        [
            "id": .string("\(role)-\(principal)-e"), "principalId": .string(principal),
            "roleDefinitionId": .string(role), "directoryScopeId": "/", "appScopeId": nil, "memberType": "Direct",
            "startDateTime": .string(since), "endDateTime": nil,
            "roleEligibilityScheduleId": .string("\(role)-\(principal)-s"),
        ]
    }

    private static func role(template: String, _ tenant: Transaction) throws(ServiceError) -> JSON {
        guard let role = tenant[.directoryRoles].first("roleTemplateId", template) else { throw .notFound(template) }
        return role
    }

    /// A user, a service principal or a group.
    private static func principal(_ id: String, _ tenant: Transaction) throws(ServiceError) -> JSON {
        if let principal = tenant[.servicePrincipals][id] { return principal }
        if let group = tenant[.groups][id] {
            guard group["isAssignableToRole"] == true else {
                throw .badRequest("The group is not assignable to a role.")
            }
            return group
        }
        return try UserRoutes.user(id, tenant)
    }

    private static func expanded(_ assignment: JSON, _ tenant: Transaction) -> JSON {
        var assignment = assignment
        let id = assignment["principalId"].string ?? ""
        if let user = tenant[.users][id] {
            assignment["principal"] = user.typed("user")
        } else if let principal = tenant[.servicePrincipals][id] {
            assignment["principal"] = principal.typed("servicePrincipal")
        } else if let group = tenant[.groups][id] {
            assignment["principal"] = group.typed("group")
        }
        return assignment
    }

    static func object(id: String, template: String, name: String) -> JSON {
        [
            "id": .string(id), "deletedDateTime": nil, "displayName": .string(name),
            "roleTemplateId": .string(template), "description": .string("Built-in role: \(name)."),
        ]
    }

    /// - Parameter end: until when, where it ends.
    static func assignment(_ principal: String, role: String, end: String? = nil) -> JSON {
        [
            "id": .string("\(role)-\(principal)"), "principalId": .string(principal),
            "roleDefinitionId": .string(role), "directoryScopeId": "/", "appScopeId": nil, "startDateTime": nil,
            "endDateTime": end.map(JSON.string) ?? nil, "schedule": nil,
        ]
    }

    /// The templates of the roles that somebody holds: by themselves, or through a group that they are in now.
    static func held(by user: String, _ tenant: Transaction, _ now: Date) -> Set<String> {
        let groups = GroupRoutes.groups(of: user, tenant, now).compactMap { $0["id"].string }
        let holders = Set([user] + groups)
        return Set(
            current(tenant, now).filter { holders.contains($0["principalId"].string ?? "") }
                .compactMap { $0["roleDefinitionId"].string })
    }

    /// A role among other directory objects.
    static func member(_ role: JSON) -> JSON { role.typed("directoryRole") }

    private static func members(of role: JSON, _ call: Call, _ tenant: Transaction) throws(ServiceError) -> Reply {
        let holders = current(tenant, call.now).filter { $0["roleDefinitionId"] == role["roleTemplateId"] }
            .compactMap { $0["principalId"].string }
        let objects = holders.compactMap { (id: String) -> JSON? in
            if let user = tenant[.users][id] { return user.typed("user") }
            if let group = tenant[.groups][id] { return group.typed("group") }
            return tenant[.servicePrincipals][id].map { $0.typed("servicePrincipal") }
        }
        return try Listing(defaults: UserRoutes.listing.defaults, isPaged: false).answer(
            objects, call, context: "directoryObjects")
    }
}
