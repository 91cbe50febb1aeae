import Foundation

/// Which paths are meant: `/v1.0/domains` that one and everything below it, `/v1.0/domains$` that one alone; `*` stands
/// for any one part.
public struct PathPattern: Sendable, Equatable {
    public let text: String
    private let parts: [Substring]
    private let isExact: Bool

    public init(_ text: String) {
        self.text = text
        isExact = text.hasSuffix("$") && !text.hasSuffix("/$")
        parts = (isExact ? text.dropLast() : text[...]).split(separator: "/")
    }

    /// Whether a request's path, without query, is meant.
    public func matches(_ path: String) -> Bool {
        let found = path.split(separator: "/")
        guard isExact ? found.count == parts.count : found.count >= parts.count else { return false }
        return zip(parts, found).allSatisfy { part, found in
            part == "*" || part.caseInsensitiveCompare(found.removingPercentEncoding ?? String(found)) == .orderedSame
        }
    }
}
