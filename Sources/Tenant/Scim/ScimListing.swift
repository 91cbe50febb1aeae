import Foundation

/// One page of a SCIM service's users (RFC 7644, section 3.4.2).
struct ScimListing {
    let total: Int
    let users: [ScimUser]
    /// Resources that are no users.
    let others: Int
    /// Whether the service pages by cursors, and there is more (RFC 9865); it counts one page alone, then.
    let hasNextCursor: Bool

    init(_ data: Data) throws(TenantFault) {
        guard let json = try? JSONSerialization.jsonObject(with: data, options: .fragmentsAllowed) else {
            throw .unexpected("the body is not whole JSON", from: "SCIM")
        }
        guard let body = json as? [String: Any] else { throw .unexpected("the body isn't an object", from: "SCIM") }
        let object = ScimObject(body)
        guard let total = ScimText.of(object["totalResults"]) else {
            throw .unexpected("\"totalResults\" is missing", from: "SCIM")
        }
        guard let number = Int(total), object.ambiguous.isDisjoint(with: ["totalresults", "resources"]) else {
            throw .unexpected("\"totalResults\" isn't a number", from: "SCIM")
        }
        var elements: [Any] = []
        if let resources = object["Resources"] {
            guard let list = resources as? [Any] else { throw .unexpected("\"Resources\" isn't a list", from: "SCIM") }
            elements = list
        }
        self.total = number
        users = elements.filter { !ScimUser.isSomethingElse($0) }.map(ScimUser.init)
        others = elements.count - users.count
        hasNextCursor = ScimText.filled(object["nextCursor"]) != nil
    }
}
