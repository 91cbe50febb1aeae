import Runbook
import Tenant

/// Something in a tenant that a check can look at. One file in `Resources/` each; none knows a matcher.
public protocol Resource: Sendable {
    static var name: String { get }
    /// What stands after the name in a check; nil when there is only one of it.
    static var selector: String? { get }
    static var properties: [Property] { get }
    /// Whether it looks at what the runbook's section `identifiers` compares.
    static var comparesIdentifiers: Bool { get }

    /// Reads one property. Called for several properties at once; the same request is sent only once.
    /// - Throws: `Impediment` when there is nothing to look at, or when it could not be looked at; a resource says so
    ///   in its signature. The requirement itself is untyped: called through `any Resource.Type`, a typed async error
    ///   is miscompiled by Swift 6.3's optimizer (results come back as garbage).
    static func observe(_ property: String, of selection: Selection, _ probe: Probe) async throws -> Observed
}

extension Resource {
    public static var comparesIdentifiers: Bool { false }
}

/// A property of a resource, as it is declared.
public struct Property: Sendable {
    public let name: String
    public let type: ValueType
    public let choices: [String]
    /// Keys that must stand beside the resource's name when this is expected.
    public let parameters: [String]
    /// How a finding names it: a portal's label where there is one.
    public let label: String
    /// The least-privileged Graph permission that reading it needs; nil where anybody may.
    public let permission: String?
    /// What to click when it isn't as it must be; `{selector}` is filled.
    public let remedy: String

    init(
        _ name: String, _ type: ValueType, choices: [String] = [], parameters: [String] = [], label: String,
        permission: String?, remedy: String
    ) {
        self.name = name
        self.type = type
        self.choices = choices
        self.parameters = parameters
        self.label = label
        self.permission = permission
        self.remedy = remedy
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
    public let explanation: String?
    /// What belongs behind the usual words of a finding: whom it is about.
    public let detail: String?
    /// A remedy that fits better than the property's usual one.
    public let remedy: String?

    init(_ value: Value, explanation: String? = nil, detail: String? = nil, remedy: String? = nil) {
        self.value = value
        self.explanation = explanation
        self.detail = detail
        self.remedy = remedy
    }
}

/// Why a property has no value.
public enum Impediment: Error, Hashable, Sendable {
    /// The thing isn't there: a finding, since the tenant was read well.
    case absent(message: String, remedy: String)
    /// The tenant could not be read: unknown.
    case fault(TenantFault)
}

/// Runs a read and turns its fault into an impediment.
func reading<T: Sendable>(_ read: () async throws(TenantFault) -> T) async throws(Impediment) -> T {
    do {
        return try await read()
    } catch {
        throw .fault(error)
    }
}
