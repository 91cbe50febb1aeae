import Foundation
import YAMLDocument

/// A simulated tenant's starting state, as a trainer writes it.
public struct Scenario: Sendable {
    struct User: Sendable {
        let upn: String
        let name: String
        let isEnabled: Bool
        let isOnboarded: Bool
        /// From on-premises AD, through Entra Connect.
        let isSynced: Bool
        /// What Graph calls them: a guest may sign in here all the same.
        let isCalledGuest: Bool
        /// Invited from another organization, and how far that is; nil for who is signed in here.
        let invitation: Invitation?
        /// The mailbox, where it isn't the user principal name.
        let mail: String?
        /// What Peig says of the account of somebody who is onboarded.
        let peigStatus: String
        let roles: [String]
        /// Roles that they may activate.
        let eligibleRoles: [String]
        /// Seconds from the start until the roles end; nil where they last.
        let rolesEnd: Double?
        /// Addresses beside the user principal name.
        let addresses: [String]
        /// What there is to sign in with: names of `SignInMethodRoutes.kinds`.
        let methods: [String]
        let licenses: [String]
        /// Service plans of these that are off for them.
        let plansOff: [String]

        enum Invitation: String, Sendable, CaseIterable {
            case pending = "PendingAcceptance"
            case accepted = "Accepted"

            var key: String { self == .pending ? "pending" : "accepted" }
        }
    }

    /// What the tenant as a whole is besides its objects.
    struct Tenant: Sendable {
        /// Whether an on-premises AD is synchronised with it; false where one was, nil where none ever was.
        var isSynced: Bool?
        /// Whether people may sign in by their mail addresses.
        var takesAlternateLogins = false
        /// Roles whose activation somebody else must approve.
        var approvedRoles: [String] = []
    }

    struct Group: Sendable {
        let name: String
        let members: [Place]
        let owners: [Place]
        /// Who may become one, by activating it.
        let eligibleMembers: [Place]
        let eligibleOwners: [Place]
        /// Directory roles that its members hold through it.
        let roles: [String]

        /// Somebody's place in it, as member or as owner.
        struct Place: Sendable {
            let upn: String
            /// Seconds from the start until it ends; nil where it lasts.
            let ends: Double?
            /// Whether it comes from an eligibility, which they also have.
            let isActivated: Bool
        }
    }

    /// A Conditional Access policy for everybody and every application.
    struct AccessPolicy: Sendable {
        let name: String
        let state: String
        /// `block`, or what is demanded.
        let controls: [String]
        /// A built-in authentication strength that is demanded beside or instead, if one is.
        let strength: String?
        let excluded: [String]
        /// Whether it depends on where somebody is.
        let isElsewhere: Bool
    }

    struct Device: Sendable {
        let name: String
        let trustType: String
    }

    /// What a trainer tells somebody who is stuck: each text says more than the one before.
    public struct Hint: Sendable {
        /// The step or item of the runbook that it is about.
        public let about: String
        public let texts: [String]
    }

    /// What a debrief looks for at the end.
    public struct Expectation: Sendable {
        public let id: String
        /// What a good trainee has brought about, in a sentence.
        public let text: String
        let condition: WorldCondition
    }

    struct Population: Sendable {
        /// How many people there may be.
        static let sizes = 0...1_000_000

        var count = 0
        var domain: String?
        var isOnboarded = false
        var disabled = 0
        var licenses: [String] = []
        var discrepancies: [Discrepancy: Int] = [:]
    }

    struct Domain: Sendable {
        let name: String
        let isVerified: Bool
        let isDefault: Bool
        /// Federated from the start: to the scenario's provider, or to one before it.
        let isFederated: Bool
        /// That one before it.
        let provider: Provider?
        /// `ForceDelete` where it is being deleted.
        let operation: String?
    }

    /// How far Peig's workspace is from the start.
    struct Peig: Sendable {
        var isAuthenticationSaved = true
        /// The app that provisioning signs in as.
        var provisioningApp: String?
        var assignedUsers: [String] = []
        var isMigrationRunning = false
        /// Seconds from the start until the certificate that Peig signs with ends; nil for years.
        var certificateEnds: Double?
        /// Whether its metadata names the next certificate beside it.
        var publishesNext = false
    }

    /// A provider that signs people in and isn't Peig: what it really sends, whatever stands at Microsoft.
    struct Provider: Sendable {
        let name: String
        let issuer: String
        let signInURL: String
        let signOutURL: String
        /// `saml` or `wsFed`.
        let protocolName: String
        /// Seconds from the start until the certificate that it signs with ends; nil for years.
        let certificateEnds: Double?
        /// Whether its metadata names the next certificate beside it.
        let publishesNext: Bool

        var host: String { URL(string: signInURL)?.host() ?? issuer }
    }

    struct PingOne: Sendable {
        let region: String
        let hasConnection: Bool
        let hasPlan: Bool
    }

    struct Subscription: Sendable {
        let partNumber: String
        let seats: Int
        /// `Enabled`, `Warning`, `Suspended`, `Deleted` or `LockedOut`.
        let status: String
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
        /// Days until it begins to work, negative when it does.
        let secretStarts: Int
        /// Whether anybody may sign in with it.
        let isEnabled: Bool
        let isDisabledByMicrosoft: Bool
        /// Made from the gallery's template, as the migration app is.
        let isEnterprise: Bool
    }

    public let id: String
    public let title: String
    /// What the trainee is told at the start.
    public let briefing: String
    /// Whether a rehearsal begins with it where nobody names one.
    public let isUsual: Bool
    public private(set) var seed: Int
    public let tenantName: String
    let initialDomain: String
    let tenant: Tenant
    let domains: [Domain]
    let subscriptions: [Subscription]
    let users: [User]
    let groups: [Group]
    let devices: [Device]
    let accessPolicies: [AccessPolicy]
    /// Whether Microsoft asks everybody for a second factor by itself; then there is no Conditional Access.
    let hasSecurityDefaults: Bool
    /// Whose user principal names are compared with a token's domain.
    let tokenValidation: String
    /// Whether a policy allows no sign-in with a code for another device.
    let blocksDeviceCodes: Bool
    /// More people, made from the seed.
    private(set) var population: Population
    let apps: [App]
    let peigServer: String
    /// Whether the provider in Peig is configured already.
    let peigDomain: String?
    /// Whether there is a workspace of Peig's to work in.
    let hasPeig: Bool
    /// Who signs people in, where it isn't Peig.
    let provider: Provider?
    let peig: Peig
    /// PingOne's environment, where the scenario has one.
    let pingOne: PingOne?
    let faults: [Fault]
    public let injects: [Inject]
    public let hints: [Hint]
    public let debrief: [Expectation]
    /// What must hold for a person's word on an item to be true, by the item's id: the debrief checks their word against it.
    let truths: [String: WorldCondition]
    /// What a test of the runbook goes by, the start first; none where the file says nothing of it.
    public let stages: [Stage]
    /// Offered as answers to the runbook's questions.
    public let answers: [String: String]
    /// The files' texts, kept with a rehearsal.
    let text: String
    let truthsText: String?

    /// The same scenario with other people: for one trainee of several, or to see how many it stands.
    public func varied(seed: Int, population count: Int?) -> Scenario {
        var scenario = self
        scenario.seed = seed
        if let count {
            scenario.population.count = count
            scenario.population.domain = scenario.population.domain ?? domains.first?.name
        }
        return scenario
    }

    /// Requests about which some condition asks whether they were made.
    var watchedRequests: [(method: String, path: PathPattern)] {
        debrief.flatMap(\.condition.requests) + truths.values.flatMap(\.requests)
            + stages.flatMap(\.aims).flatMap(\.condition.requests)
            + injects.flatMap { [$0.once, $0.unless].compactMap { $0 }.flatMap(\.requests) }
    }

    /// Reads and checks a scenario's file.
    /// - Parameters:
    ///   - name: what it must be called: its file's name, without the ending; nil where it has none.
    ///   - truths: the text of the runbook's `truths.yaml`, which all of its scenarios share.
    ///   - runbook: what it is held to; nil where nobody knows the runbook, or a session keeps it, which must open whatever
    ///     it says.
    ///   - stages: what its stages may say of the runbook; nil where nobody knows.
    public static func load(
        _ text: String, file: String, name: String? = nil, truths: String? = nil, runbook: ScenarioRunbook? = nil,
        stages: StageKnowledge? = nil
    ) throws(Problems) -> Scenario {
        try ScenarioLoader(text: text, file: file, truths: truths, runbook: runbook, stages: stages).load(name: name)
    }
}
