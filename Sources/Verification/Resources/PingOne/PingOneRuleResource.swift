import Runbook
import Sameness
import Tenant

/// A PingOne provisioning rule and what it maps. PingOne: `GET /propagation/rules`,
/// `GET /propagation/rules/{id}/mappings`, `GET /propagation/stores`.
///
/// PingOne: "Creating a Microsoft Azure Office 365 connection", result and attribute mapping.
enum PingOneRuleResource: Resource {
    static let name = "pingone-rule"
    static let selector: String? = "a rule's name"
    private static let place = "PingOne → Integrations → Provisioning → Rules → {selector}"

    /// A property of a rule that is there.
    private static func property(
        _ name: String, _ type: ValueType, same: Sameness = .text, choices: [String] = [], _ label: String,
        _ remedy: String,
        _ read: @escaping @Sendable (PropagationRule, Probe) async throws -> Observed
    ) -> Property {
        Property(
            name, type, same: same, choices: choices, label: label, needs: [.pingOneEnvironmentAdmin],
            remedy: "\(place) → \(remedy)."
        ) { selection, probe in try await read(one(selection, probe), probe)
        }
    }

    static let properties = [
        Property(
            "exists", .boolean, label: "The rule", needs: [.pingOneEnvironmentAdmin],
            remedy: "PingOne → Integrations → Provisioning → + → New Rule."
        ) { selection, probe in
            let found = try await rules(probe)
            let isThere = found.contains { $0.name == selection.selector }
            return Observed(.boolean(isThere), explanation: isThere ? nil : missing(selection, found))
        },
        property("enabled", .boolean, "The rule is enabled", "the toggle at the top, once Password is mapped") {
            rule, _ in Observed(.boolean(try isActive(rule)))
        },
        property("connection", .text, "Target of the rule", "Configuration: choose the connection") { rule, probe in
            let target = try rule.targetStore.required(of: rule.name, from: "PingOne")
            let stores = try await probe.pingOne("stores") { (client) async throws(PingOneFault) in
                try await client.stores()
            }
            guard let store = stores.first(where: { $0.id == target.id }) else {
                throw TenantFault.unexpected(
                    "\(rule.name) leads to a connection that isn't among the connections", from: "PingOne",
                    about: rule.name)
            }
            return Observed(.text(store.name))
        },
        // SCIM: "Attribute names are case insensitive" (RFC 7643, section 2.1).
        property("mapped-attributes", .list, same: .caseless, "Mapped attributes", "Attribute mapping → Add") {
            rule, probe in
            let all = try await mappings(rule, probe)
            var (mapped, empty): ([String], [String]) = ([], [])
            for mapping in all {
                if try hasValue(mapping, rule) {
                    mapped.append(mapping.targetAttribute)
                } else {
                    empty.append(mapping.targetAttribute)
                }
            }
            let words = empty.isEmpty ? nil : "\(empty.joined(separator: ", ")): mapped from nothing"
            return Observed(.list(mapped), detail: words, evidence: words)
        },
        property(
            "password-mapped", .boolean, "A value for Password is mapped",
            "Attribute mapping: map password, before the rule is enabled"
        ) { rule, probe in
            let isMapped = try await mapsPassword(rule, probe)
            return Observed(
                .boolean(isMapped),
                explanation: isMapped ? nil : "\(rule.name) maps no value for Password; users can't be created.")
        },
        property(
            "safely-enabled", .boolean, "Not enabled without Password mapped",
            "the toggle to the left, map password, check this item once while the rule is off, then the toggle to the right"
        ) { rule, probe in
            try safely("safely-enabled", try await mapsPassword(rule, probe), "a value for Password", rule, probe)
        },
        property(
            "safely-licensed", .boolean, "Not enabled without skuId mapped",
            "the toggle to the left, map skuId, check this item once while the rule is off, then the toggle to the right; and "
                + "give their licences back to those who lost them"
        ) { rule, probe in
            try safely("safely-licensed", try await names(rule, probe).contains("skuid"), "skuId", rule, probe)
        },
        property(
            "licensing", .text, choices: ["none", "complete", "without-location", "wrong-location"],
            "Attributes for licences",
            "Attribute mapping → Add: usageLocation, a country's two letters, which Microsoft wants of everybody who gets a "
                + "licence by skuId"
        ) { rule, probe in
            let names = try await names(rule, probe)
            guard names.contains("skuid") else { return Observed(.text("none")) }
            guard names.contains("usagelocation") else {
                return Observed(
                    .text("without-location"),
                    explanation:
                        "\(rule.name) maps skuId and no usageLocation: Microsoft gives nobody a licence without it.")
            }
            for mapping in try await mappings(rule, probe) where mapping.targetAttribute.lowercased() == "usagelocation"
            {
                guard let place = constant(mapping), place.wholeMatch(of: /[A-Za-z]{2}/) == nil else { continue }
                return Observed(
                    .text("wrong-location"),
                    explanation:
                        "\(rule.name) maps usageLocation to \"\(place)\": Microsoft takes a country's two letters, "
                        + "as US, JP or GB.")
            }
            return Observed(.text("complete"))
        },
    ]

    private static func isActive(_ rule: PropagationRule) throws(TenantFault) -> Bool {
        try rule.active.required(of: rule.name, from: "PingOne")
    }

    /// Whether a rule was never seen enabled without a mapping that it needed then, or has been seen disabled since.
    private static func safely(
        _ property: String, _ isMapped: Bool, _ what: String, _ rule: PropagationRule, _ probe: Probe
    ) throws(TenantFault) -> Observed {
        if !(try isActive(rule)) { return Observed(.boolean(true), evidence: "\(rule.name) is disabled") }
        guard isMapped else {
            return Observed(.boolean(false), explanation: "\(rule.name) is enabled, and \(what) isn't mapped.")
        }
        // What was seen so once stays so: whom it reached meanwhile, the mapping doesn't undo.
        guard let seen = probe.past[property], !seen.isSo else { return Observed(.boolean(true)) }
        return Observed(
            .boolean(false),
            explanation: "Now \(what) is mapped, but \(rule.name) was seen enabled without it "
                + "(\(Value.time(seen.stamp.time).words)), and has not been seen disabled since.")
    }

    /// What is mapped from something, in small letters.
    private static func names(_ rule: PropagationRule, _ probe: Probe) async throws -> Set<String> {
        var names: Set<String> = []
        for mapping in try await mappings(rule, probe) where try hasValue(mapping, rule) {
            names.insert(mapping.targetAttribute.lowercased())
        }
        return names
    }

    /// The text of an expression that is nothing but a text in quotes.
    private static func constant(_ mapping: PropagationMapping) -> Substring? {
        guard let text = mapping.expression.shown else { return nil }
        let trimmed = text.drop { $0.isWhitespace }
        guard let match = trimmed.wholeMatch(of: /(['"])([^'"]*)\1\s*/) else { return nil }
        return match.2
    }

    private static func mapsPassword(_ rule: PropagationRule, _ probe: Probe) async throws -> Bool {
        try await names(rule, probe).contains("password")
    }

    /// Whether anything is mapped: an expression may be there and say nothing.
    private static func hasValue(_ mapping: PropagationMapping, _ rule: PropagationRule) throws(TenantFault) -> Bool {
        // The one or the other. PingOne: "Propagation mappings". Neither is no mapping that it documents.
        let told = [mapping.sourceAttribute.shown, mapping.expression.shown].compactMap(\.self)
        if told.isEmpty {
            throw .leftOut(
                "sourceAttribute", of: "\(rule.name)'s mapping of \(mapping.targetAttribute)", from: "PingOne")
        }
        return told.contains { text in
            let bare = text.filter { !$0.isWhitespace }
            return !bare.isEmpty && !["''", "\"\"", "null"].contains(bare.lowercased())
        }
    }

    private static func mappings(_ rule: PropagationRule, _ probe: Probe) async throws -> [PropagationMapping] {
        try await probe.pingOne("mappings \(rule.id)") { (client) async throws(PingOneFault) in
            try await client.mappings(of: rule.id)
        }
    }

    private static func rules(_ probe: Probe) async throws -> [PropagationRule] {
        try await probe.pingOne("rules") { (client) async throws(PingOneFault) in try await client.rules() }
    }

    private static func missing(_ selection: Selection, _ found: [PropagationRule]) -> String {
        "There is no rule named \(selection.selector); there: \(Value.list(found.map(\.name)).words)."
    }

    private static func one(_ selection: Selection, _ probe: Probe) async throws -> PropagationRule {
        let found = try await rules(probe)
        guard let rule = found.first(where: { $0.name == selection.selector }) else {
            throw Impediment.missing(
                message: missing(selection, found), remedy: "PingOne → Integrations → Provisioning → + → New Rule.")
        }
        return rule
    }
}
