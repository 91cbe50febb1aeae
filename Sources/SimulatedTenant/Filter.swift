import Foundation

/// The part of OData's `$filter` that is served: `eq`, `startswith` and `and` on plain properties. Anything else is
/// refused by name, never ignored.
struct Filter: Sendable {
    private enum Term: Sendable {
        case equal(String, JSON)
        case startsWith(String, String)
    }

    private let terms: [Term]

    func matches(_ object: JSON) -> Bool {
        terms.allSatisfy { term in
            switch term {
            case .equal(let property, .string(let text)):
                // Directory strings compare without regard to case.
                object[property].string.map { $0.caseInsensitiveCompare(text) == .orderedSame } ?? false
            case .equal(let property, let value): object[property] == value
            case .startsWith(let property, let prefix):
                object[property].string?.lowercased().hasPrefix(prefix.lowercased()) ?? false
            }
        }
    }

    static func parse(_ text: String) throws(ServiceError) -> Filter {
        var terms: [Term] = []
        for part in text.components(separatedBy: " and ") { terms.append(try term(part, of: text)) }
        return Filter(terms: terms)
    }

    private static func term(_ part: String, of text: String) throws(ServiceError) -> Term {
        if let match = part.wholeMatch(of: /\s*([A-Za-z0-9]+) eq '((?:[^']|'')*)'\s*/) {
            return .equal(String(match.1), .string(match.2.replacingOccurrences(of: "''", with: "'")))
        }
        if let match = part.wholeMatch(of: /\s*([A-Za-z0-9]+) eq (true|false|null)\s*/) {
            let values: [Substring: JSON] = ["true": true, "false": false, "null": nil]
            return .equal(String(match.1), values[match.2] ?? .null)
        }
        if let match = part.wholeMatch(of: /\s*startswith\(([A-Za-z0-9]+),\s*'((?:[^']|'')*)'\)\s*/) {
            return .startsWith(String(match.1), match.2.replacingOccurrences(of: "''", with: "'"))
        }
        throw ServiceError(
            501, "simulator_not_implemented", "The simulated tenant doesn't know this filter: \(text)")
    }
}
