import Foundation

/// One operation that the simulated service has.
struct Route: Sendable {
    typealias Handler = @Sendable (Call, inout Transaction) throws(ServiceError) -> Reply

    let method: String
    /// `users/{id}/licenseDetails`, `servicePrincipals({appId})`: below the version root.
    let pattern: [Substring]
    let text: String
    /// Any one of these application permissions allows it.
    let permissions: [String]
    let handler: Handler

    init(_ method: String, _ pattern: String, _ permissions: [String], _ handler: @escaping Handler) {
        self.method = method
        self.pattern = pattern.split(separator: "/")
        text = pattern
        self.permissions = permissions
        self.handler = handler
    }

    /// What the placeholders stand for in these segments (already percent-decoded), or nil if they don't match.
    func match(_ segments: [String]) -> [String]? {
        guard segments.count == pattern.count else { return nil }
        var parameters: [String] = []
        for (segment, part) in zip(segments, pattern) {
            guard let found = Route.match(segment, part) else { return nil }
            parameters += found
        }
        return parameters
    }

    private static func match(_ segment: String, _ part: Substring) -> [String]? {
        if part.first == "{" { return segment.contains("(") || segment.hasPrefix("$") ? nil : [segment] }
        guard let open = part.firstIndex(of: "(") else {
            // Graph's own pages write `directoryaudits`.
            let isSame = segment == part || segment.caseInsensitiveCompare(part) == .orderedSame
            return isSame ? [] : nil
        }
        // Alternate keys: applications(appId='…')
        let name = part[..<open]
        let key = part[part.index(after: open)...].dropLast().dropFirst().dropLast()
        let prefix = "\(name)(\(key)='"
        guard segment.hasPrefix(prefix), segment.hasSuffix("')") else { return nil }
        return [String(segment.dropFirst(prefix.count).dropLast(2))]
    }
}
