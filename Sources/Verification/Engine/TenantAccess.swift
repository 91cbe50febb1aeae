import Synchronization
import Tenant

/// Everything that checks may ask: the tenant, and what belongs to it.
public struct TenantAccess: Sendable {
    public let graph: GraphClient
    /// PingOne's side, where the session knows it.
    public let pingOne: PingOneClient?
    /// The identity provider's own side.
    public let provider: ProviderClient
    /// Finds where accounts come from, by what a person answered.
    public let accounts: @Sendable (String) -> any AccountSource
    /// Answers that are written nowhere.
    public let secrets: Secrets
    /// What sessions of the same store tried on a domain of this tenant without people; nil where no store is at hand.
    public var stagingProof: (@Sendable (_ domain: String) throws -> StagingProof?)?
    /// Whether the tenant is a simulated one inside the program: whoever plays there signs in as nobody.
    public var isRehearsed = false

    public init(
        _ graph: GraphClient, pingOne: PingOneClient? = nil,
        accounts: @escaping @Sendable (String) -> any AccountSource = { FileAccounts($0) },
        provider: ProviderClient = ProviderClient(), secrets: Secrets = Secrets()
    ) {
        self.graph = graph
        self.pingOne = pingOne
        self.provider = provider
        self.accounts = accounts
        self.secrets = secrets
    }
}

/// Secrets that a person typed, for as long as the program runs. Never printed.
public final class Secrets: Sendable, CustomStringConvertible, CustomReflectable {
    private let values = Mutex<[String: String]>([:])

    public init() {}

    /// Keeps a secret answer, in memory alone.
    public func keep(_ value: String, for input: String) { values.withLock { $0[input] = value } }
    /// A secret answer; nil while nobody gave it to this process.
    public func value(of input: String) -> String? { values.withLock { $0[input] } }
    /// Whether a secret answer was given to this process.
    public func knows(_ input: String) -> Bool { values.withLock { $0[input] != nil } }

    /// The answers, and the secrets among them: for templates that are filled and forgotten.
    func joined(_ answers: [String: String]) -> [String: String] {
        values.withLock { answers.merging($0) { $1 } }
    }

    public var description: String { "secrets" }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
