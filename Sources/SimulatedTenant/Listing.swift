import Foundation

/// Answers a collection as Graph does: `$filter`, `$select`, `$top`, and links to the next page.
struct Listing {
    var defaultPageSize = 100
    var maximumPageSize = 999
    /// Properties that come when none is selected; nil means all.
    var defaults: Set<String>?
    /// False for collections that Graph doesn't page.
    var isPaged = true

    func answer(_ objects: [JSON], _ call: Call, context: String) throws(ServiceError) -> Reply {
        for name in call.query.keys.sorted() where name.hasPrefix("$") {
            guard ["$filter", "$select", "$top", "$skiptoken", "$count"].contains(name) else {
                throw ServiceError(
                    501, "simulator_not_implemented", "The simulated tenant doesn't know \(name) on \(context).")
            }
        }
        var matching = objects
        if let filter = call.query["$filter"] {
            let predicate = try Filter.parse(filter)
            matching = matching.filter(predicate.matches)
        }
        let size = try pageSize(call)
        let start = call.query["$skiptoken"].flatMap { Int($0.dropFirst("page-".count)) } ?? 0
        let page = matching.dropFirst(start).prefix(size)
        var answer: JSON = [
            "@odata.context": .string("\(call.origin)/v1.0/$metadata#\(context)"),
            "value": .array(page.map { select($0, call) }),
        ]
        if start + page.count < matching.count {
            answer["@odata.nextLink"] = .string(nextLink(call, start + page.count))
        }
        return .ok(answer)
    }

    /// One object, trimmed to what was selected or to the type's defaults.
    func one(_ object: JSON, _ call: Call, context: String) -> Reply {
        var answer = select(object, call)
        answer["@odata.context"] = .string("\(call.origin)/v1.0/$metadata#\(context)/$entity")
        return .ok(answer)
    }

    private func select(_ object: JSON, _ call: Call) -> JSON {
        let wanted: Set<String>
        if let select = call.query["$select"] {
            wanted = Set(select.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) })
        } else if let defaults {
            wanted = defaults
        } else {
            return object
        }
        return .object(object.members.filter { wanted.contains($0.key) || $0.key == "@odata.type" })
    }

    private func pageSize(_ call: Call) throws(ServiceError) -> Int {
        guard isPaged else { return .max / 2 }
        guard let text = call.query["$top"] else { return defaultPageSize }
        guard let size = Int(text), (1...maximumPageSize).contains(size) else {
            throw .badRequest(
                "Invalid page size specified: '\(text)'. Must be between 1 and \(maximumPageSize) inclusive.")
        }
        return size
    }

    private func nextLink(_ call: Call, _ position: Int) -> String {
        var query = call.query
        query["$skiptoken"] = "page-\(position)"
        let parameters = query.sorted { $0.key < $1.key }.map { name, value in
            let encoded = value.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
            return "\(name)=\(encoded)"
        }
        return "\(call.origin)\(call.path)?\(parameters.joined(separator: "&"))"
    }
}
