import Foundation

/// One request as a route sees it: already parsed, signed in and allowed.
struct Call: Sendable {
    /// What the route's placeholders matched, in order.
    let parameters: [String]
    let query: [String: String]
    let body: JSON
    /// `ConsistencyLevel: eventual`: what advanced queries need.
    let isEventual: Bool
    /// The address that the client used, for links.
    let origin: String
    let path: String
    let now: Date
    /// Who asks: a person's object id, for what is about themselves.
    var userID: String?
    /// The same, as the audit log tells it.
    let initiator: Initiator
    /// The client's own name for its request where that is a GUID; by it, what the request did is found in the audit log.
    let correlationID: String
    /// The permissions that the token holds; nil for who may do everything.
    var permissions: Set<String>?
    /// Whether a fault wants the page to begin with the last object of the one before.
    var repeatsObject = false

    var today: String { now.formatted(.iso8601) }

    func text(_ key: String) throws(ServiceError) -> String {
        guard let text = body[key].string, !text.isEmpty else {
            throw .badRequest("A value is required for property '\(key)' of resource.")
        }
        return text
    }

    /// Refuses properties that the resource doesn't have, as Graph does.
    func allow(_ properties: Set<String>, of type: String) throws(ServiceError) {
        for key in body.members.keys.sorted() where !key.hasPrefix("@odata.") && !properties.contains(key) {
            throw .badRequest("Invalid property '\(key)' for resource '\(type)'.")
        }
    }
}

/// What a route answers.
struct Reply: Sendable {
    let status: Int
    var json: JSON?
    /// A text, where the service answers with one.
    var text: String?
    /// The content type, where it isn't the usual one of JSON or text.
    var type: String?

    /// The same answer with each object of its collection changed.
    func mapping(_ change: (JSON) -> JSON) -> Reply {
        guard let json else { return self }
        var reply = self
        var changed = json
        changed["value"] = .array(json["value"].array.map(change))
        reply.json = changed
        return reply
    }

    static func ok(_ json: JSON) -> Reply { Reply(status: 200, json: json) }
    static func created(_ json: JSON) -> Reply { Reply(status: 201, json: json) }
    static let noContent = Reply(status: 204, json: nil)
}
