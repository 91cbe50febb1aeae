import Foundation

/// One request, ready to be sent.
public struct HTTPRequest: Sendable {
    /// The methods that are used.
    public enum Method: String, Sendable {
        case get = "GET"
        case post = "POST"
        case patch = "PATCH"
        case put = "PUT"
        case delete = "DELETE"
    }

    public var method: Method
    /// Absolute, percent-encoded, `https`.
    public var url: String
    public var headers: [(name: String, value: String)]
    public var body: Data?

    public init(
        _ method: Method, _ url: String, headers: [(name: String, value: String)] = [], body: Data? = nil
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
    }
}
