import Runbook
import Tenant

/// A PingOne provisioning rule and what it maps. PingOne: `GET /propagation/rules`,
/// `GET /propagation/rules/{id}/mappings`, `GET /propagation/stores`.
///
/// PingOne: "Creating a Microsoft Azure Office 365 connection", result and attribute mapping.
enum PingOneRuleResource: Resource {
    static let name = "pingone-rule"
    static let selector: String? = "a rule's name"
    private static let place = "PingOne → Integrations → Provisioning → Rules → {selector}"
    static let properties = [
        Property(
            "exists", .boolean, label: "The rule", permission: PingOneRole.name,
            remedy: "PingOne → Integrations → Provisioning → + → New Rule."),
        Property(
            "enabled", .boolean, label: "The rule is enabled", permission: PingOneRole.name,
            remedy: "\(place) → the toggle at the top, once Password is mapped."),
        Property(
            "connection", .text, label: "Target of the rule", permission: PingOneRole.name,
            remedy: "\(place) → Configuration: choose the connection."),
        Property(
            "mapped-attributes", .list, label: "Mapped attributes", permission: PingOneRole.name,
            remedy: "\(place) → Attribute mapping → Add."),
        Property(
            "password-mapped", .boolean, label: "A value for Password is mapped", permission: PingOneRole.name,
            remedy: "\(place) → Attribute mapping: map password, before the rule is enabled."),
        Property(
            "safely-enabled", .boolean, label: "Not enabled without Password mapped", permission: PingOneRole.name,
            remedy: "\(place) → disable the rule, map password, then enable it."),
    ]

    static func observe(_ property: String, of selection: Selection, _ probe: Probe) async throws(Impediment)
        -> Observed
    {
        let rules = try await probe.pingOne("rules") { (client) async throws(PingOneFault) in
            try await client.rules()
        }
        let rule = rules.first { $0.name == selection.selector }
        let absent = "There is no rule named \(selection.selector); there: \(Value.list(rules.map(\.name)).words)."
        if property == "exists" {
            return Observed(.boolean(rule != nil), explanation: rule == nil ? absent : nil)
        }
        guard let rule else {
            throw .absent(
                message: absent,
                remedy: "PingOne → Integrations → Provisioning → + → New Rule.")
        }
        switch property {
        case "enabled": return Observed(.boolean(rule.active ?? false))
        case "connection":
            let stores = try await probe.pingOne("stores") { (client) async throws(PingOneFault) in
                try await client.stores()
            }
            return Observed(.text(stores.first { $0.id == rule.targetStore?.id }?.name ?? ""))
        default: break
        }
        let mappings = try await probe.pingOne("mappings \(rule.id)") { (client) async throws(PingOneFault) in
            try await client.mappings(of: rule.id)
        }
        let mapped = mappings.map(\.targetAttribute)
        let hasPassword = mappings.contains {
            $0.targetAttribute.lowercased() == "password"
                && !(($0.sourceAttribute ?? "").isEmpty && ($0.expression ?? "").isEmpty)
        }
        switch property {
        case "mapped-attributes": return Observed(.list(mapped))
        case "password-mapped":
            return Observed(
                .boolean(hasPassword),
                explanation: hasPassword ? nil : "\(rule.name) maps no value for Password; users can't be created.")
        default:
            return Observed(
                .boolean(hasPassword || rule.active != true),
                explanation: "\(rule.name) is enabled although no value for Password is mapped.")
        }
    }
}
