/// Whether a rule was enabled before a value for Password was mapped: what a person's word may be about.
enum RuleMoments {
    private static func key(_ rule: JSON) -> String { "rule:unsafe:\(rule["id"].string ?? "")" }

    /// Notes a rule that is switched on, or off.
    static func note(_ before: JSON, _ after: JSON, _ tenant: inout Transaction) {
        guard before["active"] != after["active"] else { return }
        if after["active"] == true, !Synchronisation.mapsPassword(after, tenant) {
            tenant.put(["at": nil], in: .moments, id: key(after))
        } else {
            tenant.remove(key(after), from: .moments)
        }
    }

    /// Whether every rule that runs was enabled after Password was mapped.
    static func areSafe(_ tenant: Transaction) -> Bool {
        tenant[.propagationRules].all.allSatisfy {
            $0["active"] != true || tenant[.moments][key($0)] == nil && Synchronisation.mapsPassword($0, tenant)
        }
    }

    /// What a scenario begins with.
    static func unsafe(_ rule: JSON) -> JSON { ["id": .string(key(rule)), "at": nil] }
}
