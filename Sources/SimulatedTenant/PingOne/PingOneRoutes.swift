/// Stores, plans, rules, mappings and revisions: what provisions people to Microsoft 365.
enum PingOneRoutes {
    /// What an object of a kind is called in a collection.
    private struct Kind: Sendable {
        let table: TenantState.TableName
        let name: String
    }

    private static let stores = Kind(table: .propagationStores, name: "stores")
    private static let plans = Kind(table: .propagationPlans, name: "plans")
    private static let rules = Kind(table: .propagationRules, name: "rules")
    private static let mappings = Kind(table: .propagationMappings, name: "mappings")

    static let routes =
        [
            PingOneRoute("POST", "stores/connection/status") { (call, tenant) throws(PingOneError) in
                try PropagationRules.validate(store: call)
                try PropagationRules.testConnection(call, tenant)
                return Reply(status: 200, json: nil)
            },
            PingOneRoute("POST", "stores") { (call, tenant) throws(PingOneError) in
                try PropagationRules.validate(store: call)
                return create(call, stores, ["status": "INACTIVE", "managed": false, "syncStatus": nil], &tenant)
            },
            PingOneRoute("PUT", "stores/{id}") { (call, tenant) throws(PingOneError) in
                try PropagationRules.validate(store: call)
                return try replace(call, stores, &tenant)
            },
            PingOneRoute("DELETE", "stores/{id}") { (call, tenant) throws(PingOneError) in
                let id = try one(call, stores, tenant)["id"]
                if tenant[.propagationRules].all.contains(where: {
                    $0["sourceStore"]["id"] == id || $0["targetStore"]["id"] == id
                }) {
                    throw .invalid("id", "CONSTRAINT_VIOLATION", "The store is used by a rule.")
                }
                tenant.remove(id.string ?? "", from: .propagationStores)
                return .noContent
            },
            PingOneRoute("POST", "plans") { (call, tenant) throws(PingOneError) in
                _ = try call.text("name")
                guard tenant[.propagationPlans].count == 0 else {
                    throw .invalid("environment", "UNIQUENESS_VIOLATION", "There is an existing plan.")
                }
                return create(call, plans, ["status": "INACTIVE"], &tenant)
            },
            PingOneRoute("PUT", "plans/{id}") { (call, tenant) throws(PingOneError) in
                _ = try call.text("name")
                return try replace(call, plans, &tenant)
            },
            PingOneRoute("DELETE", "plans/{id}") { (call, tenant) throws(PingOneError) in
                let id = try one(call, plans, tenant)["id"]
                tenant.remove(id.string ?? "", from: .propagationPlans)
                for rule in tenant[.propagationRules].all where rule["plan"]["id"] == id { remove(rule, from: &tenant) }
                return .noContent
            },
            PingOneRoute("GET", "plans/{plan}/rules") { (call, tenant) throws(PingOneError) in
                let id = try one(call, plans, tenant)["id"]
                return list(tenant[.propagationRules].all.filter { $0["plan"]["id"] == id }, rules, call)
            },
            PingOneRoute("POST", "plans/{plan}/rules") { (call, tenant) throws(PingOneError) in
                try createRule(call, plan: try one(call, plans, tenant)["id"].string ?? "", &tenant)
            },
            PingOneRoute("POST", "rules") { (call, tenant) throws(PingOneError) in
                try createRule(call, plan: call.body["plan"]["id"].string ?? "", &tenant)
            },
            PingOneRoute("PUT", "rules/{id}") { (call, tenant) throws(PingOneError) in
                let rule = try one(call, rules, tenant)
                if call.body["active"] == true {
                    let own = tenant[.propagationMappings].all.filter { $0["rule"]["id"] == rule["id"] }
                    guard !own.isEmpty else {
                        throw .invalid("active", "INVALID_VALUE", "A rule without mappings can't be activated.")
                    }
                }
                return try replace(call, rules, &tenant)
            },
            PingOneRoute("DELETE", "rules/{id}") { (call, tenant) throws(PingOneError) in
                remove(try one(call, rules, tenant), from: &tenant)
                return .noContent
            },
            PingOneRoute("GET", "rules/{rule}/mappings") { (call, tenant) throws(PingOneError) in
                let id = try one(call, rules, tenant)["id"]
                return list(tenant[.propagationMappings].all.filter { $0["rule"]["id"] == id }, mappings, call)
            },
            PingOneRoute("POST", "rules/{rule}/mappings") { (call, tenant) throws(PingOneError) in
                let rule = try one(call, rules, tenant)["id"]
                try PropagationRules.validate(mapping: call)
                return create(call, mappings, ["rule": ["id": rule]], &tenant)
            },
            PingOneRoute("PUT", "mappings/{id}") { (call, tenant) throws(PingOneError) in
                try PropagationRules.validate(mapping: call)
                return try replace(call, mappings, &tenant)
            },
            PingOneRoute("DELETE", "mappings/{id}") { (call, tenant) throws(PingOneError) in
                tenant.remove(try one(call, mappings, tenant)["id"].string ?? "", from: .propagationMappings)
                return .noContent
            },
            PingOneRoute("POST", "revisions") { (call, tenant) throws(PingOneError) in
                var revision: JSON = [
                    "id": .string(Identifiers.new()), "environment": ["id": .string(call.environmentID)],
                    "createdAt": .string(call.time),
                ]
                if let last = tenant[.propagationRevisions].all.last {
                    revision["previousRevision"] = ["id": last["id"]]
                }
                tenant.put(revision, in: .propagationRevisions)
                // Seen: the answer is empty.
                return Reply(status: 201, json: nil)
            },
            PingOneRoute("GET", "revisions/{id}") { (call, tenant) throws(PingOneError) in
                let found =
                    call.parameters[0] == "id:latest"
                    ? tenant[.propagationRevisions].all.last : tenant[.propagationRevisions][call.parameters[0]]
                guard let found else { throw .notFound("revision") }
                return .ok(found)
            },
        ]
        + [stores, plans, rules].map { kind in
            PingOneRoute("GET", kind.name) { (call, tenant) throws(PingOneError) in
                list(tenant[kind.table].all.map { synchronised($0, kind, tenant, call) }, kind, call)
            }
        }
        + [stores, plans, rules, mappings].map { kind in
            PingOneRoute("GET", "\(kind.name)/{id}") { (call, tenant) throws(PingOneError) in
                .ok(linked(synchronised(try one(call, kind, tenant), kind, tenant, call), kind, call))
            }
        }

    // MARK: - Every kind alike

    private static func one(_ call: PingOneCall, _ kind: Kind, _ tenant: Transaction) throws(PingOneError) -> JSON {
        guard let object = tenant[kind.table][call.parameters[0]] else { throw .notFound(String(kind.name.dropLast())) }
        return object
    }

    private static func path(_ kind: Kind, _ call: PingOneCall) -> String {
        "\(call.origin)/v1/environments/\(call.environmentID)/propagation/\(kind.name)"
    }

    /// A store with what its synchronisation has come to.
    private static func synchronised(_ object: JSON, _ kind: Kind, _ tenant: Transaction, _ call: PingOneCall) -> JSON {
        guard kind.table == .propagationStores, object["type"].string == PropagationRules.azure else { return object }
        var object = object
        if let run = Synchronisation(of: object, tenant, call.now) { object["syncStatus"] = run.json(call.now) }
        return object
    }

    /// Without what is only ever written: a secret doesn't come back.
    private static func linked(_ object: JSON, _ kind: Kind, _ call: PingOneCall) -> JSON {
        var object = object
        if !object["configuration"]["ClientSecret"].isNull {
            object["configuration"]["ClientSecret"] = .string(PingOneSecret.mask)
        }
        object["_links"] = ["self": ["href": .string("\(path(kind, call))/\(object["id"].string ?? "")")]]
        return object
    }

    private static func list(_ objects: [JSON], _ kind: Kind, _ call: PingOneCall) -> Reply {
        .ok([
            "_links": ["self": ["href": .string(path(kind, call))]],
            "_embedded": .object([kind.name: .array(objects.map { linked($0, kind, call) })]),
            "count": .int(objects.count), "size": .int(objects.count),
        ])
    }

    private static func create(_ call: PingOneCall, _ kind: Kind, _ defaults: JSON, _ tenant: inout Transaction)
        -> Reply
    {
        var object = defaults
        for (key, value) in call.body.members { object[key] = value }
        for (key, value) in defaults.members where kind.table == .propagationMappings { object[key] = value }
        object["id"] = .string(Identifiers.new())
        object["environment"] = ["id": .string(call.environmentID)]
        object["createdAt"] = .string(call.time)
        object["updatedAt"] = .string(call.time)
        tenant.put(PingOneSecret.kept(object, before: nil, tenant, call.now), in: kind.table)
        return .created(linked(object, kind, call))
    }

    /// PUT replaces; what identifies the object stays.
    private static func replace(_ call: PingOneCall, _ kind: Kind, _ tenant: inout Transaction) throws(PingOneError)
        -> Reply
    {
        let before = try one(call, kind, tenant)
        var object = call.body
        for key in ["id", "environment", "createdAt", "plan", "rule", "sourceStore", "targetStore"]
        where !before[key].isNull { object[key] = before[key] }
        object["updatedAt"] = .string(call.time)
        if kind.table == .propagationRules { RuleMoments.note(before, object, &tenant) }
        tenant.put(PingOneSecret.kept(object, before: before, tenant, call.now), in: kind.table)
        return .ok(linked(object, kind, call))
    }

    private static func remove(_ rule: JSON, from tenant: inout Transaction) {
        tenant.remove(rule["id"].string ?? "", from: .propagationRules)
        for mapping in tenant[.propagationMappings].all where mapping["rule"]["id"] == rule["id"] {
            tenant.remove(mapping["id"].string ?? "", from: .propagationMappings)
        }
    }

    private static func createRule(_ call: PingOneCall, plan: String, _ tenant: inout Transaction) throws(PingOneError)
        -> Reply
    {
        _ = try call.text("name")
        guard tenant[.propagationPlans][plan] != nil else { throw .invalid("plan.id", "INVALID_VALUE", "no such plan") }
        for key in ["sourceStore", "targetStore"] {
            guard let id = call.body[key]["id"].string, tenant[.propagationStores][id] != nil else {
                throw .invalid("\(key).id", "INVALID_VALUE", "no such store")
            }
        }
        guard call.body["active"] != true else {
            throw .invalid("active", "INVALID_VALUE", "A rule without mappings can't be activated.")
        }
        return create(
            call, rules, ["active": false, "deprovision": false, "plan": ["id": .string(plan)]], &tenant)
    }
}
