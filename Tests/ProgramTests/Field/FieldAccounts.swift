/// Where the provider's accounts come from.
enum FieldAccounts: Sendable {
    case none, scim
    case file(String, String)

    /// As the provider exports them when everybody is linked.
    static let linked = csv(["udi-0001", "udi-0002", "udi-0003"])

    static let header = "userName,displayName,identifier,status"

    /// The three people's identifiers and states, in a row each, and rows after them.
    static func csv(
        _ identifiers: [String], _ states: [String] = ["active", "active", "active"], more: [String] = []
    ) -> FieldAccounts {
        let people = [("greta", "Greta Holm"), ("henk", "Henk Brand"), ("imke", "Imke Claas")]
        let rows = zip(people, zip(identifiers, states)).map {
            "\($0.0)@\(FieldState.domain),\($0.1),\($1.0),\($1.1)"
        }
        return .file("accounts.csv", ([header] + rows + more).joined(separator: "\n") + "\n")
    }
}
