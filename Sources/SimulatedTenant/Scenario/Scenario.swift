import YAMLDocument

/// A simulated tenant's starting state, as a trainer writes it.
public struct Scenario: Sendable {
    struct User: Sendable {
        let upn: String
        let name: String
        let isEnabled: Bool
        let isOnboarded: Bool
        let roles: [String]
        let licenses: [String]
    }

    struct Domain: Sendable {
        let name: String
        let isVerified: Bool
        let isDefault: Bool
    }

    struct Subscription: Sendable {
        let partNumber: String
        let seats: Int
    }

    struct App: Sendable {
        let name: String
        let redirectURIs: [String]
        let applicationPermissions: [String]
        let delegatedPermissions: [String]
        let isConsented: Bool
        let isPublicClient: Bool
        /// Days until the secret expires, negative when it has; nil for no secret.
        let secretDays: Int?
    }

    public let id: String
    public let title: String
    /// What the trainee is told at the start.
    public let briefing: String
    public let seed: Int
    public let tenantName: String
    let initialDomain: String
    let domains: [Domain]
    let subscriptions: [Subscription]
    let users: [User]
    /// How many more people the domain below has, names made from the seed.
    let populationCount: Int
    let populationDomain: String?
    let populationOnboarded: Bool
    let apps: [App]
    let peigServer: String
    /// Whether the provider in Peig is configured already.
    let peigDomain: String?
    /// Offered as answers to the runbook's questions.
    public let answers: [String: String]
    /// The file's text, kept with a rehearsal.
    let text: String

    /// Reads and checks a scenario's file.
    public static func load(_ text: String, file: String) throws(Problems) -> Scenario {
        try ScenarioLoader(text: text, file: file).load()
    }
}
