import ArgumentParser
import Console
import Runbook
import Tenant
import Text

/// Which connection is meant.
struct ConnectionOption: ParsableArguments, Sendable {
    @Option(help: "The connection's name.") var name = "Microsoft 365"
}

/// The secret that the person gave for checks, or asks for it.
private func secret(_ stage: PortalStage) async throws(PortalRefusal) -> String {
    if let known = stage.clientSecret { return known }
    guard let secret = await stage.askSecret("  Client secret (not shown): "), !secret.isEmpty else {
        throw PortalRefusal(message: "No secret was typed.")
    }
    return secret
}

struct AddPingOneConnection: PortalVerb {
    static let verb = "pingone-connection"
    static let summary = "New Connection → Microsoft Azure (Microsoft 365); the secret is asked for once"
    @OptionGroup var option: ConnectionOption
    @Option(help: "The Client ID.") var client: String
    @Option(help: "The Tenant Domain ID.") var tenant: String

    func run(_ portal: PortalClient, _ stage: PortalStage) async throws(PortalRefusal) {
        let console = stage.desk.pingOne
        let secret = try await secret(stage)
        let existing = try await console.list("stores").first { $0.name == option.name }
        // The console saves each of its toggles as it stands, on or off.
        var configuration =
            existing?.object("configuration") ?? [
                "RemoveLicensesWhenSkuIdEmpty": false, "CREATE_USERS": false, "UPDATE_USERS": false,
                "DISABLE_USERS": false, "DEPROVISION_USERS": false,
            ]
        configuration["ClientId"] = .text(client)
        configuration["ClientSecret"] = .text(secret)
        configuration["TenantDomain"] = .text(tenant)
        var store = existing?.members ?? ["status": "INACTIVE", "managed": false]
        store["name"] = .text(option.name)
        store["type"] = .text(PropagationStore.azureType)
        store["configuration"] = .object(configuration)
        if let existing {
            try await console.send(.put, "stores/\(existing.id)", .object(store))
        } else {
            try await console.send(.post, "stores", .object(store))
        }
        stage.screen.line("PingOne: \(option.name) is in the list of provisioning connections.")
    }
}

struct TestPingOneConnection: PortalVerb {
    static let verb = "pingone-test"
    static let summary = "Test Connection, with the secret that was typed"
    @OptionGroup var option: ConnectionOption

    func run(_ portal: PortalClient, _ stage: PortalStage) async throws(PortalRefusal) {
        let console = stage.desk.pingOne
        let store = try await console.find("stores", named: option.name, hint: "portal pingone-connection")
        var configuration = store.object("configuration")
        configuration["ClientSecret"] = .text(try await secret(stage))
        var tested = store.members
        tested["configuration"] = .object(configuration)
        do throws(PortalRefusal) {
            try await console.send(
                .post, "stores/connection/status", .object(tested),
                type: "application/vnd.pingidentity.connection.check+json")
        } catch {
            throw PortalRefusal(message: "Test Connection Failed: \(error.message)")
        }
        stage.screen.line("PingOne: the test connection succeeded.")
    }
}

struct SetPingOnePreferences: PortalVerb {
    static let verb = "pingone-preferences"
    static let summary = "Configure Preferences and Users Actions"
    @OptionGroup var option: ConnectionOption
    @Option(help: "Enable users creation: yes or no.") var create: String?
    @Option(help: "Enable users updation.") var update: String?
    @Option(help: "Enable users disable.") var disable: String?
    @Option(help: "Enable users deprovision.") var deprovision: String?
    @Option(help: "Remove Action: Disable, Delete or none.") var removeAction: String?
    @Option(help: "Remove Licenses when SKU ID is empty.") var removeLicenses: String?
    @Option(help: "Deprovision on rule deletion.") var onRuleDeletion: String?

    func run(_ portal: PortalClient, _ stage: PortalStage) async throws(PortalRefusal) {
        let console = stage.desk.pingOne
        var store = try await console.find("stores", named: option.name, hint: "portal pingone-connection")
        var configuration = store.object("configuration")
        for (key, word) in [
            ("CREATE_USERS", create), ("UPDATE_USERS", update), ("DISABLE_USERS", disable),
            ("DEPROVISION_USERS", deprovision), ("RemoveLicensesWhenSkuIdEmpty", removeLicenses),
        ] {
            guard let word else { continue }
            configuration[key] = .flag(try flag(word))
        }
        if let removeAction { configuration["REMOVE_ACTION"] = removeAction == "none" ? nil : .text(removeAction) }
        store.members["configuration"] = .object(configuration)
        if let onRuleDeletion { store.members["managed"] = .flag(try flag(onRuleDeletion)) }
        try await console.send(.put, "stores/\(store.id)", .object(store.members))
        stage.screen.line("PingOne: the preferences of \(option.name) are saved.")
    }

    private func flag(_ word: String) throws(PortalRefusal) -> Bool {
        switch word.lowercased() {
        case "yes", "true", "on": return true
        case "no", "false", "off": return false
        default: throw PortalRefusal(message: "\"\(word)\" is neither yes nor no.")
        }
    }
}

struct EnablePingOneConnection: PortalVerb {
    static let verb = "pingone-enable"
    static let summary = "the connection's toggle, to the right; --off to the left"
    @OptionGroup var option: ConnectionOption
    @Flag(help: "Disable it.") var off = false

    func run(_ portal: PortalClient, _ stage: PortalStage) async throws(PortalRefusal) {
        let console = stage.desk.pingOne
        var store = try await console.find("stores", named: option.name, hint: "portal pingone-connection")
        store.members["status"] = off ? "INACTIVE" : "ACTIVE"
        try await console.send(.put, "stores/\(store.id)", .object(store.members))
        stage.screen.line("PingOne: \(option.name) is \(off ? "disabled" : "enabled").")
    }
}

struct AddPingOneRule: PortalVerb {
    static let verb = "pingone-rule"
    static let summary = "New Rule, from PingOne's directory to a connection"
    @Option(help: "The rule's name.") var name = "To Microsoft 365"
    @Option(help: "The connection's name.") var connection = "Microsoft 365"

    func run(_ portal: PortalClient, _ stage: PortalStage) async throws(PortalRefusal) {
        let console = stage.desk.pingOne
        let target = try await console.find("stores", named: connection, hint: "portal pingone-connection")
        let stores = try await console.list("stores")
        guard let source = stores.first(where: { $0.text("type") == "directory" }) else {
            throw PortalRefusal(message: "PingOne's own directory isn't there.")
        }
        var plans = try await console.list("plans")
        if plans.isEmpty {
            try await console.send(.post, "plans", ["name": "Default plan", "status": "ACTIVE"])
            plans = try await console.list("plans")
        }
        try await console.send(
            .post, "plans/\(plans[0].id)/rules",
            [
                "name": .text(name), "populationExpression": "population.id pr",
                "sourceStore": ["id": .text(source.id)], "targetStore": ["id": .text(target.id)],
            ])
        stage.screen.line("PingOne: the rule \(name) leads to \(connection). It is not enabled.")
    }
}

struct MapPingOneAttribute: PortalVerb {
    static let verb = "pingone-map"
    static let summary = "Attribute mapping: one attribute, from another or from an expression"
    @Argument(help: "The attribute at Microsoft: password, userPrincipalName…") var attribute: String
    @Option(help: "The rule's name.") var rule = "To Microsoft 365"
    @Option(help: "PingOne's attribute.") var from: String?
    @Option(help: "An expression, or a fixed value in quotes.") var expression: String?

    func run(_ portal: PortalClient, _ stage: PortalStage) async throws(PortalRefusal) {
        guard (from == nil) != (expression == nil) else {
            throw PortalRefusal(message: "Say --from ATTRIBUTE or --expression EXPRESSION, one of them.")
        }
        let console = stage.desk.pingOne
        let rule = try await console.find("rules", named: rule, hint: "portal pingone-rule")
        var body: [String: PortalBody] = ["targetAttribute": .text(attribute)]
        if let from { body["sourceAttribute"] = .text(from) }
        if let expression { body["expression"] = .text(expression) }
        try await console.send(.post, "rules/\(rule.id)/mappings", .object(body))
        stage.screen.line("PingOne: \(attribute) is mapped.")
    }
}

struct EnablePingOneRule: PortalVerb {
    static let verb = "pingone-enable-rule"
    static let summary = "the rule's toggle, to the right; --off to the left"
    @Option(help: "The rule's name.") var name = "To Microsoft 365"
    @Flag(help: "Disable it.") var off = false

    func run(_ portal: PortalClient, _ stage: PortalStage) async throws(PortalRefusal) {
        let console = stage.desk.pingOne
        var rule = try await console.find("rules", named: name, hint: "portal pingone-rule")
        rule.members["active"] = .flag(!off)
        try await console.send(.put, "rules/\(rule.id)", .object(rule.members))
        stage.screen.line("PingOne: the rule \(name) is \(off ? "disabled" : "enabled").")
    }
}

struct ShowPingOne: PortalVerb {
    static let verb = "pingone-show"
    static let summary = "Integrations → Provisioning: connections, rules, and what they map"

    func run(_ portal: PortalClient, _ stage: PortalStage) async throws(PortalRefusal) {
        let console = stage.desk.pingOne
        var table = Table()
        for store in try await console.list("stores") where store.text("type") == PropagationStore.azureType {
            table.add("Connection", store.name, "\(store.text("status").lowercased()), \(ShowPingOne.reached(store))")
        }
        for rule in try await console.list("rules") {
            var isActive = false
            if case .flag(let flag)? = rule.members["active"] { isActive = flag }
            let mapped = try await console.list("rules/\(rule.id)/mappings").map { $0.text("targetAttribute") }
            table.add(
                "Rule", rule.name,
                "\(isActive ? "enabled" : "disabled"), maps \(Value.list(mapped).words)")
        }
        let lines = table.lines(columns: stage.screen.columns, indent: "  ")
        for line in lines { stage.screen.line(line) }
        if lines.isEmpty { stage.screen.line("  There is no connection to Microsoft 365 and no rule.") }
    }

    /// How far its synchronisation has come.
    private static func reached(_ store: PingOnePortal.Object) -> String {
        guard case .object(let status)? = store.members["syncStatus"], case .number(let done)? = status["successCount"],
            case .number(let failed)? = status["failedCount"]
        else { return "nothing synchronised yet" }
        return "\(done) \(done == 1 ? "user" : "users") provisioned" + (failed > 0 ? ", \(failed) failed" : "")
    }
}

struct JoinDevice: PortalVerb {
    static let verb = "join-device"
    static let summary = "somebody joins a Windows device to Entra ID; --registered brings one's own"
    @Argument(help: "The device's name.") var name: String
    @Flag(help: "Only registered (BYOD), not joined.") var registered = false

    func run(_ portal: PortalClient, _ stage: PortalStage) async throws(PortalRefusal) {
        try await portal.send(
            .post, ["simulation", "devices"],
            ["name": .text(name), "trustType": registered ? "Workplace" : "AzureAd"])
        stage.screen.line("Entra: \(name) is \(registered ? "registered" : "joined").")
    }
}
