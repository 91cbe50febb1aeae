/// Everything that the simulated tenant holds. Changed by applying changes and in no other way, so that the same
/// changes always give the same tenant.
struct TenantState: Sendable {
    enum TableName: String, Codable, Sendable, CaseIterable {
        case organization, domains, federationConfigurations, subscribedSkus, users, groups, directoryRoles
        /// What was asked of roles in Privileged Identity Management, and which of them want an approval.
        case roleRequests, roleRules
        case roleAssignments, roleEligibilities, applications, servicePrincipals, appRoleAssignments,
            oauth2PermissionGrants, devices
        case signIns, directoryAudits
        case homeRealmDiscoveryPolicies
        /// Conditional Access, with whom each keeps out; the one policy on federated tokens.
        case conditionalAccessPolicies, tokenValidation
        /// Whether Microsoft asks everybody for a second factor by itself: one object.
        case securityDefaults
        /// What people can sign in with, where it isn't a password alone.
        case signInMethods
        /// Members of groups and their owners: one object each. Who may become one of them.
        case memberships, groupOwnerships, groupEligibilities
        /// When each domain was last federated or set back.
        case switches
        /// Hashes of client secrets, by the credential's keyId.
        case secrets
        /// Peig's workspace: one object; its accounts; requests to be onboarded.
        case peig, peigAccounts, peigRequests
        /// Who signs people in where it isn't Peig: the scenario's own, and by domain who did before.
        case identityProviders
        /// PingOne's environment: what provisions people to Microsoft 365.
        case propagationStores, propagationPlans, propagationRules, propagationMappings, propagationRevisions
        /// How far each fault has gone, and each inject; when each of a scenario's conditions first held.
        case faults, injects, moments
        /// Whether a person's word on an item was true when it was given.
        case words
        /// What was answered and shows only later.
        case lateChanges
        /// The simulated clock: one object.
        case clock

        /// Properties whose values belong to one object alone.
        fileprivate var keys: [String] {
            switch self {
            case .users: ["userPrincipalName"]
            case .applications, .servicePrincipals: ["appId"]
            case .peigAccounts: ["userName", "microsoftId"]
            default: []
            }
        }
    }

    enum Change: Sendable {
        case put(TableName, id: String, JSON)
        case remove(TableName, id: String)
        /// Keeps the world under a name; makes it the world again.
        case snapshot(String)
        case restore(String)
    }

    struct Undo {
        fileprivate let table: TableName
        fileprivate let undo: Table.Undo
        fileprivate let consumed: [String: Int]
    }

    private var tables: [TableName: Table] = [:]
    private var snapshots: [String: World] = [:]
    /// How many users have each licence, by SKU id.
    private(set) var consumedUnits: [String: Int] = [:]

    private struct World {
        let tables: [TableName: Table]
        let consumedUnits: [String: Int]
    }

    init() {
        for name in TableName.allCases { tables[name] = Table(keys: name.keys) }
    }

    subscript(name: TableName) -> Table { tables[name] ?? Table() }

    var snapshotNames: [String] { snapshots.keys.sorted() }

    /// Puts a generated population under a table that is empty still.
    mutating func settle(_ name: TableName, _ objects: some GeneratedObjects, consuming units: [String: Int] = [:]) {
        tables[name] = Table(keys: name.keys, generated: objects)
        for (sku, count) in units { consumedUnits[sku, default: 0] += count }
    }

    @discardableResult
    mutating func apply(_ change: Change) -> Undo? {
        switch change {
        case .put(let name, let id, let object): return put(name, id, object)
        case .remove(let name, let id): return put(name, id, nil)
        case .snapshot(let name): snapshots[name] = World(tables: tables, consumedUnits: consumedUnits)
        case .restore(let name):
            guard let world = snapshots[name] else { return nil }
            // Time goes on, whatever the world goes back to.
            let clock = tables[.clock]
            tables = world.tables
            tables[.clock] = clock
            consumedUnits = world.consumedUnits
        }
        return nil
    }

    private mutating func put(_ name: TableName, _ id: String, _ object: JSON?) -> Undo {
        let before = consumedUnits
        if name == .users {
            count(self[.users][id], -1)
            count(object, 1)
        }
        let undo = object.map { tables[name, default: Table()].put($0, id: id) } ?? tables[name]?.remove(id)
        return Undo(table: name, undo: undo ?? .nothing, consumed: before)
    }

    private mutating func count(_ user: JSON?, _ step: Int) {
        for license in user?["assignedLicenses"].array ?? [] {
            if let sku = license["skuId"].string { consumedUnits[sku, default: 0] += step }
        }
    }

    mutating func take(back undo: Undo) {
        tables[undo.table]?.take(back: undo.undo)
        consumedUnits = undo.consumed
    }
}

extension TenantState.Change: Codable {
    private enum Key: String, CodingKey {
        case put, remove, id, object, snapshot, restore
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        if let name = try container.decodeIfPresent(String.self, forKey: .snapshot) {
            self = .snapshot(name)
        } else if let name = try container.decodeIfPresent(String.self, forKey: .restore) {
            self = .restore(name)
        } else if let name = try container.decodeIfPresent(TenantState.TableName.self, forKey: .remove) {
            self = .remove(name, id: try container.decode(String.self, forKey: .id))
        } else {
            self = .put(
                try container.decode(TenantState.TableName.self, forKey: .put),
                id: try container.decode(String.self, forKey: .id), try container.decode(JSON.self, forKey: .object))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        switch self {
        case .snapshot(let name): try container.encode(name, forKey: .snapshot)
        case .restore(let name): try container.encode(name, forKey: .restore)
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
