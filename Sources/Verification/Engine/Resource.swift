import Reconciliation
import Runbook
import Sameness
import Tenant

/// Something in a tenant that a check can look at: a name, how one of it is chosen, and its properties, each with its own
/// reader. One file in `Resources/` each; none knows a matcher.
public protocol Resource: Sendable {
    static var name: String { get }
    /// What stands after the name in a check; nil when there is only one of it.
    static var selector: String? { get }
    /// What the selector must be, where people don't name it as they like.
    static var form: LiteralForm { get }
    /// What the keys beside it must be, where they aren't free text.
    static var parameterForms: [String: LiteralForm] { get }
    static var properties: [Property] { get }
    /// Answers of the session that it goes by beside what a check names, where they are given.
    static var respects: [String] { get }
    /// Whether it looks at what the runbook's section `identifiers` compares.
    static var comparesIdentifiers: Bool { get }
    /// Whether what is compared there proves what it says: it may be missing.
    static var isProvenByComparison: Bool { get }
}

extension Resource {
    public static var form: LiteralForm { .name }
    public static var parameterForms: [String: LiteralForm] { [:] }
    public static var respects: [String] { [] }
    public static var comparesIdentifiers: Bool { false }
    public static var isProvenByComparison: Bool { false }
}

/// A property of a resource, declared together with its reader: none can be forgotten, and none read as another.
public struct Property: Sendable {
    /// Reads the property. Called for several properties at once; the same request is sent only once.
    ///
    /// Throws `Impediment` when there is nothing to look at, or when it could not be looked at. A reader that fails
    /// otherwise is unknown. Untyped on purpose: Swift 6.3's optimizer has miscompiled typed async errors that are called
    /// through something erased (results came back as garbage).
    typealias Reader = @Sendable (Selection, Probe) async throws -> Observed

    public let name: String
    public let type: ValueType
    /// How its texts are compared with what is wanted: as the service that holds them does.
    public let same: Sameness
    public let choices: [String]
    /// Keys that must stand beside the resource's name when this is expected.
    public let parameters: [String]
    /// How a finding names it: a portal's label where there is one.
    public let label: String
    /// The least-privileged permissions that reading it needs; none where anybody may.
    public let needs: [Permission]
    /// Permissions for what is told beside it, or needed in some tenants only: without them it says what it couldn't ask.
    public let helpful: [Permission]
    /// What to click when it isn't as it must be; `{selector}` is filled.
    public let remedy: String
    /// `CheckRun` compares what it reads with `type` and `choices`: what differs is unknown.
    let read: Reader

    init(
        _ name: String, _ type: ValueType, same: Sameness = .text, choices: [String] = [], parameters: [String] = [],
        label: String, needs: [Permission], helpful: [Permission] = [], remedy: String, read: @escaping Reader
    ) {
        self.name = name
        self.type = type
        self.same = same
        self.choices = choices
        self.parameters = parameters
        self.label = label
        self.needs = needs
        self.helpful = helpful
        self.remedy = remedy
        self.read = read
    }
}

/// Which one of a resource a check looks at, with every template filled.
public struct Selection: Hashable, Sendable {
    public let selector: String
    public let parameters: [String: String]

    func parameter(_ name: String) -> String { parameters[name] ?? "" }
}

/// A property's value as it was seen.
public struct Observed: Hashable, Sendable {
    public let value: Value
    /// A sentence that says more than the value, for the finding, should there be one.
    public internal(set) var explanation: String?
    /// What belongs behind the usual words of a finding: whom it is about.
    public internal(set) var detail: String?
    /// A remedy that fits better than the property's usual one.
    public internal(set) var remedy: String?
    /// What the evidence says beside the value, whatever the verdict: who counts, and what couldn't be asked.
    public internal(set) var evidence: String?
    /// Other names of the same thing: whoever wants one of them wants the value.
    public let names: [String]

    init(
        _ value: Value, explanation: String? = nil, detail: String? = nil, remedy: String? = nil,
        evidence: String? = nil, names: [String] = []
    ) {
        self.evidence = evidence
        self.names = names
        self.value = value
        self.explanation = explanation
        self.detail = detail
        self.remedy = remedy
    }
}

extension Observed {
    /// The same, where it leaves nothing to see of another property.
    func impediment(_ usual: String) -> Impediment {
        .missing(message: explanation ?? value.words, remedy: remedy ?? usual)
    }
}

/// Why a property has no value.
public enum Impediment: Error, Hashable, Sendable {
    /// The thing is there, was read well, and has no such value: a finding, unless just that was wanted
    /// (`exists: false`).
    case absent(message: String, remedy: String)
    /// There is no such thing, or nothing tells which one is meant: a finding, whatever was wanted of it. A name that was
    /// typed wrong must not make `exists: false` pass.
    case missing(message: String, remedy: String)
    /// The tenant could not be read: unknown.
    case fault(TenantFault)
}

extension Impediment {
    /// What ended a reading, whatever it was: nothing that was thrown may read as a value.
    init(_ error: any Error) {
        self =
            switch error {
            case let impediment as Impediment: impediment
            case let fault as TenantFault: .fault(fault)
            case let problem as ReconciliationProblem: .fault(Comparison.fault(problem))
            case is CancellationError: .fault(.transport(.cancelled))
            default: .fault(.unexpected("\(error)"))
            }
    }
}
