import Foundation

/// Privileged Identity Management for roles: what was asked for, which roles want an approval, and in a rehearsal the two
/// people who ask and approve at the portal.
///
/// Microsoft Graph: "List roleAssignmentScheduleRequests", "List roleManagementPolicyAssignments". The portal's two steps
/// are the simulator's own; Graph has the approval in its beta only.
enum RoleActivationRoutes {
    private static let read = ["RoleManagement.Read.Directory", "RoleManagement.Read.All"]
    private static let requests = Listing(type: GraphSchema.unifiedRoleAssignmentScheduleRequest)
    private static let policies = Listing(
        type: GraphSchema.unifiedRoleManagementPolicyAssignment, expandable: ["policy($expand=rules)"])

    static let routes = [
        Route(
            "GET", "roleManagement/directory/roleAssignmentScheduleRequests",
            ["RoleAssignmentSchedule.Read.Directory"] + read
        ) {
            (call, tenant) throws(ServiceError) in
            try RoleRoutes.requirePrivileged(tenant)
            return try requests.answer(
                tenant[.roleRequests].all.map(shown), call,
                context: "roleManagement/directory/roleAssignmentScheduleRequests")
        },
        Route("GET", "policies/roleManagementPolicyAssignments", ["RoleManagementPolicy.Read.Directory"] + read) {
            (call, tenant) throws(ServiceError) in
            try RoleRoutes.requirePrivileged(tenant)
            guard let filter = try call.query["$filter"].map(Filter.parse(_:)), filter.names(["scopeId"]),
                filter.names(["scopeType"])
            else {
                throw ServiceError(
                    400, "MissingParameters",
                    "The required parameters scopeId or scopeType are missing from the filter.")
            }
            let all = RoleRoutes.templates.keys.sorted().map { policy($0, tenant) }
            let reply = try policies.answer(all, call, context: "policies/roleManagementPolicyAssignments")
            let known = tenant
            guard call.query["$expand"] != nil else { return reply }
            return reply.mapping { assignment in
                var assignment = assignment
                assignment["policy"] = rules(of: assignment, known)
                return assignment
            }
        },
        Route("POST", "simulation/role-requests", PeigRoutes.portalOnly) { (call, tenant) throws(ServiceError) in
            let (user, role) = try about(call, tenant)
            let id = user["id"].string ?? ""
            guard
                tenant[.roleEligibilities].all.contains(where: {
                    $0["principalId"].string == id && $0["roleDefinitionId"].string == role
                })
            else { throw .badRequest("The role isn't among the eligible assignments of this user.") }
            guard !GroupRoutes.isNow(tenant[.roleAssignments]["\(role)-\(id)"], call.now) else {
                throw .badRequest("The Role assignment already exists.")
            }
            guard pending(id, role, tenant) == nil else {
                throw .badRequest("There is a pending request for this role assignment already.")
            }
            let request = request(id, role: role, needsApproval: needsApproval(role, tenant), call)
            tenant.put(request, in: .roleRequests)
            if request["approvalId"].isNull { activate(request, call.now, &tenant) }
            return .created(request)
        },
        Route("POST", "simulation/role-deactivations", PeigRoutes.portalOnly) { (call, tenant) throws(ServiceError) in
            let (user, role) = try about(call, tenant)
            let id = "\(role)-\(user["id"].string ?? "")"
            guard let held = tenant[.roleAssignments][id], GroupRoutes.isNow(held, call.now), !held["schedule"].isNull
            else { throw .badRequest("There is no activation of this role that could be ended.") }
            tenant.remove(id, from: .roleAssignments)
            return .noContent
        },
        Route("POST", "simulation/role-approvals", PeigRoutes.portalOnly) { (call, tenant) throws(ServiceError) in
            let (user, role) = try about(call, tenant)
            let approver = try UserRoutes.user(try call.text("approver"), tenant)
            guard var request = pending(user["id"].string ?? "", role, tenant) else {
                throw .badRequest("There is no request that waits for an approval.")
            }
            guard approver["id"] != user["id"] else {
                throw .badRequest("Request doesn't allow Self-Approval.")
            }
            guard
                RoleRoutes.held(by: approver["id"].string ?? "", tenant, call.now).contains(
                    RoleRoutes.globalAdministrator)
            else { throw .badRequest("This user is no approver of the role.") }
            request["status"] = "Granted"
            tenant.put(request, in: .roleRequests)
            activate(request, call.now, &tenant)
            return .created(request)
        },
    ]

    /// Whom and which role a portal's request is about.
    private static func about(_ call: Call, _ tenant: Transaction) throws(ServiceError) -> (user: JSON, role: String) {
        try RoleRoutes.requirePrivileged(tenant)
        let role = try call.text("role")
        guard let template = RoleRoutes.template(named: role) else { throw .notFound(role) }
        return (try UserRoutes.user(try call.text("user"), tenant), template)
    }

    private static func needsApproval(_ role: String, _ tenant: Transaction) -> Bool {
        tenant[.roleRules][role]?["needsApproval"] == true
    }

    private static func pending(_ user: String, _ role: String, _ tenant: Transaction) -> JSON? {
        tenant[.roleRequests].all.first {
            $0["principalId"].string == user && $0["roleDefinitionId"].string == role
                && $0["status"] == "PendingApprovalProvisioning"
        }
    }

    /// What a person who activates a role asks; it waits, where somebody has to approve it.
    private static func request(_ user: String, role: String, needsApproval: Bool, _ call: Call) -> JSON {
        let (id, hours) = (UUID().uuidString.lowercased(), call.body["hours"].int ?? 4)
        var request = request(
            id, action: "selfActivate", user: .string(user), role: .string(role), at: call.now,
            expiration: ["type": "afterDuration", "endDateTime": nil, "duration": .string("PT\(hours)H")])
        request["status"] = needsApproval ? "PendingApprovalProvisioning" : "Granted"
        request["approvalId"] = needsApproval ? .string(id) : nil
        request["justification"] = "Rehearsal"
        request["createdBy"] = ["application": nil, "device": nil, "user": ["displayName": nil, "id": .string(user)]]
        request["hours"] = .int(hours)
        return request
    }

    /// What an administrator who gave a role for a time asked: nobody had to approve it.
    static func given(_ assignment: JSON, until end: String, at now: Date) -> JSON {
        request(
            "\(assignment["id"].string ?? "")-s", action: "adminAssign", user: assignment["principalId"],
            role: assignment["roleDefinitionId"], at: now,
            expiration: ["type": "afterDateTime", "endDateTime": .string(end), "duration": nil])
    }

    private static func request(
        _ id: String, action: JSON, user: JSON, role: JSON, at now: Date, expiration: JSON
    ) -> JSON {
        let time = JSON.string(now.formatted(.iso8601))
        return [
            "id": .string(id), "status": "Provisioned", "createdDateTime": time, "completedDateTime": time,
            "approvalId": nil, "customData": nil, "action": action, "principalId": user, "roleDefinitionId": role,
            "directoryScopeId": "/", "appScopeId": nil, "isValidationOnly": false, "targetScheduleId": .string(id),
            "justification": nil, "createdBy": nil,
            "scheduleInfo": ["startDateTime": time, "recurrence": nil, "expiration": expiration],
            "ticketInfo": ["ticketNumber": nil, "ticketSystem": nil],
        ]
    }

    /// The hours begin with the approval.
    private static func activate(_ request: JSON, _ now: Date, _ tenant: inout Transaction) {
        let end = now.addingTimeInterval(Double(request["hours"].int ?? 4) * 3_600)
        var assignment = RoleRoutes.assignment(
            request["principalId"].string ?? "", role: request["roleDefinitionId"].string ?? "",
            end: end.formatted(.iso8601))
        assignment["startDateTime"] = .string(now.formatted(.iso8601))
        assignment["schedule"] = request["targetScheduleId"]
        tenant.put(assignment, in: .roleAssignments)
    }

    private static func shown(_ request: JSON) -> JSON { .object(request.members.filter { $0.key != "hours" }) }

    private static func policy(_ role: String, _ tenant: Transaction) -> JSON {
        let id = "DirectoryRole_\(tenant[.organization].all.first?["id"].string ?? "")_\(role)"
        return [
            "id": .string("\(id)_\(role)"), "policyId": .string(id), "scopeId": "/", "scopeType": "DirectoryRole",
            "roleDefinitionId": .string(role),
        ]
    }

    private static func rules(of assignment: JSON, _ tenant: Transaction) -> JSON {
        let role = assignment["roleDefinitionId"].string ?? ""
        return [
            "id": assignment["policyId"], "displayName": "DirectoryRole", "scopeId": "/", "scopeType": "DirectoryRole",
            "rules": [
                [
                    "@odata.type": "#microsoft.graph.unifiedRoleManagementPolicyExpirationRule",
                    "id": "Expiration_EndUser_Assignment", "isExpirationRequired": true, "maximumDuration": "PT8H",
                ],
                [
                    "@odata.type": "#microsoft.graph.unifiedRoleManagementPolicyApprovalRule",
                    "id": "Approval_EndUser_Assignment",
                    "setting": [
                        "isApprovalRequired": .bool(needsApproval(role, tenant)),
                        "isApprovalRequiredForExtension": false, "approvalMode": "SingleStage",
                    ],
                ],
            ],
        ]
    }
}
