/// `/identityGovernance/privilegedAccess/group`: who is in a group for how long, and who may be (PIM for Groups).
///
/// Microsoft Graph: "List assignmentScheduleInstances", "List eligibilityScheduleInstances".
enum PrivilegedGroupRoutes {
    private static let path = "identityGovernance/privilegedAccess/group"
    private static let assignments = Listing(
        type: GraphSchema.privilegedAccessGroupAssignmentScheduleInstance, expandable: ["group", "principal"])
    private static let eligibilities = Listing(
        type: GraphSchema.privilegedAccessGroupEligibilityScheduleInstance, expandable: ["group", "principal"])

    static let routes = [
        Route(
            "GET", "\(path)/assignmentScheduleInstances",
            ["PrivilegedAssignmentSchedule.Read.AzureADGroup", "PrivilegedAssignmentSchedule.ReadWrite.AzureADGroup"]
        ) { (call, tenant) throws(ServiceError) in
            try check(call, tenant)
            // Who was simply put into a group is listed too, without times.
            let places = [TenantState.TableName.memberships, .groupOwnerships].flatMap { table in
                tenant[table].all.filter { GroupRoutes.isNow($0, call.now) }.map { assignment($0, access(table)) }
            }
            return expanded(
                try assignments.answer(places, call, context: "\(path)/assignmentScheduleInstances"), call, tenant)
        },
        Route(
            "GET", "\(path)/eligibilityScheduleInstances",
            ["PrivilegedEligibilitySchedule.Read.AzureADGroup", "PrivilegedEligibilitySchedule.ReadWrite.AzureADGroup"]
        ) { (call, tenant) throws(ServiceError) in
            try check(call, tenant)
            let places = tenant[.groupEligibilities].all.filter { GroupRoutes.isNow($0, call.now) }.map(eligibility)
            return expanded(
                try eligibilities.answer(places, call, context: "\(path)/eligibilityScheduleInstances"), call, tenant)
        },
    ]

    /// What a place in a group is called.
    static func access(_ table: TenantState.TableName) -> String { table == .groupOwnerships ? "owner" : "member" }

    /// Nobody may ask for everybody's: the filter has to name one group or one principal.
    private static func check(_ call: Call, _ tenant: Transaction) throws(ServiceError) {
        guard let filter = try call.query["$filter"].map(Filter.parse(_:)), filter.names(["groupId", "principalId"])
        else {
            throw ServiceError(
                400, "MissingParameters", "The required parameters GroupId or PrincipalId are missing from the filter.")
        }
        try RoleRoutes.requirePrivileged(tenant)
    }

    private static func assignment(_ place: JSON, _ access: String) -> JSON {
        let id = id(place, access)
        return [
            "id": id, "principalId": place["member"], "groupId": place["group"], "accessId": .string(access),
            "memberType": "Direct", "assignmentType": place["isActivated"] == true ? "Activated" : "Assigned",
            "startDateTime": place["startDateTime"], "endDateTime": place["endDateTime"], "assignmentScheduleId": id,
        ]
    }

    private static func eligibility(_ place: JSON) -> JSON {
        let id = id(place, place["access"].string ?? "")
        return [
            "id": id, "principalId": place["member"], "groupId": place["group"], "accessId": place["access"],
            "memberType": "Direct", "startDateTime": place["startDateTime"], "endDateTime": place["endDateTime"],
            "eligibilityScheduleId": id,
        ]
    }

    /// As Graph's own are made: the group, what somebody is in it, and a third part, which is the member here.
    private static func id(_ place: JSON, _ access: String) -> JSON {
        .string("\(place["group"].string ?? "")_\(access)_\(place["member"].string ?? "")")
    }

    private static func expanded(_ reply: Reply, _ call: Call, _ tenant: Transaction) -> Reply {
        guard let name = call.query["$expand"] else { return reply }
        return reply.mapping { instance in
            var instance = instance
            if name == "group" {
                instance[name] = tenant[.groups][instance["groupId"].string ?? ""].map(GroupRoutes.member) ?? .null
            } else {
                instance[name] = tenant[.users][instance["principalId"].string ?? ""].map(UserRoutes.member) ?? .null
            }
            return instance
        }
    }
}
