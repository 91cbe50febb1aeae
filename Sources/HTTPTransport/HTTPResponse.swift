import Foundation

/// A whole answer: status, headers, body after decompression.
public struct HTTPResponse: Sendable {
    public let status: Int
    /// In the order in which they came; names as the server spelt them.
    public let headers: [(name: String, value: String)]
    public let body: Data
    /// True when HTTP/2 was spoken.
    public let isHTTP2: Bool

    /// The first header of that name, letter case aside.
    public func header(_ name: String) -> String? {
        headers.first { $0.name.caseInsensitiveCompare(name) == .orderedSame }?.value
    }
}
