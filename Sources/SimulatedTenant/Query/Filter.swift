import Foundation

/// OData's `$filter`, as far as it is served: comparisons, `in`, `startswith`, `endswith`, `any`, joined by `and`, `or`,
/// `not` and parentheses. Anything else is refused by name, never ignored.
///
/// Graph: "Advanced query capabilities on Microsoft Entra ID objects".
struct Filter: Sendable {
    indirect enum Expression: Sendable {
        case both(Expression, Expression)
        case either(Expression, Expression)
        case not(Expression)
        case compare(Path, Comparison, JSON)
        case among(Path, [JSON])
        case startsWith(Path, String)
        case endsWith(Path, String)
        case any(Path, variable: String, Expression?)
    }

    /// `status/errorCode` as its parts.
    typealias Path = [String]

    enum Comparison: String, Sendable {
        case eq, ne, gt, ge, lt, le
    }

    let expression: Expression
    let text: String

    static func parse(_ text: String) throws(ServiceError) -> Filter {
        var parser = FilterParser(text)
        return Filter(expression: try parser.parse(), text: text)
    }

    /// Whether Graph wants `ConsistencyLevel: eventual` and `$count=true` for it.
    var isAdvanced: Bool { Filter.isAdvanced(expression) }

    private static func isAdvanced(_ expression: Expression) -> Bool {
        switch expression {
        case .both(let left, let right), .either(let left, let right): isAdvanced(left) || isAdvanced(right)
        case .not, .endsWith: true
        case .compare(_, let comparison, _): comparison == .ne
        case .among, .startsWith: false
        case .any(_, _, let inner): inner.map(isAdvanced) ?? false
        }
    }

    /// Properties that it asks about, for a check that the type has them.
    var properties: Set<String> { Filter.properties(expression) }

    private static func properties(_ expression: Expression) -> Set<String> {
        switch expression {
        case .both(let left, let right), .either(let left, let right): properties(left).union(properties(right))
        case .not(let inner): properties(inner)
        case .compare(let path, _, _), .among(let path, _), .startsWith(let path, _), .endsWith(let path, _),
            .any(let path, _, _):
            Set(path.prefix(1))
        }
    }

    /// A value that one property must have for anything to match, where there is one: found by index.
    var equality: (property: String, value: String)? {
        guard case .compare(let path, .eq, .string(let value)) = expression, path.count == 1 else { return nil }
        return (path[0], value)
    }

    /// Whether only what has one certain value in one of these properties matches.
    func names(_ properties: Set<String>) -> Bool { Filter.names(expression, properties) }

    private static func names(_ expression: Expression, _ properties: Set<String>) -> Bool {
        switch expression {
        case .compare(let path, .eq, .string): path.count == 1 && properties.contains(path[0])
        case .both(let left, let right): names(left, properties) || names(right, properties)
        default: false
        }
    }

    func matches(_ row: Row) -> Bool { Filter.matches(expression, row, nil) }

    /// - Parameter scope: inside `any`, the variable's name and what it stands for.
    private static func matches(_ expression: Expression, _ row: Row, _ scope: (name: String, value: JSON)?) -> Bool {
        func value(_ path: Path) -> JSON {
            var rest = path[...]
            var value: JSON
            if let scope, path.first == scope.name {
                value = scope.value
                rest = rest.dropFirst()
            } else {
                value = row[rest.removeFirst()]
            }
            for part in rest { value = value[part] }
            return value
        }
        switch expression {
        case .both(let left, let right): return matches(left, row, scope) && matches(right, row, scope)
        case .either(let left, let right): return matches(left, row, scope) || matches(right, row, scope)
        case .not(let inner): return !matches(inner, row, scope)
        case .compare(let path, let comparison, let wanted): return compare(value(path), comparison, wanted)
        case .among(let path, let wanted):
            let value = value(path)
            return wanted.contains { compare(value, .eq, $0) }
        case .startsWith(let path, let prefix):
            return value(path).string?.range(of: prefix, options: [.anchored, .caseInsensitive]) != nil
        case .endsWith(let path, let suffix):
            return value(path).string?.range(of: suffix, options: [.anchored, .backwards, .caseInsensitive]) != nil
        case .any(let path, let variable, let inner):
            return value(path).array.contains { element in
                inner.map { matches($0, row, (variable, element)) } ?? true
            }
        }
    }

    /// A time in UTC without what says nothing, so that `…:05Z` and `…:05.000Z` are one; nil for any other text.
    private static func moment(_ text: String) -> Substring? {
        guard text.utf8.count >= 20, text.utf8.last == UInt8(ascii: "Z"),
            text.utf8[text.utf8.index(text.utf8.startIndex, offsetBy: 10)] == UInt8(ascii: "T")
        else { return nil }
        var moment = text.dropLast()
        guard moment.contains(".") else { return moment }
        while moment.last == "0" { moment.removeLast() }
        if moment.last == "." { moment.removeLast() }
        return moment
    }

    /// Directory strings compare without regard to case; nothing compares with null but null.
    private static func compare(_ left: JSON, _ comparison: Comparison, _ right: JSON) -> Bool {
        let order: ComparisonResult?
        switch (left, right) {
        case (.string(let left), .string(let right)):
            if let left = moment(left), let right = moment(right) {
                order = left == right ? .orderedSame : left < right ? .orderedAscending : .orderedDescending
            } else {
                order = left.caseInsensitiveCompare(right)
            }
        case (.int(let left), .int(let right)):
            order = left == right ? .orderedSame : left < right ? .orderedAscending : .orderedDescending
        default: order = left == right ? .orderedSame : nil
        }
        return switch comparison {
        case .eq: order == .orderedSame
        case .ne: order != .orderedSame
        case .gt: order == .orderedDescending
        case .lt: order == .orderedAscending
        case .ge: order == .orderedDescending || order == .orderedSame
        case .le: order == .orderedAscending || order == .orderedSame
        }
    }
}
