import Foundation

/// A user of a SCIM service (RFC 7643, section 4.1), as far as it could be read: what isn't there, or isn't what belongs
/// there, is nil.
public struct ScimUser: Hashable, Sendable {
    public let id: String?
    public let userName: String?
    public let externalId: String?
    /// As it was written: services and clients send true, "True", "1".
    public let active: String?
    public let emails: [String]
    public let shownName: String
    /// Why nobody can tell who signs in by it, as a clause; nil where nothing is odd.
    public let oddity: String?
    /// All that the service said of it, as JSON.
    public let json: Data

    /// - Parameter element: of a list's resources.
    init(_ element: Any) {
        let source = element as? [String: Any] ?? [:]
        let object = ScimObject(source)
        id = ScimText.filled(object["id"])
        userName = ScimText.filled(object["userName"])
        externalId = ScimText.filled(object["externalId"])
        active = ScimText.filled(object["active"])
        emails = ScimUser.values(object["emails"])
        let name = ScimObject(object["name"] as? [String: Any] ?? [:])
        shownName =
            ScimText.filled(object["displayName"]) ?? ScimText.filled(name["formatted"])
            ?? ["givenName", "familyName"].compactMap { ScimText.filled(name[$0]) }.joined(separator: " ")
        let ambiguous = ["id", "userName", "externalId", "active"].first { object.ambiguous.contains($0.lowercased()) }
        oddity =
            if let ambiguous {
                "\"\(ambiguous)\" stands there twice, in other letters"
            } else if userName == nil {
                "\"userName\" is missing"
            } else if object["externalId"] != nil, ScimText.of(object["externalId"]) == nil {
                "\"externalId\" isn't a text"
            } else {
                nil
            }
        json = (try? JSONSerialization.data(withJSONObject: source, options: .sortedKeys)) ?? Data()
    }

    /// What tells it from others: its id, or what stands in for it.
    var key: String {
        if let id { return "id \(id)" }
        return userName.map { "name \($0.lowercased())" } ?? "json \(String(decoding: json, as: UTF8.self))"
    }

    /// Whether a resource says of itself that it is a group, or another thing that nobody signs in by.
    static func isSomethingElse(_ element: Any) -> Bool {
        guard let source = element as? [String: Any] else { return false }
        let object = ScimObject(source)
        guard object["userName"] == nil else { return false }
        let kind = ScimText.filled(ScimObject(object["meta"] as? [String: Any] ?? [:])["resourceType"])
        let schemas = ScimUser.values(object["schemas"])
        return kind.map { $0.lowercased() != "user" } ?? false
            || !schemas.isEmpty && schemas.allSatisfy { $0.lowercased().hasSuffix(":group") }
    }

    /// Of what may have several values: objects with a value each, or bare ones.
    private static func values(_ value: Any?) -> [String] {
        let elements = value as? [Any] ?? [value].compactMap { $0 }
        return elements.compactMap { element in
            (element as? [String: Any]).map { ScimText.filled(ScimObject($0)["value"]) } ?? ScimText.filled(element)
        }
    }
}
