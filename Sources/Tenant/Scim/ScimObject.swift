import Foundation

/// A JSON object of a SCIM service, whose attribute names are the same in any letter case (RFC 7643, section 2.1).
struct ScimObject {
    private var values: [String: Any] = [:]
    /// Names that are in it twice, with different letter case and different values: nobody knows which one counts.
    private(set) var ambiguous: Set<String> = []

    /// What names of RFC 7643's own attributes may begin with (RFC 7644, section 3.10).
    private static let core = "urn:ietf:params:scim:schemas:core:2.0:user:"

    init(_ object: [String: Any]) {
        for (name, value) in object {
            var key = name.lowercased()
            if key.hasPrefix(ScimObject.core) { key.removeFirst(ScimObject.core.count) }
            if let other = values[key], "\(other)" != "\(value)" { ambiguous.insert(key) }
            values[key] = value
        }
    }

    /// - Parameter name: as RFC 7643 writes it.
    /// - Returns: nil for null, which is the same as nothing there (RFC 7643, section 2.5), and where two values stand.
    subscript(_ name: String) -> Any? {
        let key = name.lowercased()
        return ambiguous.contains(key) ? nil : values[key].flatMap { $0 is NSNull ? nil : $0 }
    }
}
