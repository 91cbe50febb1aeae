import Foundation

/// What the attributes of a service's resource say about whether its account lets the person in, apart from the one that
/// the service's standard has for that.
public struct ResourceStatus {
    /// Resources of one service have the same attributes, mostly.
    private var names: [String] = []
    private var fields = StatusFields()

    public init() {}

    /// What is said about who somebody is, and not about the account.
    private static let others: Set<String> = [
        "schemas", "id", "externalid", "username", "active", "displayname", "nickname", "title", "emails", "password",
        "name", "nameformatted", "namefamilyname", "namegivenname", "namemiddlename", "locale", "timezone",
        "preferredlanguage", "profileurl", "usertype", "metalocation", "metaversion",
    ]

    /// - Parameter resource: a JSON object.
    public mutating func states(of resource: Data, now: Date) -> [AccountState] {
        guard let object = try? JSONSerialization.jsonObject(with: resource) as? [String: Any] else {
            return [.unknown("")]
        }
        let flat = FlatObject(object)
        if flat.names != names {
            names = flat.names
            let others = names.indices.filter { ResourceStatus.others.contains(AccountFields.normal(names[$0])) }
            fields = StatusFields(names, taken: Set(others))
        }
        return fields.read(now: now, isEmptyUnknown: false) { flat.texts[$0] }.states
    }
}
