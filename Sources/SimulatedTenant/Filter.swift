import Foundation

/// The part of OData's `$filter` that is served: `eq`, `ne`, `in`, `startswith`, `endswith`, `any` over a list of texts,
/// and `and` between them. Anything else is refused by name, never ignored.
struct Filter: Sendable {
    private enum Term: Sendable {
        case equal(String, JSON)
        case unequal(String, JSON)
        case among(String, [String])
        case startsWith(String, String)
        case endsWith(String, String)
        case contains(String, String)
    }

    private let terms: [Term]

    /// Whether Graph wants `ConsistencyLevel: eventual` and `$count=true` for it.
    var isAdvanced: Bool {
        terms.contains { term in
            switch term {
            case .unequal, .endsWith: true
            case .equal, .among, .startsWith, .contains: false
            }
        }
    }

    func matches(_ object: JSON) -> Bool {
        terms.allSatisfy { term in
            switch term {
            case .equal(let property, let value): Filter.same(object[property], value)
            case .unequal(let property, let value): !Filter.same(object[property], value)
            case .among(let property, let texts): texts.contains { Filter.same(object[property], .string($0)) }
            case .startsWith(let property, let prefix):
                object[property].string?.lowercased().hasPrefix(prefix.lowercased()) ?? false
            case .endsWith(let property, let suffix):
                object[property].string?.lowercased().hasSuffix(suffix.lowercased()) ?? false
            case .contains(let property, let text):
                object[property].array.contains { Filter.same($0, .string(text)) }
            }
        }
    }

    /// Directory strings compare without regard to case.
    private static func same(_ left: JSON, _ right: JSON) -> Bool {
        if let left = left.string, let right = right.string {
            return left.caseInsensitiveCompare(right) == .orderedSame
        }
        return left == right
    }

    private static func unquoted(_ text: Substring) -> String { text.replacingOccurrences(of: "''", with: "'") }

    static func parse(_ text: String) throws(ServiceError) -> Filter {
        var terms: [Term] = []
        for part in text.components(separatedBy: " and ") { terms.append(try term(part, of: text)) }
        return Filter(terms: terms)
    }

    private static func term(_ part: String, of text: String) throws(ServiceError) -> Term {
        if let match = part.wholeMatch(of: /\s*([A-Za-z0-9]+) (eq|ne) '((?:[^']|'')*)'\s*/) {
            let value = JSON.string(unquoted(match.3))
            return match.2 == "eq" ? .equal(String(match.1), value) : .unequal(String(match.1), value)
        }
        if let match = part.wholeMatch(of: /\s*([A-Za-z0-9]+) (eq|ne) (true|false|null)\s*/) {
            let values: [Substring: JSON] = ["true": true, "false": false, "null": nil]
            let value = values[match.3] ?? .null
            return match.2 == "eq" ? .equal(String(match.1), value) : .unequal(String(match.1), value)
        }
        if let match = part.wholeMatch(of: /\s*(starts|ends)[wW]ith\(([A-Za-z0-9]+),\s*'((?:[^']|'')*)'\)\s*/) {
            let (property, text) = (String(match.2), unquoted(match.3))
            return match.1 == "starts" ? .startsWith(property, text) : .endsWith(property, text)
        }
        if let match = part.wholeMatch(of: /\s*([A-Za-z0-9]+) in \((.*)\)\s*/) {
            return .among(String(match.1), match.2.matches(of: /'((?:[^']|'')*)'/).map { unquoted($0.1) })
        }
        if let match = part.wholeMatch(of: /\s*([A-Za-z0-9]+)\/any\(([a-z]+):\2 eq '((?:[^']|'')*)'\)\s*/) {
            return .contains(String(match.1), unquoted(match.3))
        }
        throw ServiceError(
            501, "simulator_not_implemented", "The simulated tenant doesn't know this filter: \(text)")
    }
}
