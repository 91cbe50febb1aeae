import Foundation

/// What a list says of its own length, in what stands around it: whether the file holds the whole of it.
///
/// SCIM 2.0 (RFC 7644, 3.4.2: `totalResults`), OData (`@odata.count`, `@odata.nextLink`), HAL and PingOne (`count`,
/// `_links.next`), Google (`nextPageToken`), and what many services of their own call it.
enum ListLength {
    private static let totals: Set<String> = [
        "totalresults", "total", "totalcount", "totalsize", "count", "@odata.count", "odata.count", "totalitems",
        "totalelements", "recordcount",
    ]
    private static let nexts: Set<String> = [
        "@odata.nextlink", "odata.nextlink", "nextlink", "next", "nextpagetoken", "nextpage", "nexttoken", "nextcursor",
        "nexturl", "nextpagelink",
    ]
    private static let mores: Set<String> = ["hasmore", "hasnext", "hasnextpage", "istruncated", "morerecords"]

    /// - Parameters:
    ///   - wrapping: the object around the list, which is empty in it.
    ///   - count: the accounts that were read.
    static func check(_ wrapping: [UInt8], count: Int, file: String) throws(ReconciliationProblem) {
        guard let object = try? JSONSerialization.jsonObject(with: Data(wrapping)) as? [String: Any] else {
            throw .file("\(file): error: what stands around the list of \(count) accounts isn't valid JSON.")
        }
        if let total = total(object), total > count {
            throw .file(
                "\(file): error: the file holds \(count) of \(total) accounts: it is only a part of the list. Read all of "
                    + "its pages into one file.")
        }
        if saysMore(object, depth: 0) {
            throw .file(
                "\(file): error: the file holds \(count) accounts and says that there are more pages. Read all of them "
                    + "into one file.")
        }
    }

    private static func key(_ name: String) -> String { name.lowercased().filter { $0 != "_" && $0 != "-" } }

    private static func total(_ object: [String: Any]) -> Int? {
        object.compactMap { name, value in
            guard totals.contains(key(name)) else { return nil }
            return (value as? NSNumber)?.intValue ?? (value as? String).flatMap { Int($0) }
        }.max()
    }

    private static func saysMore(_ object: [String: Any], depth: Int) -> Bool {
        object.contains { name, value in
            let name = key(name)
            if nexts.contains(name), isSomething(value) { return true }
            if mores.contains(name) { return StatusWords.state(text(value), .mayNot) != .active }
            guard depth < 2, let inner = value as? [String: Any] else { return false }
            return saysMore(inner, depth: depth + 1)
        }
    }

    private static func text(_ value: Any) -> String {
        (value as? String) ?? (value as? NSNumber)?.stringValue ?? ""
    }

    private static func isSomething(_ value: Any) -> Bool {
        switch value {
        case let text as String: !text.isEmpty
        case let object as [String: Any]: object.values.contains(where: isSomething)
        case let number as NSNumber: number.intValue != 0
        default: false
        }
    }
}
