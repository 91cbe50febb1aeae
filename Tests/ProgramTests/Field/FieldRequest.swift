import Foundation
import TestSupport

/// A request to a field tenant, taken apart.
struct FieldRequest {
    let method: String
    /// The path's parts, decoded, without Graph's version.
    let path: [String]
    let query: [String: String]
    let body: FieldState.Object
    /// The server's own address, for links.
    let address: String

    init(_ request: HandMadeServer.Request) {
        self.init(
            request.method, request.target, request.address,
            (try? JSONSerialization.jsonObject(with: request.body)) as? FieldState.Object)
    }

    /// - Parameter target: path and query, as they were sent.
    init(_ method: String, _ target: String, _ address: String, _ body: FieldState.Object? = nil) {
        self.method = method
        self.address = address
        self.body = body ?? [:]
        let halves = target.split(separator: "?", maxSplits: 1)
        var parts = (halves.first ?? "").split(separator: "/").map { $0.removingPercentEncoding ?? String($0) }
        if let version = parts.first, version == "v1.0" || version == "beta" { parts.removeFirst() }
        path = parts
        var query: [String: String] = [:]
        for pair in (halves.count > 1 ? halves[1] : "").split(separator: "&") {
            let sides = pair.split(separator: "=", maxSplits: 1).map {
                $0.replacing("+", with: " ").removingPercentEncoding ?? String($0)
            }
            query[sides[0]] = sides.count > 1 ? sides[1] : ""
        }
        self.query = query
    }

    /// The elements that `$filter` asks for: comparisons and the functions by which a client selects, joined by `and`.
    /// A filter that isn't understood here gives nobody: a case would go red and be looked at.
    func filtered(_ elements: [FieldState.Object]) -> [FieldState.Object] {
        let parts = (query["$filter"] ?? "").components(separatedBy: " and ").filter { !$0.isEmpty }
        return elements.filter { element in parts.allSatisfy { FieldRequest.holds($0, of: element) } }
    }

    private static func holds(_ part: String, of element: FieldState.Object) -> Bool {
        func text(_ name: Substring) -> String { (element[String(name)] as? String ?? "").lowercased() }
        if let found = part.wholeMatch(of: /not\((.*)\)/) { return !holds(String(found.1), of: element) }
        if let found = part.wholeMatch(of: /(?i)(startswith|endswith)\((\w+), ?'(.*)'\)/) {
            let wanted = found.3.replacing("''", with: "'").lowercased()
            return found.1.lowercased() == "endswith"
                ? text(found.2).hasSuffix(wanted) : text(found.2).hasPrefix(wanted)
        }
        if let found = part.wholeMatch(of: /(\w+) eq '(.*)'/) {
            return text(found.1) == found.2.replacing("''", with: "'").lowercased()
        }
        // Moments in UTC are ordered as texts.
        if let found = part.wholeMatch(of: /(\w+) ge (\S+)/) { return text(found.1) >= found.2.lowercased() }
        if let found = part.wholeMatch(of: /(\w+) le (\S+)/) { return text(found.1) <= found.2.lowercased() }
        return false
    }

    /// What `$select` leaves of an element; what isn't there isn't made up. Without one, what has to be selected is left
    /// out, as Graph does it.
    func selected(_ element: FieldState.Object) -> FieldState.Object {
        guard let names = query["$select"] else { return element.filter { $0.key != "signInActivity" } }
        let wanted = Set(names.split(separator: ",").map(String.init) + ["id", "@odata.type"])
        return element.filter { wanted.contains($0.key) }
    }
}

/// What a field tenant answers.
struct FieldAnswer {
    let status: Int
    let body: FieldState.Object

    init(_ body: FieldState.Object, _ status: Int = 200) {
        self.body = body
        self.status = status
    }

    static func page(_ elements: [FieldState.Object], next: String? = nil) -> FieldAnswer {
        FieldAnswer(["value": elements].merging(next.map { ["@odata.nextLink": $0] } ?? [:]) { $1 })
    }

    static func refused(_ status: Int, _ code: String, _ message: String) -> FieldAnswer {
        FieldAnswer(["error": ["code": code, "message": message] as FieldState.Object], status)
    }

    /// As the directory says it of a thing, and not as anybody may say it of an address.
    static func missing(_ what: String) -> FieldAnswer {
        .refused(404, "Request_ResourceNotFound", "Resource '\(what)' does not exist.")
    }

    static func thing(_ element: FieldState.Object?, _ what: String) -> FieldAnswer {
        element.map { FieldAnswer($0) } ?? .missing(what)
    }

    /// The bytes on the wire.
    var data: Data {
        let body = (try? JSONSerialization.data(withJSONObject: body)) ?? Data()
        let now = Date().formatted(
            Date.VerbatimFormatStyle(
                format: """
                    \(weekday: .abbreviated), \(day: .twoDigits) \(month: .abbreviated) \(year: .defaultDigits) \
                    \(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased)):\(minute: .twoDigits):\(second: .twoDigits) GMT
                    """, locale: Locale(identifier: "en_US_POSIX"), timeZone: .gmt,
                calendar: Calendar(identifier: .gregorian)))
        let head = """
            HTTP/1.1 \(status) -\r\nContent-Type: application/json\r\nDate: \(now)\r\nContent-Length: \(body.count)\r\n\r\n
            """
        return Data(head.utf8) + body
    }
}
