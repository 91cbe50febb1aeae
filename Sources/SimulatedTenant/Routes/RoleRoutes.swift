/// `/directoryRoles`, `/roleManagement/directory/roleAssignments`
enum RoleRoutes {
    private static let read = ["RoleManagement.Read.Directory", "Directory.Read.All"]
    /// Built-in roles by template id.
    static let templates = [
        "62e90394-69f5-4237-9190-012177145e10": "Global Administrator",
        "fe930be7-5e62-47db-91af-98c3a49a38b1": "User Administrator",
        "f2ef992c-3afb-46b9-b7cf-a126ee74c451": "Global Reader",
    ]

    static let routes = [
        Route("GET", "directoryRoles", read) { (call, tenant) throws(ServiceError) in
            guard call.query["$top"] == nil else { throw .badRequest("$top is not supported here.") }
            return try Listing(isPaged: false).answer(tenant[.directoryRoles].all, call, context: "directoryRoles")
        },
        Route("GET", "directoryRoles({roleTemplateId})/members", read) { (call, tenant) throws(ServiceError) in
            guard
                let role = tenant[.directoryRoles].all.first(where: {
                    $0["roleTemplateId"].string == call.parameters[0]
                })
            else { throw .notFound(call.parameters[0]) }
            return try members(of: role, call, tenant)
        },
        Route("GET", "directoryRoles/{id}/members", read) { (call, tenant) throws(ServiceError) in
            guard let role = tenant[.directoryRoles][call.parameters[0]] else { throw .notFound(call.parameters[0]) }
            return try members(of: role, call, tenant)
        },
        Route("GET", "roleManagement/directory/roleAssignments", read) { (call, tenant) throws(ServiceError) in
            try Listing().answer(
                tenant[.roleAssignments].all, call, context: "roleManagement/directory/roleAssignments")
        },
        Route("POST", "roleManagement/directory/roleAssignments", ["RoleManagement.ReadWrite.Directory"]) {
            (call, tenant) throws(ServiceError) in
            try call.allow(["principalId", "roleDefinitionId", "directoryScopeId"], of: "UnifiedRoleAssignment")
            let principal = try UserRoutes.user(try call.text("principalId"), tenant)
            let role = try call.text("roleDefinitionId")
            guard templates[role] != nil else { throw .notFound(role) }
            let assignment = assignment(principal["id"].string ?? "", role: role)
            if tenant[.roleAssignments][assignment["id"].string ?? ""] != nil {
                throw .badRequest("A conflicting object with one or more of the specified property values is present.")
            }
            tenant.put(assignment, in: .roleAssignments)
            return .created(assignment)
        },
        Route("DELETE", "roleManagement/directory/roleAssignments/{id}", ["RoleManagement.ReadWrite.Directory"]) {
            (call, tenant) throws(ServiceError) in
            guard tenant[.roleAssignments][call.parameters[0]] != nil else { throw .notFound(call.parameters[0]) }
            tenant.remove(call.parameters[0], from: .roleAssignments)
            return .noContent
        },
    ]

    static func assignment(_ principal: String, role: String) -> JSON {
        [
            "id": .string("\(role)-\(principal)"), "principalId": .string(principal),
            "roleDefinitionId": .string(role), "directoryScopeId": "/", "appScopeId": nil,
        ]
    }

    static func member(_ role: JSON) -> JSON {
        var role = role
        role["@odata.type"] = "#microsoft.graph.directoryRole"
        return role
    }

    private static func members(of role: JSON, _ call: Call, _ tenant: Transaction) throws(ServiceError) -> Reply {
        let holders = tenant[.roleAssignments].all.filter { $0["roleDefinitionId"] == role["roleTemplateId"] }
        let users = holders.compactMap { tenant[.users][$0["principalId"].string ?? ""] }.map { user in
            var user = user
            user["@odata.type"] = "#microsoft.graph.user"
            return user
        }
        return try Listing(defaults: UserRoutes.listing.defaults, isPaged: false).answer(
            users, call, context: "directoryObjects")
    }
}
