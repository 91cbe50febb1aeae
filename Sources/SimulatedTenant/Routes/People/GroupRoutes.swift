import Foundation

/// `/groups` and who is in them. Groups hold users; groups inside groups aren't served.
enum GroupRoutes {
    private static let read = [
        "GroupMember.Read.All", "GroupMember.ReadWrite.All", "Group.Read.All", "Group.ReadWrite.All",
        "Directory.Read.All", "Directory.ReadWrite.All",
    ]
    private static let write = ["Group.ReadWrite.All", "Directory.ReadWrite.All"]
    private static let writable: Set<String> = [
        "displayName", "description", "mailEnabled", "mailNickname", "securityEnabled", "groupTypes", "visibility",
        "isAssignableToRole",
    ]
    private static let listing = Listing(type: GraphSchema.group)
    private static let members = Listing(defaults: UserRoutes.listing.defaults)

    static let routes = [
        Route("GET", "groups", read) { (call, tenant) throws(ServiceError) in
            try listing.answer(tenant[.groups], call, context: "groups")
        },
        Route("GET", "groups/$count", read) { (call, tenant) throws(ServiceError) in
            try listing.count(tenant[.groups], call)
        },
        Route("GET", "groups/{id}", read) { (call, tenant) throws(ServiceError) in
            try listing.one(try group(call.parameters[0], tenant), call, context: "groups")
        },
        Route("POST", "groups", write) { (call, tenant) throws(ServiceError) in
            try call.allow(writable, of: "Group")
            _ = try call.text("mailNickname")
            for flag in ["mailEnabled", "securityEnabled"] where call.body[flag].bool == nil {
                throw .badRequest("A value is required for property '\(flag)' of resource.")
            }
            var group = object(id: Identifiers.new(), name: try call.text("displayName"), now: call.now)
            for (key, value) in call.body.members where writable.contains(key) { group[key] = value }
            tenant.put(group, in: .groups)
            return .created(group)
        },
        Route("PATCH", "groups/{id}", write) { (call, tenant) throws(ServiceError) in
            try call.allow(writable, of: "Group")
            var group = try group(call.parameters[0], tenant)
            for (key, value) in call.body.members where writable.contains(key) { group[key] = value }
            tenant.put(group, in: .groups)
            return .noContent
        },
        Route("DELETE", "groups/{id}", write) { (call, tenant) throws(ServiceError) in
            let id = try group(call.parameters[0], tenant)["id"]
            tenant.remove(id.string ?? "", from: .groups)
            remove("group", id, from: &tenant)
            ServicePrincipalRoutes.removeAssignments(of: id.string ?? "", from: &tenant)
            return .noContent
        },
        Route("GET", "groups/{id}/members", read) { (call, tenant) throws(ServiceError) in
            try members.answer(try people(call, tenant), call, context: "directoryObjects")
        },
        Route("GET", "groups/{id}/members/microsoft.graph.user", read) { (call, tenant) throws(ServiceError) in
            try members.answer(try people(call, tenant), call, context: "users")
        },
        Route("GET", "groups/{id}/transitiveMembers", read) { (call, tenant) throws(ServiceError) in
            try members.answer(try people(call, tenant), call, context: "directoryObjects")
        },
        Route("GET", "groups/{id}/owners", read) { (call, tenant) throws(ServiceError) in
            try members.answer(try people(call, tenant, in: .groupOwnerships), call, context: "directoryObjects")
        },
        Route("POST", "groups/{id}/members/$ref", ["GroupMember.ReadWrite.All"] + write) {
            (call, tenant) throws(ServiceError) in
            let id = try group(call.parameters[0], tenant)["id"].string ?? ""
            let link = try call.text("@odata.id")
            let user = try UserRoutes.user(String(link.split(separator: "/").last ?? ""), tenant)
            let membership = membership(group: id, member: user["id"].string ?? "", "user")
            guard !isNow(tenant[.memberships][membership["id"].string ?? ""], call.now) else {
                throw .badRequest(
                    "One or more added object references already exist for the following modified properties: 'members'."
                )
            }
            tenant.put(membership, in: .memberships)
            return .noContent
        },
        Route("DELETE", "groups/{id}/members/{member}/$ref", ["GroupMember.ReadWrite.All"] + write) {
            (call, tenant) throws(ServiceError) in
            let id = try group(call.parameters[0], tenant)["id"].string ?? ""
            let key = "\(id)-\(call.parameters[1])"
            guard isNow(tenant[.memberships][key], call.now) else { throw .notFound(call.parameters[1]) }
            tenant.remove(key, from: .memberships)
            return .noContent
        },
    ]

    private static func group(_ id: String, _ tenant: Transaction) throws(ServiceError) -> JSON {
        guard let group = tenant[.groups][id] else { throw .notFound(id) }
        return group
    }

    private static func people(
        _ call: Call, _ tenant: Transaction, in table: TenantState.TableName = .memberships
    ) throws(ServiceError) -> [JSON] {
        let id = try group(call.parameters[0], tenant)["id"]
        return tenant[table].all.filter { $0["group"] == id && isNow($0, call.now) }
            .compactMap { tenant[.users][$0["member"].string ?? ""] }
            .map(UserRoutes.member)
    }

    /// The groups that somebody is in now.
    static func groups(of user: String, _ tenant: Transaction, _ now: Date) -> [JSON] {
        tenant[.memberships].all.filter { $0["member"].string == user && isNow($0, now) }
            .compactMap { tenant[.groups][$0["group"].string ?? ""] }
    }

    /// Whether it is there and hasn't ended: a membership for a time ends by itself.
    static func isNow(_ membership: JSON?, _ now: Date) -> Bool {
        guard let membership else { return false }
        guard let end = membership["endDateTime"].string else { return true }
        return (try? Date(end, strategy: .iso8601)).map { now < $0 } ?? false
    }

    /// Takes everybody out of a group, or somebody out of every group.
    /// - Parameter key: `group` or `member`.
    static func remove(_ key: String, _ id: JSON, from tenant: inout Transaction) {
        for table in [TenantState.TableName.memberships, .groupOwnerships, .groupEligibilities] {
            for place in tenant[table].all where place[key] == id {
                tenant.remove(place["id"].string ?? "", from: table)
            }
        }
    }

    static func membership(group: String, member: String, _ type: JSON) -> JSON {
        ["id": .string("\(group)-\(member)"), "group": .string(group), "member": .string(member), "type": type]
    }

    /// A group among other directory objects.
    static func member(_ group: JSON) -> JSON { group.typed("group") }

    static func object(id: String, name: String, now: Date) -> JSON {
        [
            "id": .string(id), "deletedDateTime": nil, "displayName": .string(name), "description": nil,
            "mailEnabled": false, "mailNickname": .string(name.lowercased().filter(\.isLetter)), "mail": nil,
            "securityEnabled": true, "groupTypes": [], "visibility": nil, "isAssignableToRole": nil,
            "createdDateTime": .string(now.formatted(.iso8601)), "renewedDateTime": .string(now.formatted(.iso8601)),
            "onPremisesSyncEnabled": nil, "proxyAddresses": [], "resourceBehaviorOptions": [],
            "resourceProvisioningOptions": [], "membershipRule": nil, "membershipRuleProcessingState": nil,
        ]
    }
}
