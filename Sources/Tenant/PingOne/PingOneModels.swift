/// One end of a provisioning: PingOne's directory, or a connection to somewhere else. Enumerations are open: services
/// add values.
public struct PropagationStore: Decodable, Sendable {
    /// A connection to Microsoft 365.
    public static let azureType = "AzureActiveDirectorySAML2"

    /// PingOne's state of a store's synchronisation.
    public struct SyncStatus: Decodable, Sendable {
        public let syncState: Field<String>
        /// Why it is as it is.
        public let details: Field<String>
        public let lastSyncAt: Field<String>
        public let failedCount: Field<Int>
        public let successCount: Field<Int>
    }

    /// PingOne's `configuration` of a propagation store of the type Azure AD.
    public struct Configuration: Decodable, Sendable {
        public let clientID: Field<String>
        public let tenantDomain: Field<String>
        public let createUsers: Field<Bool>
        public let updateUsers: Field<Bool>
        public let disableUsers: Field<Bool>
        public let deprovisionUsers: Field<Bool>
        /// `Disable` or `Delete`.
        public let removeAction: Field<String>
        public let removeLicensesWhenSKUIDEmpty: Field<Bool>

        private enum CodingKeys: String, CodingKey {
            case clientID = "ClientId"
            case tenantDomain = "TenantDomain"
            case createUsers = "CREATE_USERS"
            case updateUsers = "UPDATE_USERS"
            case disableUsers = "DISABLE_USERS"
            case deprovisionUsers = "DEPROVISION_USERS"
            case removeAction = "REMOVE_ACTION"
            case removeLicensesWhenSKUIDEmpty = "RemoveLicensesWhenSkuIdEmpty"
        }
    }

    public let id: String
    public let name: String
    public let type: String
    /// `ACTIVE` or `INACTIVE`.
    public let status: Field<String>
    /// Whether people are deprovisioned when the rule or the store goes.
    public let managed: Field<Bool>
    public let configuration: Field<Configuration>
    public let syncStatus: Field<SyncStatus>
}

/// A reference to another object, by its id.
public struct PropagationReference: Decodable, Hashable, Sendable {
    public let id: String
}

/// PingOne's propagation plan.
public struct PropagationPlan: Decodable, Sendable {
    public let id: String
    public let name: String
    public let status: Field<String>
}

/// PingOne's propagation rule.
public struct PropagationRule: Decodable, Sendable {
    public let id: String
    public let name: String
    public let active: Field<Bool>
    public let populationExpression: Field<String>
    public let sourceStore: Field<PropagationReference>
    public let targetStore: Field<PropagationReference>
    public let plan: Field<PropagationReference>
}

/// PingOne's propagation mapping.
public struct PropagationMapping: Decodable, Sendable {
    public let id: String
    public let targetAttribute: String
    /// Either this or `expression`.
    public let sourceAttribute: Field<String>
    public let expression: Field<String>
}

/// PingOne's revision of a plan.
public struct PropagationRevision: Decodable, Sendable {
    public let id: String
    public let createdAt: Field<String>
}

/// A connection to Microsoft 365 as it is proposed for a test. Holds a secret: never printed, never stored.
public struct AzureConnection: Encodable, Sendable, CustomReflectable {
    private let name: String
    private let type = PropagationStore.azureType
    private let configuration: Configuration

    private struct Configuration: Encodable, Sendable {
        let clientID: String
        let clientSecret: String
        let tenantDomain: String
        let removeLicensesWhenSKUIDEmpty = false

        private enum CodingKeys: String, CodingKey {
            case clientID = "ClientId"
            case clientSecret = "ClientSecret"
            case tenantDomain = "TenantDomain"
            case removeLicensesWhenSKUIDEmpty = "RemoveLicensesWhenSkuIdEmpty"
        }
    }

    public init(name: String, clientID: String, clientSecret: String, tenantDomain: String) {
        self.name = name
        configuration = Configuration(clientID: clientID, clientSecret: clientSecret, tenantDomain: tenantDomain)
    }

    private enum CodingKeys: String, CodingKey {
        case name, type, configuration
    }

    public var customMirror: Mirror { Mirror(self, children: ["name": name]) }
}
