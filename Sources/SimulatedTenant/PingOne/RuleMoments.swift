/// Whether a rule was enabled before a value was mapped that it needed then: what a person's word may be about.
enum RuleMoments {
    /// What is to be mapped before: without a password nobody can be created, and without a licence's ID whoever has a licence
    /// may lose it. PingOne: "Creating a Microsoft Azure Office 365 connection".
    static let attributes = ["password", "skuId"]

    private static func key(_ attribute: String, _ rule: JSON) -> String {
        "rule:without-\(attribute.lowercased()):\(rule["id"].string ?? "")"
    }

    /// Notes a rule that is switched on, or off.
    static func note(_ before: JSON, _ after: JSON, _ tenant: inout Transaction) {
        guard before["active"] != after["active"] else { return }
        for attribute in attributes {
            if after["active"] == true, !Synchronisation.maps(attribute, after, tenant) {
                tenant.put(["at": nil], in: .moments, id: key(attribute, after))
            } else {
                tenant.remove(key(attribute, after), from: .moments)
            }
        }
    }

    /// Whether every rule that runs was enabled after the attribute was mapped.
    static func areSafe(_ attribute: String, _ tenant: Transaction) -> Bool {
        tenant[.propagationRules].all.allSatisfy {
            $0["active"] != true
                || tenant[.moments][key(attribute, $0)] == nil && Synchronisation.maps(attribute, $0, tenant)
        }
    }

    /// What a scenario begins with.
    static func unsafe(_ rule: JSON) -> [JSON] { attributes.map { ["id": .string(key($0, rule)), "at": nil] } }
}
