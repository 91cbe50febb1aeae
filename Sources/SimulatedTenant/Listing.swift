import Foundation

/// Answers a collection as Graph does: `$filter`, `$select`, `$top`, and links to the next page.
struct Listing {
    var defaultPageSize = 100
    var maximumPageSize = 999
    /// Properties that come when none is selected; nil means all.
    var defaults: Set<String>?
    /// False for collections that Graph doesn't page.
    var isPaged = true

    private static let served: Set<String> = [
        "$filter", "$select", "$top", "$skiptoken", "$count", "$search", "$orderby",
    ]

    func answer(_ objects: [JSON], _ call: Call, context: String) throws(ServiceError) -> Reply {
        for name in call.query.keys.sorted() where name.hasPrefix("$") && !Listing.served.contains(name) {
            throw ServiceError(
                501, "simulator_not_implemented", "The simulated tenant doesn't know \(name) on \(context).")
        }
        let matching = try ordered(try matching(objects, call), call)
        let size = try pageSize(call)
        let start = call.query["$skiptoken"].flatMap { Int($0.dropFirst("page-".count)) } ?? 0
        let page = matching.dropFirst(start).prefix(size)
        var answer: JSON = [
            "@odata.context": .string("\(call.origin)/v1.0/$metadata#\(context)"),
            "value": .array(page.map { select($0, call) }),
        ]
        // Without ConsistencyLevel Graph ignores $count in silence; with it the count is on the first page only.
        if call.query["$count"] == "true", call.isEventual, start == 0 {
            answer["@odata.count"] = .int(matching.count)
        }
        if start + page.count < matching.count {
            answer["@odata.nextLink"] = .string(nextLink(call, start + page.count))
        }
        return .ok(answer)
    }

    /// The `/$count` segment: a number as plain text.
    func count(_ objects: [JSON], _ call: Call) throws(ServiceError) -> Reply {
        guard call.isEventual else { throw .badRequest("$count is not currently supported.") }
        return Reply(status: 200, json: nil, text: String(try matching(objects, call).count))
    }

    private func matching(_ objects: [JSON], _ call: Call) throws(ServiceError) -> [JSON] {
        var matching = objects
        if let text = call.query["$filter"] {
            let filter = try Filter.parse(text)
            let isAdvanced = filter.isAdvanced || call.query["$orderby"] != nil
            if isAdvanced { try requireAdvanced(call, counts: true) }
            matching = matching.filter(filter.matches)
        }
        if let search = call.query["$search"] {
            try requireAdvanced(call, counts: false)
            guard let match = search.wholeMatch(of: /"displayName:(.*)"/) else {
                throw ServiceError(
                    501, "simulator_not_implemented", "The simulated tenant doesn't know this search: \(search)")
            }
            // Graph matches the beginnings of words.
            let wanted = match.1.lowercased()
            matching = matching.filter { object in
                let words = (object["displayName"].string ?? "").lowercased().split { !$0.isLetter && !$0.isNumber }
                return words.contains { $0.hasPrefix(wanted) }
            }
        }
        return matching
    }

    private func ordered(_ objects: [JSON], _ call: Call) throws(ServiceError) -> [JSON] {
        guard let text = call.query["$orderby"] else { return objects }
        let parts = text.split(separator: " ")
        guard let property = parts.first.map(String.init), ["displayName", "userPrincipalName"].contains(property),
            parts.count == 1 || ["asc", "desc"].contains(parts[1])
        else {
            throw ServiceError(
                501, "simulator_not_implemented", "The simulated tenant doesn't order by \(text).")
        }
        let ascending = objects.sorted {
            ($0[property].string ?? "").localizedCaseInsensitiveCompare($1[property].string ?? "") == .orderedAscending
        }
        return parts.last == "desc" ? ascending.reversed() : ascending
    }

    /// What Graph calls advanced queries run against an index that follows later; the client must say that it knows.
    private func requireAdvanced(_ call: Call, counts: Bool) throws(ServiceError) {
        guard call.isEventual, !counts || call.query["$count"] == "true" else {
            throw ServiceError(
                400, "Request_UnsupportedQuery",
                "Request is not supported without the ConsistencyLevel: eventual header"
                    + (counts ? " and $count=true." : "."))
        }
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
