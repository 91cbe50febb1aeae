import Runbook
import Sameness
import Tenant

/// A PingOne provisioning connection to Microsoft 365. PingOne: `GET /propagation/stores`; the connection test is
/// `POST /propagation/stores/connection/status`, which saves nothing.
///
/// PingOne: "Creating a Microsoft Azure Office 365 connection". The API's page on stores has most settings optional and
/// doesn't say what their absence means: it means nothing here either.
enum PingOneConnectionResource: Resource {
    static let name = "pingone-connection"
    static let selector: String? = "a connection's name"
    static let parameterForms: [String: LiteralForm] = ["tenant": .tenant, "client": .guid]
    private static let place = "PingOne → Integrations → Provisioning → {selector}"
    private typealias Settings = PropagationStore.Configuration

    /// A property of a connection that is there.
    private static func property(
        _ name: String, _ type: ValueType, same: Sameness = .text, choices: [String] = [], parameters: [String] = [],
        needs: [Permission] = [.pingOneEnvironmentAdmin], _ label: String, _ remedy: String,
        _ read: @escaping @Sendable (PropagationStore, Selection, Probe) async throws -> Observed
    ) -> Property {
        Property(
            name, type, same: same, choices: choices, parameters: parameters, label: label, needs: needs,
            remedy: remedy
        ) { selection, probe in try await read(one(selection, probe), selection, probe) }
    }

    /// One of its settings.
    private static func setting<Told: Sendable>(
        _ name: String, _ type: ValueType, same: Sameness = .text, choices: [String] = [], _ label: String,
        _ where: String,
        _ read: @escaping @Sendable (Settings) -> Field<Told>, _ observed: @escaping @Sendable (Told) -> Value
    ) -> Property {
        property(name, type, same: same, choices: choices, label, "\(place) → \(`where`).") { store, _, _ in
            Observed(observed(try read(try settings(store)).required(of: store.name, from: "PingOne")))
        }
    }

    private static func flag(
        _ name: String, _ label: String, _ where: String, _ read: @escaping @Sendable (Settings) -> Field<Bool>
    ) -> Property {
        setting(name, .boolean, label, `where`, read) { .boolean($0) }
    }

    static let properties = [
        Property(
            "exists", .boolean, label: "The connection", needs: [.pingOneEnvironmentAdmin],
            remedy:
                "PingOne → Integrations → Provisioning → + → New Connection → Identity Store → Microsoft Azure (Microsoft 365)."
        ) { selection, probe in
            let found = try await connections(probe)
            let isThere = found.contains { $0.name == selection.selector }
            return Observed(.boolean(isThere), explanation: isThere ? nil : missing(selection, found))
        },
        property(
            "enabled", .boolean, "The connection is enabled",
            "\(place) → the toggle at the top of the details panel, to the right."
        ) { store, _, _ in
            let status = try store.status.required(of: store.name, from: "PingOne")
            switch status.uppercased() {
            case "ACTIVE", "INACTIVE":
                return Observed(
                    .boolean(status.uppercased() == "ACTIVE"), explanation: "\(store.name) is \(status.lowercased()).")
            default:
                throw TenantFault.unexpected(
                    "the status \"\(status)\" of \(store.name)", from: "PingOne", about: store.name)
            }
        },
        property(
            "valid", .boolean, parameters: ["tenant", "client", "secret"], "Test Connection",
            "\(place) → Configuration → Configure Authentication: set all three fields, then Test Connection."
        ) { store, selection, probe in try await test(store, selection, probe) },
        setting(
            "client", .text, same: .guid, "Client ID", "Configuration → Configure Authentication → Client ID",
            \.clientID
        ) { .text($0) },
        property(
            "tenant", .text, same: .guid,
            needs: [.pingOneEnvironmentAdmin, .organizationReadAll, .domainReadAll],
            "Tenant Domain ID",
            "\(place) → Configuration → Configure Authentication → Tenant Domain ID."
        ) { store, _, probe in try await tenant(store, probe) },
        flag(
            "remove-licenses", "Remove Licenses when SKU ID is empty",
            "Configure Preferences → Remove Licenses when SKU ID is empty", \.removeLicensesWhenSKUIDEmpty),
        flag("create-users", "Enable users creation", "User Actions → Enable users creation", \.createUsers),
        flag("update-users", "Enable users updation", "User Actions → Enable users updation", \.updateUsers),
        flag(
            "disable-users", "Enable users disable", "User Actions → Enable users updation → Enable users disable",
            \.disableUsers),
        flag(
            "deprovision-users", "Enable users deprovision", "User Actions → Enable users deprovision",
            \.deprovisionUsers),
        property(
            "remove-action", .text, choices: ["Delete", "Disable", "none"], "Remove Action",
            "\(place) → User Actions → Enable users deprovision → Remove Action."
        ) { store, _, _ in try removeAction(store) },
        property(
            "deprovision-on-rule-deletion", .boolean, "Deprovision on rule deletion",
            "\(place) → User Actions → Enable users deprovision → Deprovision on rule deletion."
        ) { store, _, _ in Observed(.boolean(try store.managed.required(of: store.name, from: "PingOne"))) },
        property(
            "consistent", .boolean, "The preferences fit together",
            "\(place) → User Actions: switch Enable users updation on, Enable users disable off, then set both as you want them."
        ) { store, _, _ in try consistent(store) },
        property(
            "sync-state", .text, choices: ["none", "well", "failed"], "State of the synchronisation",
            "\(place) → Overview: read why it failed, set it right, then synchronise again"
        ) { store, _, _ in try syncState(store) },
        property(
            "sync-failures", .number, "Failures of the last synchronisation",
            "\(place) → the failed users; then look at the rule's mappings."
        ) { store, _, _ in
            guard let status = store.syncStatus.shown else {
                throw Impediment.missing(
                    message: "\(store.name) has not synchronised anything yet.",
                    remedy: "Enable the connection and its rule, and wait for the first synchronisation.")
            }
            let failures = try status.failedCount.required(of: "\(store.name)'s synchronisation", from: "PingOne")
            guard failures >= 0 else {
                throw TenantFault.unexpected(
                    "\(failures) failures of \(store.name)", from: "PingOne", about: store.name)
            }
            return Observed(.number(failures))
        },
    ]

    // MARK: - Reading

    private static func connections(_ probe: Probe) async throws -> [PropagationStore] {
        try await probe.pingOne("stores") { (client) async throws(PingOneFault) in
            try await client.stores()
        }.filter { $0.type == PropagationStore.azureType }
    }

    private static func missing(_ selection: Selection, _ found: [PropagationStore]) -> String {
        "There is no Microsoft 365 connection named \(selection.selector); there: "
            + "\(Value.list(found.map(\.name)).words)."
    }

    private static func one(_ selection: Selection, _ probe: Probe) async throws -> PropagationStore {
        let found = try await connections(probe)
        guard let store = found.first(where: { $0.name == selection.selector }) else {
            throw Impediment.missing(
                message: missing(selection, found),
                remedy: "PingOne → Integrations → Provisioning → + → New Connection → Identity Store.")
        }
        return store
    }

    /// PingOne's words for it are open, and its page on stores lists none: a word that isn't here is unknown.
    private static func syncState(_ store: PropagationStore) throws -> Observed {
        // Null until the first synchronisation; left out, it says nothing. PingOne: "Propagation stores", `syncStatus`.
        guard let status = try store.syncStatus.nullable(of: store.name, from: "PingOne") else {
            return Observed(.text("none"), evidence: "\(store.name) has not synchronised anything yet")
        }
        let word = try status.syncState.required(of: "\(store.name)'s synchronisation", from: "PingOne")
        let details = status.details.shown.map { ": \($0)" } ?? ""
        switch word.lowercased().replacing("_", with: "") {
        case "syncing", "synced", "synchronized", "success", "succeeded", "completed", "uptodate", "inprogress",
            "idle", "active":
            // Left out and null by services that haven't counted yet; a state by itself is an answer then.
            let (failed, done) = (status.failedCount.shown ?? 0, status.successCount.shown ?? 0)
            if failed > 0, done == 0 {
                return Observed(
                    .text("failed"),
                    explanation: "\(store.name)'s synchronisation reached nobody: \(failed) failed, and none succeeded "
                        + "(\(word)\(details)).")
            }
            return Observed(
                .text("well"), evidence: failed > 0 ? "\(word); \(failed) of \(failed + done) failed" : word)
        case "failed", "failure", "error", "suspended", "stopped", "quarantined", "disabled", "unauthorized":
            return Observed(
                .text("failed"), explanation: "\(store.name)'s synchronisation has failed (\(word)\(details)).")
        default:
            throw TenantFault.unexpected(
                "the state \"\(word)\" of \(store.name)'s synchronisation", from: "PingOne", about: store.name)
        }
    }

    private static func settings(_ store: PropagationStore) throws(TenantFault) -> Settings {
        try store.configuration.required(of: store.name, from: "PingOne")
    }

    /// PingOne takes a tenant's ID and any of its domains. PingOne: "Creating a Microsoft Azure Office 365 connection",
    /// and the API's page on stores, which differ in what they ask for.
    private static func tenant(_ store: PropagationStore, _ probe: Probe) async throws -> Observed {
        let told = try settings(store).tenantDomain.required(of: store.name, from: "PingOne")
        do {
            let id = try await OrganizationResource.one(probe).id
            let domains = try await DomainResource.domains(probe)
            let names = [id] + domains.filter { $0.isVerified.shown == true }.map(\.id)
            let isOurs = names.contains { Sameness.guid.isSame($0, told) }
            // Whether it is ours rests on the domain of that name, and on no other.
            for domain in domains where DomainName.isSame(domain.id, told) {
                _ = try domain.isVerified.required(of: domain.id)
            }
            return Observed(.text(told), names: isOurs ? names : [])
        } catch {
            // An ID is its own name; whose domain it is, nobody says.
            if Sameness.guid.folded(told).contains(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/) {
                return Observed(.text(told))
            }
            throw error
        }
    }

    /// What becomes of deleted people: where the console offers no choice, none, whatever is stored. PingOne: "Creating a
    /// Microsoft Azure Office 365 connection", step 9.
    private static func removeAction(_ store: PropagationStore) throws -> Observed {
        let settings = try settings(store)
        let isOffered =
            try settings.deprovisionUsers.required(of: store.name, from: "PingOne")
            && settings.disableUsers.required(of: store.name, from: "PingOne")
        if isOffered { return Observed(.text(try settings.removeAction.required(of: store.name, from: "PingOne"))) }
        let stored = settings.removeAction.shown.map { "\($0) is stored, and the console doesn't show it" }
        return Observed(
            .text("none"),
            explanation:
                "\(store.name) has no Remove Action: it comes with Enable users deprovision and Enable users disable.",
            evidence: stored)
    }

    private static func consistent(_ store: PropagationStore) throws -> Observed {
        let settings = try settings(store)
        func isOn(_ field: Field<Bool>) throws(TenantFault) -> Bool {
            try field.required(of: store.name, from: "PingOne")
        }
        let (updates, disables) = (try isOn(settings.updateUsers), try isOn(settings.disableUsers))
        let isWrong = disables && !updates
        return Observed(
            .boolean(!isWrong),
            explanation: isWrong
                ? "Enable users disable is stored as on without Enable users updation; the console doesn't show it then."
                : nil)
    }

    /// Has PingOne sign in with the very credentials that were given: what it has stored can't be read back.
    private static func test(_ store: PropagationStore, _ selection: Selection, _ probe: Probe) async throws -> Observed
    {
        let connection = AzureConnection(
            name: store.name, clientID: selection.parameter("client"), clientSecret: selection.parameter("secret"),
            tenantDomain: selection.parameter("tenant"))
        do throws(PingOneFault) {
            try await probe.pingOneOnce { (client) async throws(PingOneFault) in
                try await client.testConnection(connection)
            }
            return Observed(.boolean(true))
        } catch {
            // PingOne answered that Microsoft refused: that is what was asked.
            guard case .refused(let status, _, _, _) = error, status == 400 else {
                throw TenantFault.elsewhere(error.reason, remedy: error.remedy)
            }
            return Observed(.boolean(false), explanation: error.reason, remedy: error.remedy)
        }
    }
}
