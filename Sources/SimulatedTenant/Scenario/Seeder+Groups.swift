import Foundation

/// Groups, and who is in them or may be.
extension Seeder {
    mutating func seed(_ group: Scenario.Group) {
        let id = ids.guid("group:\(group.name)")
        var object = GroupRoutes.object(id: id, name: group.name, now: ago(days: 300))
        if !group.roles.isEmpty { object["isAssignableToRole"] = true }
        put(object, in: .groups)
        for role in group.roles {
            guard let template = RoleRoutes.template(named: role) else { continue }
            put(RoleRoutes.assignment(id, role: template), in: .roleAssignments)
        }
        for (places, table) in [
            (group.members, TenantState.TableName.memberships), (group.owners, .groupOwnerships),
        ] {
            for place in places {
                guard let membership = membership(place, in: id) else { continue }
                put(membership, in: table)
                if place.isActivated { seedEligibility(place, ends: nil, in: id, as: table) }
            }
        }
        for place in group.eligibleMembers { seedEligibility(place, ends: place.ends, in: id, as: .memberships) }
        for place in group.eligibleOwners { seedEligibility(place, ends: place.ends, in: id, as: .groupOwnerships) }
    }

    /// Somebody who is in it now.
    private func membership(_ place: Scenario.Group.Place, in group: String) -> JSON? {
        guard let user = state[.users].first("userPrincipalName", place.upn)?["id"].string else { return nil }
        var membership = GroupRoutes.membership(group: group, member: user, "user")
        if let ends = place.ends {
            membership["startDateTime"] = .string(startedAt.formatted(.iso8601))
            membership["endDateTime"] = .string(startedAt.addingTimeInterval(ends).formatted(.iso8601))
        }
        membership["isActivated"] = .bool(place.isActivated)
        return membership
    }

    /// Somebody who may be.
    private mutating func seedEligibility(
        _ place: Scenario.Group.Place, ends: Double?, in group: String, as table: TenantState.TableName
    ) {
        guard let user = state[.users].first("userPrincipalName", place.upn)?["id"].string else { return }
        var eligibility = GroupRoutes.membership(group: group, member: user, "user")
        let access = PrivilegedGroupRoutes.access(table)
        eligibility["id"] = .string("\(group)-\(access)-\(user)")
        eligibility["access"] = .string(access)
        eligibility["startDateTime"] = .string(ago(days: 30).formatted(.iso8601))
        eligibility["endDateTime"] = ends.map { .string(startedAt.addingTimeInterval($0).formatted(.iso8601)) } ?? .null
        put(eligibility, in: .groupEligibilities)
    }
}
