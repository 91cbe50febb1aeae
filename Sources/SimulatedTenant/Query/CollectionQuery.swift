import Escaping
import Foundation

/// Which objects of a collection a request asks for, and in which order.
struct CollectionQuery {
    private let filter: Filter?
    /// The beginning of a word of the display name.
    private let search: String?
    private let order: (property: String, isDescending: Bool)?

    init(_ call: Call, _ listing: Listing) throws(ServiceError) {
        if let text = call.query["$filter"] {
            let filter = try Filter.parse(text)
            for property in filter.properties.sorted() { try listing.checkProperty(property) }
            if filter.isAdvanced || call.query["$orderby"] != nil {
                try CollectionQuery.requireAdvanced(call, counts: true)
            }
            self.filter = filter
        } else {
            filter = nil
        }
        if let text = call.query["$search"] {
            try CollectionQuery.requireAdvanced(call, counts: false)
            guard let match = text.wholeMatch(of: /"displayName:(.*)"/) else {
                throw ServiceError(
                    501, "simulator_not_implemented", "The simulated tenant doesn't know this search: \(text)")
            }
            search = match.1.lowercased()
        } else {
            search = nil
        }
        order = try call.query["$orderby"].map { (text) throws(ServiceError) in
            try CollectionQuery.order(text, listing)
        }
    }

    private static func order(_ text: String, _ listing: Listing) throws(ServiceError) -> (String, Bool) {
        let parts = text.split(separator: " ")
        let property = parts.first.map(String.init) ?? ""
        try listing.checkProperty(property)
        let isKnown = ["displayName", "userPrincipalName", "createdDateTime"].contains(property)
        guard isKnown, parts.count == 1 || (parts.count == 2 && ["asc", "desc"].contains(parts[1])) else {
            throw ServiceError(501, "simulator_not_implemented", "The simulated tenant doesn't order by \(text).")
        }
        return (property, parts.last == "desc")
    }

    /// What Graph calls advanced queries run against an index that follows later; the client must say that it knows.
    private static func requireAdvanced(_ call: Call, counts: Bool) throws(ServiceError) {
        guard call.isEventual, !counts || call.query["$count"] == "true" else {
            throw ServiceError(
                400, "Request_UnsupportedQuery",
                "Request is not supported without the ConsistencyLevel: eventual header"
                    + (counts ? " and $count=true." : "."))
        }
    }

    /// The objects that are asked for. A place is where the next page begins: in the table, or in the ordered list.
    func rows(of table: Table, from start: Int) -> any Sequence<Table.Placed> {
        if let order {
            let rows = table.placed(from: 0).filter { matches($0.row) }.map(\.row)
            let sorted = rows.map { ($0[order.property].string ?? "", $0) }
                .sorted { $0.0.localizedCaseInsensitiveCompare($1.0) == .orderedAscending }.map(\.1)
            let inOrder = order.isDescending ? sorted.reversed() : sorted
            return inOrder.enumerated().dropFirst(start).map { Table.Placed(place: $0.offset, row: $0.element) }
        }
        if let equality = filter?.equality, table.isKey(equality.property), search == nil {
            let found =
                equality.property == "id"
                ? table[equality.value.lowercased()] : table.first(equality.property, equality.value)
            return start > 0 ? [] : found.map { [Table.Placed(place: 0, row: .whole($0))] } ?? []
        }
        if filter == nil, search == nil { return table.placed(from: start) }
        return table.placed(from: start).lazy.filter { matches($0.row) }
    }

    /// What the page before a place ended with.
    func last(of table: Table, before place: Int) -> Row? {
        guard order == nil else { return rows(of: table, from: 0).first { $0.place == place - 1 }?.row }
        for earlier in (0..<min(place, table.places)).reversed() {
            if let row = table.row(at: earlier), matches(row) { return row }
        }
        return nil
    }

    func count(of table: Table) -> Int {
        if filter == nil, search == nil { return table.count }
        var count = 0
        for placed in table.placed(from: 0) where matches(placed.row) { count += 1 }
        return count
    }

    private func matches(_ row: Row) -> Bool {
        if let filter, !filter.matches(row) { return false }
        guard let search else { return true }
        // Graph matches the beginnings of words.
        let words = (row["displayName"].string ?? "").lowercased().split { !$0.isLetter && !$0.isNumber }
        return words.contains { $0.hasPrefix(search) }
    }

    // MARK: - Bookmarks

    /// The place that a skip token stands for.
    static func place(_ token: String?) throws(ServiceError) -> Int {
        guard let token else { return 0 }
        guard let data = Data(base64Encoded: token),
            let place = Int(String(decoding: data, as: UTF8.self).dropFirst(6)),
            place >= 0
        else { throw .badRequest("The skip token is invalid.") }
        return place
    }

    static func link(_ call: Call, to place: Int) -> String {
        var query = call.query
        query["$skiptoken"] = Data("place:\(place)".utf8).base64EncodedString()
        let parameters = query.sorted { $0.key < $1.key }.map { "\($0)=\(PercentText.encoded($1, keeping: ""))" }
        return "\(call.origin)\(call.path)?\(parameters.joined(separator: "&"))"
    }
}
