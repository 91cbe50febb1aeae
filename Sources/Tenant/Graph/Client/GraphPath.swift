import Escaping

/// A path below Graph's version root, percent-encoded: `/users/ida%40contoso.com?$select=id`.
public struct GraphPath: Hashable, Sendable, CustomStringConvertible {
    public let description: String
    /// Whether the query needs `ConsistencyLevel: eventual`.
    public let isEventual: Bool

    /// Without its query.
    public var name: String { String(description.prefix { $0 != "?" }) }

    /// The last segment: what a collection is called.
    public var collection: String { name.split(separator: "/").last.map(String.init) ?? name }

    /// - Parameters:
    ///   - segments: the path's segments, not encoded.
    ///   - query: names (with their `$`) and values, not encoded, in order.
    ///   - isEventual: asks the index that advanced queries need.
    public init(_ segments: [String], _ query: [(String, String)] = [], isEventual: Bool = false) {
        self.isEventual = isEventual
        let path = segments.map { "/" + GraphPath.encode($0) }.joined()
        let parameters = query.map { "\($0.0)=\(GraphPath.encode($0.1))" }.joined(separator: "&")
        description = parameters.isEmpty ? path : "\(path)?\(parameters)"
    }

    /// A text inside an OData string literal, quotes included.
    public static func literal(_ text: String) -> String { ODataText.literal(text) }

    /// RFC 3986's unreserved characters stay, and what OData writes between them: `$batch`,
    /// `applications(appId='…')`.
    private static func encode(_ text: String) -> String { PercentText.encoded(text, keeping: "-._~$(),='") }
}
