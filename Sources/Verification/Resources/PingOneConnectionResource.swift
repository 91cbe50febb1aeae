import Runbook
import Tenant

/// A PingOne provisioning connection to Microsoft 365. PingOne: `GET /propagation/stores`; the connection test is
/// `POST /propagation/stores/connection/status`, which saves nothing.
///
/// PingOne: "Creating a Microsoft Azure Office 365 connection".
enum PingOneConnectionResource: Resource {
    static let name = "pingone-connection"
    static let selector: String? = "a connection's name"
    private static let place = "PingOne → Integrations → Provisioning → {selector}"

    private static func flag(_ name: String, _ label: String, _ where: String) -> Property {
        Property(name, .boolean, label: label, permission: PingOneRole.name, remedy: "\(place) → \(`where`).")
    }

    static let properties = [
        flag("exists", "The connection", "New Connection → Identity Store → Microsoft Azure (Microsoft 365)"),
        flag("enabled", "The connection is enabled", "the toggle at the top of the details panel, to the right"),
        Property(
            "valid", .boolean, parameters: ["tenant", "client", "secret"], label: "Test Connection",
            permission: PingOneRole.name,
            remedy: "\(place) → Configuration → Configure Authentication: set all three fields, then Test Connection."),
        Property(
            "client", .text, label: "Client ID", permission: PingOneRole.name,
            remedy: "\(place) → Configuration → Configure Authentication → Client ID."),
        Property(
            "tenant", .text, label: "Tenant Domain ID", permission: PingOneRole.name,
            remedy: "\(place) → Configuration → Configure Authentication → Tenant Domain ID."),
        flag(
            "remove-licenses", "Remove Licenses when SKU ID is empty",
            "Configure Preferences → Remove Licenses when SKU ID is empty"),
        flag("create-users", "Enable users creation", "User Actions → Enable users creation"),
        flag("update-users", "Enable users updation", "User Actions → Enable users updation"),
        flag(
            "disable-users", "Enable users disable", "User Actions → Enable users updation → Enable users disable"),
        flag("deprovision-users", "Enable users deprovision", "User Actions → Enable users deprovision"),
        Property(
            "remove-action", .text, choices: ["Delete", "Disable", "none"], label: "Remove Action",
            permission: PingOneRole.name, remedy: "\(place) → User Actions → Enable users deprovision → Remove Action."),
        flag(
            "deprovision-on-rule-deletion", "Deprovision on rule deletion",
            "User Actions → Enable users deprovision → Deprovision on rule deletion"),
        flag(
            "consistent", "The preferences fit together",
            "User Actions: Enable users disable needs Enable users updation; Remove Action needs Enable users "
                + "deprovision and Enable users disable"),
        Property(
            "sync-failures", .number, label: "Failures of the last synchronisation", permission: PingOneRole.name,
            remedy: "\(place) → the failed users; then look at the rule's mappings."),
    ]

    static func observe(_ property: String, of selection: Selection, _ probe: Probe) async throws(Impediment)
        -> Observed
    {
        let stores = try await probe.pingOne("stores") { (client) async throws(PingOneFault) in
            try await client.stores()
        }
        let found = stores.filter { $0.type == PropagationStore.azureType }
        let store = found.first { $0.name == selection.selector }
        let absent =
            "There is no Microsoft 365 connection named \(selection.selector); there: "
            + "\(Value.list(found.map(\.name)).words)."
        if property == "exists" {
            return Observed(.boolean(store != nil), explanation: store == nil ? absent : nil)
        }
        guard let store else {
            throw .absent(
                message: absent,
                remedy: "PingOne → Integrations → Provisioning → + → New Connection → Identity Store.")
        }
        let settings = store.configuration
        switch property {
        case "enabled":
            return Observed(
                .boolean(store.status?.uppercased() == "ACTIVE"),
                explanation: "\(store.name) is \(store.status?.lowercased() ?? "without a status").")
        case "valid": return try await test(store, selection, probe)
        case "client": return Observed(.text(settings?.clientID ?? ""))
        case "tenant": return Observed(.text(settings?.tenantDomain ?? ""))
        case "remove-licenses": return Observed(.boolean(settings?.removeLicensesWhenSKUIDEmpty ?? false))
        case "create-users": return Observed(.boolean(settings?.createUsers ?? false))
        case "update-users": return Observed(.boolean(settings?.updateUsers ?? false))
        case "disable-users": return Observed(.boolean(settings?.disableUsers ?? false))
        case "deprovision-users": return Observed(.boolean(settings?.deprovisionUsers ?? false))
        case "remove-action": return Observed(.text(settings?.removeAction ?? "none"))
        case "deprovision-on-rule-deletion": return Observed(.boolean(store.managed ?? false))
        case "consistent": return consistent(settings)
        default:
            guard let failures = store.syncStatus?.failedCount else {
                throw .absent(
                    message: "\(store.name) has not synchronised anything yet.",
                    remedy: "Enable the connection and its rule, and wait for the first synchronisation.")
            }
            return Observed(.number(failures))
        }
    }

    private static func consistent(_ settings: PropagationStore.Configuration?) -> Observed {
        var wrong: [String] = []
        if settings?.disableUsers == true, settings?.updateUsers != true {
            wrong.append("Enable users disable is on without Enable users updation.")
        }
        if let action = settings?.removeAction, settings?.deprovisionUsers != true || settings?.disableUsers != true {
            wrong.append(
                "Remove Action is \(action) without Enable users deprovision and Enable users disable.")
        }
        return Observed(
            .boolean(wrong.isEmpty), explanation: wrong.isEmpty ? nil : wrong.joined(separator: " "))
    }

    /// Has PingOne sign in with the very credentials that were given: what it has stored can't be read back.
    private static func test(_ store: PropagationStore, _ selection: Selection, _ probe: Probe) async throws(Impediment)
        -> Observed
    {
        let connection = AzureConnection(
            name: store.name, clientID: selection.parameter("client"), clientSecret: selection.parameter("secret"),
            tenantDomain: selection.parameter("tenant"))
        do {
            try await probe.pingOneOnce { (client) async throws(PingOneFault) in
                try await client.testConnection(connection)
            }
            return Observed(.boolean(true))
        } catch {
            // PingOne answered that Microsoft refused: that is what was asked.
            guard case .refused(let status, _, _, _) = error, status == 400 else {
                throw .fault(.elsewhere(error.reason, remedy: error.remedy))
            }
            return Observed(.boolean(false), explanation: error.reason, remedy: error.remedy)
        }
    }
}

/// What a worker application needs at PingOne.
enum PingOneRole {
    static let name = "Environment Admin (PingOne)"
}
