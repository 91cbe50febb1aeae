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
    /// What proves the rest where it is answered: it may stay open.
    public let proof: IdentifierPlan?

    /// Inputs that it depends on.
    public var inputs: [String] { unique(demanded + (proof?.inputs ?? [])) }

    /// Inputs that must be answered before the check can run.
    public var demandedInputs: [String] { unique(demanded) }

    private var demanded: [String] {
        selector.inputs + parameters.sorted { $0.key < $1.key }.flatMap(\.value.inputs) + (comparison?.inputs ?? [])
            + expectations.flatMap(\.condition.inputs)
    }

    private func unique(_ names: [String]) -> [String] {
        var seen: Set<String> = []
        return names.filter { seen.insert($0).inserted }
    }
}
