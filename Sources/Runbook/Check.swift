/// A resource of the tenant and expectations on its properties.
public struct Check: Hashable, Sendable {
    /// Name of a resource in the vocabulary.
    public let resource: String
    /// Which one: a display name, a domain, a user principal name, as the resource declares.
    public let selector: Template
    /// Further keys beside `expect`, as the resource declares.
    public let parameters: [String: Template]
    public let expectations: [Expectation]
    /// What it compares, if that is what it does.
    public let comparison: IdentifierPlan?

    /// Inputs that must be answered before the check can run.
    public var inputs: [String] {
        var seen: Set<String> = []
        let names = selector.inputs + parameters.sorted { $0.key < $1.key }.flatMap(\.value.inputs)
        return (names + (comparison?.inputs ?? []) + expectations.flatMap(\.condition.inputs)).filter {
            seen.insert($0).inserted
        }
    }
}
