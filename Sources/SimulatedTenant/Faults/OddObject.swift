/// One object with values that don't belong there: a null where a value must be, a text where a number must.
public struct OddObject: Sendable, Equatable {
    /// Which object: its id, or the name that a portal shows.
    let name: String
    /// What it shows instead of what it holds, by Graph's own property names.
    let values: [String: JSON]

    var summary: String {
        let values = values.sorted { $0.key < $1.key }.map {
            "\($0.key) as \(String(decoding: $0.value.bytes(), as: UTF8.self))"
        }
        return "shows \(name) with \(values.joined(separator: ", "))"
    }

    /// The answer with that object in it as the fault has it, in a list or alone. What the tenant holds stays as it is, and
    /// a property that wasn't asked for isn't shown.
    func shown(in reply: Reply, of tenant: Transaction) -> Reply {
        guard let json = reply.json else { return reply }
        let ids = ids(in: tenant)
        if case .array = json["value"] { return reply.mapping { changed($0, ids) } }
        var reply = reply
        reply.json = changed(json, ids)
        return reply
    }

    private func changed(_ object: JSON, _ ids: Set<String>) -> JSON {
        guard let id = object["id"].string?.lowercased(), ids.contains(id) else { return object }
        var members = object.members
        for (key, value) in values where members[key] != nil { members[key] = value }
        return .object(members)
    }

    /// The object's id: an answer that wasn't asked for the name doesn't tell it.
    private func ids(in tenant: Transaction) -> Set<String> {
        let named: [(TenantState.TableName, String)] = [
            (.users, "userPrincipalName"), (.groups, "displayName"), (.applications, "displayName"),
            (.servicePrincipals, "displayName"), (.devices, "displayName"), (.subscribedSkus, "skuPartNumber"),
            (.directoryRoles, "displayName"),
        ]
        let found = named.compactMap { tenant[$0.0].first($0.1, name)?["id"].string }
        return Set((found + [name]).map { $0.lowercased() })
    }
}
