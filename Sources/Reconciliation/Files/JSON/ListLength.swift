import Foundation

/// What a list says of its own length, in what stands around it: whether the file holds the whole of it.
///
/// SCIM 2.0 (RFC 7644, 3.4.2: `totalResults`), OData (`@odata.count`, `@odata.nextLink`), HAL and PingOne (`count`,
/// `_links.next`), Google (`nextPageToken`), and what many services of their own call it.
enum ListLength {
    private static let totals: Set<String> = [
        "totalresults", "total", "totalcount", "totalsize", "count", "@odata.count", "odata.count", "totalitems",
        "totalelements", "recordcount", "totalrecords", "totalrows", "totalhits", "totalusers", "totalaccounts",
        "numfound", "usercount", "accountcount",
    ]
    /// What names of a next page are made of: `nextPageToken`, `@odata.nextLink`, `next_cursor`.
    private static let parts = [
        "startindex", "pagination", "cursor", "records", "results", "marker", "offset", "token", "batch", "start",
        "page",
        "link", "href", "url", "uri", "key", "str",
    ]
    private static let nexts: Set<String> = [
        "paginationtoken", "continuationtoken", "continuation", "lastevaluatedkey", "skiptoken",
    ]
    /// Set where there is more, and always by some services: what says beside it that there is no more wins.
    private static let cursors: Set<String> = ["cursor", "after", "marker", "endcursor", "bookmark"]
    private static let mores: Set<String> = [
        "hasmore", "hasnext", "hasnextpage", "istruncated", "morerecords", "hasmorepage", "hasmorepages", "partial",
        "ispartial",
    ]

    /// Names that say, by a yes or no, whether this is the end; numbers and addresses under them are those of the last page.
    private static let lasts: Set<String> = [
        "islast", "last", "islastpage", "lastpage", "isfinal", "final", "done", "isdone", "complete", "iscomplete",
        "completed", "finished", "isfinished", "endoflist", "endofrecords", "endofresults", "isend", "nomore", "isfull",
    ]

    /// - Parameters:
    ///   - wrapping: the object around the list, which is empty in it.
    ///   - count: the accounts that were read.
    static func check(_ wrapping: [UInt8], count: Int, file: String) throws(ReconciliationProblem) {
        guard let object = try? JSONSerialization.jsonObject(with: Data(wrapping)) as? [String: Any] else {
            throw .file("\(file): error: what stands around the list of \(count) accounts isn't valid JSON.")
        }
        if let (name, more) = JSONObjectReader.secondList(in: object) {
            throw .file(
                "\(file): error: beside its list of \(count) accounts the file has another one of \(more), \"\(name)\". Join "
                    + "them into one list, or export all accounts into one.")
        }
        if let total = total(object, depth: 0), total > count {
            throw .file(
                "\(file): error: the file holds \(count) of \(total) accounts: it is only a part of the list. Read all of "
                    + "its pages into one file.")
        }
        if let (page, pages) = pages(object, depth: 0), pages > page {
            throw .file(
                "\(file): error: the file is page \(page) of \(pages), with \(count) accounts: read all of them into one "
                    + "file.")
        }
        if let first = first(object), first > 1 {
            throw .file(
                "\(file): error: the list begins at its account \(first): the ones before it are missing. Read all pages "
                    + "into one file.")
        }
        if let (name, words) = object.first(where: {
            ["error", "errors"].contains(key($0.key)) && isSomething($0.value)
        }) {
            throw .file(
                "\(file): error: beside its \(count) accounts the file says that something went wrong (\(name): "
                    + "\(text(words).prefix(100))). Export the accounts again.")
        }
        if saysMore(object, depth: 0) {
            throw .file(
                "\(file): error: the file holds \(count) accounts and says that there are more pages. Read all of them "
                    + "into one file.")
        }
    }

    private static func key(_ name: String) -> String { name.lowercased().filter { $0 != "_" && $0 != "-" } }

    private static func named(_ object: [String: Any]) -> [String: Any] {
        Dictionary(object.map { (key($0.key), $0.value) }) { first, _ in first }
    }

    private static func number(_ value: Any) -> Int? {
        (value as? NSNumber)?.intValue ?? (value as? String).flatMap { Int($0) }
    }

    /// The largest that is named, also in what stands beside the list: `meta`, `pagination`, `page`.
    private static func total(_ object: [String: Any], depth: Int) -> Int? {
        object.compactMap { name, value -> Int? in
            if totals.contains(key(name)), let total = number(value) { return total }
            guard depth < 2, let inner = value as? [String: Any] else { return nil }
            return total(inner, depth: depth + 1)
        }.max()
    }

    /// Which page of how many it is; nil where nothing says so. Without a number it is the first.
    private static func pages(_ object: [String: Any], depth: Int) -> (page: Int, pages: Int)? {
        let named = named(object)
        for name in ["totalpages", "pagecount", "lastpage", "pages"] {
            // A yes is no number, though Foundation has one for it.
            guard let value = named[name], isLast(value) == nil, let pages = number(value) else { continue }
            let page = ["page", "currentpage", "pagenumber", "pageindex"].lazy.compactMap { named[$0].flatMap(number) }
            return (max(page.first ?? 1, 1), pages)
        }
        guard depth < 2 else { return nil }
        return object.values.lazy.compactMap { $0 as? [String: Any] }.compactMap { pages($0, depth: depth + 1) }.first
    }

    private static func saysMore(_ object: [String: Any], depth: Int, isEnd: Bool = false) -> Bool {
        // This counts for what is inside, too: `page_info` has its cursor beside its `has_next_page`, or below it.
        let isEnd =
            isEnd
            || object.contains {
                mores.contains(key($0.key)) && !isMore($0.value)
                    || lasts.contains(key($0.key)) && isLast($0.value) == true
            }
        return object.contains { name, value in
            let name = key(name)
            if isNext(name), isSomething(value) { return true }
            if cursors.contains(name), isSomething(value), !isEnd { return true }
            if mores.contains(name) { return isMore(value) }
            if lasts.contains(name), isLast(value) == false { return true }
            guard depth < 2, let inner = value as? [String: Any] else { return false }
            return saysMore(inner, depth: depth + 1, isEnd: isEnd)
        }
    }

    private static func isMore(_ value: Any) -> Bool { StatusWords.state(text(value), .mayNot) != .active }

    /// nil where it is no yes or no.
    private static func isLast(_ value: Any) -> Bool? {
        if let number = value as? NSNumber { return FlatObject.isBoolean(number) ? number.boolValue : nil }
        guard let text = value as? String, Int(text) == nil else { return nil }
        switch StatusWords.state(text) {
        case .active: return true
        case .inactive: return false
        case .unknown: return nil
        }
    }

    private static func isNext(_ name: String) -> Bool {
        if nexts.contains(name) { return true }
        var rest =
            name.hasPrefix("@odata.") ? name.dropFirst(7) : name.hasPrefix("odata.") ? name.dropFirst(6) : name[...]
        guard rest.hasPrefix("next") else { return false }
        rest = rest.dropFirst(4)
        while let part = parts.first(where: { rest.hasPrefix($0) }) { rest = rest.dropFirst(part.count) }
        return rest.isEmpty
    }

    /// Which of all accounts is the first one here, counted from 1; nil where nothing says so.
    private static func first(_ object: [String: Any]) -> Int? {
        let named = named(object)
        if let index = named["startindex"].flatMap(number) { return index }
        return ["offset", "skip", "start"].lazy.compactMap { named[$0].flatMap(number) }.first.map { $0 + 1 }
    }

    private static func text(_ value: Any) -> String {
        switch value {
        case let text as String: text
        case let number as NSNumber: number.stringValue
        case let list as [Any]: list.first.map(text) ?? ""
        case let object as [String: Any]: (object["message"] ?? object["detail"]).map(text) ?? ""
        default: ""
        }
    }

    private static func isSomething(_ value: Any) -> Bool {
        switch value {
        case let text as String: text != "0" && !IdentifierText.isNothing(text)
        case let object as [String: Any]: object.values.contains(where: isSomething)
        case let list as [Any]: list.contains(where: isSomething)
        case let number as NSNumber: number.intValue != 0
        default: false
        }
    }
}
