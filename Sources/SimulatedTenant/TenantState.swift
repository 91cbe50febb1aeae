/// Everything that the simulated tenant holds. Changed by applying changes and in no other way, so that the same
/// changes always give the same tenant.
struct TenantState: Sendable {
    enum TableName: String, Codable, Sendable, CaseIterable {
        case organization, domains, federationConfigurations, subscribedSkus, users, directoryRoles, roleAssignments
        case applications, servicePrincipals, appRoleAssignments, oauth2PermissionGrants
        /// When each domain was last federated or set back.
        case switches
        /// Hashes of client secrets, by the credential's keyId.
        case secrets
        /// Peig's workspace: one object.
        case peig
    }

    enum Change: Sendable {
        case put(TableName, id: String, JSON)
        case remove(TableName, id: String)
    }

    private var tables: [TableName: Table] = [:]

    subscript(name: TableName) -> Table { tables[name] ?? Table() }

    mutating func apply(_ change: Change) {
        switch change {
        case .put(let name, let id, let object): tables[name, default: Table()].put(object, id: id)
        case .remove(let name, let id): tables[name, default: Table()].remove(id)
        }
    }
}

extension TenantState.Change: Codable {
    private enum Key: String, CodingKey {
        case put, remove, id, object
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        let id = try container.decode(String.self, forKey: .id)
        if let name = try container.decodeIfPresent(TenantState.TableName.self, forKey: .remove) {
            self = .remove(name, id: id)
        } else {
            self = .put(
                try container.decode(TenantState.TableName.self, forKey: .put), id: id,
                try container.decode(JSON.self, forKey: .object))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        switch self {
        case .put(let name, let id, let object):
            try container.encode(name, forKey: .put)
            try container.encode(id, forKey: .id)
            try container.encode(object, forKey: .object)
        case .remove(let name, let id):
            try container.encode(name, forKey: .remove)
            try container.encode(id, forKey: .id)
        }
    }
}
