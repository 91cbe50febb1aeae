import Foundation

/// Answers a collection as Graph does: `$filter`, `$search`, `$orderby`, `$select`, `$top`, `$count`, and links to the
/// next page.
struct Listing: Sendable {
    /// What the objects are; nil for collections of mixed types, whose names can't be checked.
    var type: GraphSchema.EntityType?
    var defaultPageSize = 100
    var maximumPageSize = 999
    /// Properties that come when none is selected; nil means all.
    var defaults: Set<String>?
    /// False for collections that Graph doesn't page.
    var isPaged = true
    /// Navigation properties that may be expanded; the route fills them in.
    var expandable: Set<String> = []

    /// So many properties of a generated object are made one by one; for more it is made whole.
    private static let few = 3
    private static let served: Set<String> = [
        "$filter", "$select", "$top", "$skiptoken", "$count", "$search", "$orderby", "$expand",
    ]

    func answer(_ objects: [JSON], _ call: Call, context: String) throws(ServiceError) -> Reply {
        var table = Table(isByID: false)
        for (place, object) in objects.enumerated() { _ = table.put(object, id: String(place)) }
        return try answer(table, call, context: context)
    }

    func answer(_ table: Table, _ call: Call, context: String) throws(ServiceError) -> Reply {
        try check(call)
        let query = try CollectionQuery(call, self)
        let size = try pageSize(call)
        let start = try CollectionQuery.place(call.query["$skiptoken"])
        var page: [JSON] = []
        var next: Int?
        // A page of one has no room for it: its reader would never come to the end.
        if call.repeatsObject, size > 1, let last = query.last(of: table, before: start) {
            page.append(select(last, call))
        }
        for placed in query.rows(of: table, from: start) {
            if page.count == size {
                next = placed.place
                break
            }
            page.append(select(placed.row, call))
        }
        var answer: JSON = [
            "@odata.context": .string("\(call.origin)/v1.0/$metadata#\(context)"), "value": .array(page),
        ]
        // Without ConsistencyLevel Graph ignores $count in silence; with it the count is on the first page only.
        if call.query["$count"] == "true", call.isEventual, start == 0 {
            answer["@odata.count"] = .int(query.count(of: table))
        }
        if let next { answer["@odata.nextLink"] = .string(CollectionQuery.link(call, to: next)) }
        return .ok(answer)
    }

    /// The `/$count` segment: a number as plain text.
    func count(_ table: Table, _ call: Call) throws(ServiceError) -> Reply {
        guard call.isEventual else { throw .badRequest("$count is not currently supported.") }
        try check(call)
        return Reply(status: 200, json: nil, text: String(try CollectionQuery(call, self).count(of: table)))
    }

    /// One object, trimmed to what was selected or to the type's defaults.
    func one(_ object: JSON, _ call: Call, context: String) throws(ServiceError) -> Reply {
        if let expand = call.query["$expand"], !expandable.contains(expand) { throw refuse("$expand", of: context) }
        try checkSelection(call)
        var answer = select(.whole(object), call)
        answer["@odata.context"] = .string("\(call.origin)/v1.0/$metadata#\(context)/$entity")
        return .ok(answer)
    }

    private func refuse(_ option: String, of context: String) -> ServiceError {
        ServiceError(501, "simulator_not_implemented", "The simulated tenant doesn't know \(option) on \(context).")
    }

    private func check(_ call: Call) throws(ServiceError) {
        for name in call.query.keys.sorted() where name.hasPrefix("$") {
            guard Listing.served.contains(name) else { throw refuse(name, of: call.path) }
        }
        if let expand = call.query["$expand"], !expandable.contains(expand) {
            throw refuse("$expand=\(expand)", of: call.path)
        }
        try checkSelection(call)
    }

    private func checkSelection(_ call: Call) throws(ServiceError) {
        for name in selection(call) ?? [] { try checkProperty(name) }
    }

    func checkProperty(_ name: String) throws(ServiceError) {
        guard let type, !type.properties.contains(name), !type.navigation.contains(name) else { return }
        throw ServiceError(
            400, "BadRequest", "Could not find a property named '\(name)' on type '\(type.name)'.")
    }

    private func selection(_ call: Call) -> Set<String>? {
        guard let select = call.query["$select"], select != "*" else { return nil }
        return Set(select.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) })
    }

    private func select(_ row: Row, _ call: Call) -> JSON {
        guard let wanted = selection(call) ?? defaults else { return row.json }
        switch row {
        case .generated where wanted.count <= Listing.few:
            return .object(Dictionary(uniqueKeysWithValues: wanted.map { ($0, row[$0]) }))
        case .generated:
            let object = row.json
            return .object(Dictionary(uniqueKeysWithValues: wanted.map { ($0, object[$0]) }))
        case .whole(let object):
            let expanded = call.query["$expand"]
            var members = object.members.filter {
                wanted.contains($0.key) || $0.key == "@odata.type" || $0.key == expanded
            }
            // What a type has and an object doesn't is null, as long as it was asked for.
            if type != nil { for name in wanted where members[name] == nil { members[name] = .null } }
            return .object(members)
        }
    }

    private func pageSize(_ call: Call) throws(ServiceError) -> Int {
        guard isPaged else { return .max }
        guard let text = call.query["$top"] else { return defaultPageSize }
        guard let size = Int(text), (1...maximumPageSize).contains(size) else {
            throw .badRequest(
                "Invalid page size specified: '\(text)'. Must be between 1 and \(maximumPageSize) inclusive.")
        }
        return size
    }
}
